using Microsoft.AspNetCore.RateLimiting;
using Training.Web.Hosting;

namespace Training.Web.Features.Notices;

public static class NoticesPages
{
    private const int FormsInWindow = 30;

    /// <summary>Objections are sent without an account: thirty forms an address in ten minutes. Whole towns share one address of a mobile network, so it is no less.</summary>
    public static IServiceCollection AddNoticePages(this IServiceCollection services) => services.Configure<RateLimiterOptions>(limiter =>
        RateLimits.AddForAddress(limiter, ObjectionsController.RateLimit, FormsInWindow, TimeSpan.FromMinutes(10)));
}
