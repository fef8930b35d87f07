using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Training.Web.Features.Trainers;

public static class TrainerPagesModule
{
    /// <summary>A household or an office behind one address applies for several people; nobody tries receipts by the hundred.</summary>
    private const int ApplicationsInTenMinutes = 60;

    public static IServiceCollection AddTrainerPages(this IServiceCollection services)
    {
        services.AddScoped<PoolForms>();
        services.AddScoped<PoolNeeds>();
        services.Configure<RateLimiterOptions>(limiter => limiter.AddPolicy(ApplyController.RateLimit, http => RateLimitPartition.GetFixedWindowLimiter(
            http.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = ApplicationsInTenMinutes, Window = TimeSpan.FromMinutes(10) })));
        return services;
    }
}
