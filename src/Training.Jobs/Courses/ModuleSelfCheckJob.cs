using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Courses;
using Training.Jobs.Work;

namespace Training.Jobs.Courses;

/// <summary>Opens the site's public course page every night as a resident would, and writes down whether it came.</summary>
[DisallowConcurrentExecution]
public sealed class ModuleSelfCheckJob(UnattendedScopes scopes, PublicModule module) : IClockJob
{
    public static JobKey Key { get; } = ClockJobs.KeyOf("module-self-check");

    public static ClockSchedule Schedule { get; } = new("公开课程页自查", "助", "0 30 1 * * ?");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var seen = await module.LookAsync(cancellationToken);
        await using var scope = scopes.Open();
        var counties = await scope.ServiceProvider.GetRequiredService<RecordModuleCheck>()
            .RunAsync(new() { Url = seen.Url, Reachable = seen.Reachable, Detail = seen.Detail }, cancellationToken);
        context.Result = $"{(seen.Reachable ? "能打开" : "打不开")}，{seen.Detail}，记到 {counties} 个县区";
    }
}
