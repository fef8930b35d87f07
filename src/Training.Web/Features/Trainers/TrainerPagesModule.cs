using Microsoft.AspNetCore.RateLimiting;
using Training.Web.Hosting;

namespace Training.Web.Features.Trainers;

public static class TrainerPagesModule
{
    /// <summary>A household or an office behind one address applies for several people; nobody tries receipts by the hundred.</summary>
    private const int ApplicationsInTenMinutes = 60;

    public static IServiceCollection AddTrainerPages(this IServiceCollection services)
    {
        services.AddScoped<PoolForms>();
        services.AddScoped<PoolNeeds>();
        services.Configure<RateLimiterOptions>(limiter =>
            RateLimits.AddForAddress(limiter, ApplyController.RateLimit, ApplicationsInTenMinutes, TimeSpan.FromMinutes(10)));
        return services;
    }
}
