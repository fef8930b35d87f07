using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Notices;

namespace Training.Domain.Commendations;

public static class CommendationsModule
{
    public static IServiceCollection AddCommendations(this IServiceCollection services)
    {
        services.AddScoped<FindBars>();
        services.AddScoped<GatherCandidates>();
        services.AddScoped<ComputeCommendation>();
        services.AddScoped<MakeCommendation>();
        services.AddScoped<JudgeCandidate>();
        services.AddScoped<CommendationNames>();
        services.AddScoped<PublishCommendation>();
        services.AddScoped<ReadCommendations>();
        services.AddScoped<OpenCandidate>();
        services.AddScoped<INoticeSubject, CommendationNotices>();
        return services;
    }
}
