namespace Training.Web.Features.Regions;

public static class RegionsPagesModule
{
    public static IServiceCollection AddRegionPages(this IServiceCollection services) => services.AddScoped<RegionPages>();
}
