using Training.Web.Features.Attendance;

namespace Training.Web.Features;

/// <summary>The one list of what the site's features register; one line a feature.</summary>
public static class FeatureModules
{
    public static IServiceCollection AddFeatures(this IServiceCollection services) => services
        .AddAttendancePages();
}
