using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Training.Web.Features.Notices;

public static class NoticesPages
{
    private const int FormsInWindow = 30;

    /// <summary>Objections are sent without an account: thirty forms an address in ten minutes. Whole towns share one address of a mobile network, so it is no less.</summary>
    public static IServiceCollection AddNoticePages(this IServiceCollection services) => services.Configure<RateLimiterOptions>(limiter =>
        limiter.AddPolicy(ObjectionsController.RateLimit, http => RateLimitPartition.GetFixedWindowLimiter(
            http.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = FormsInWindow, Window = TimeSpan.FromMinutes(10) })));
}
