using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.People.Privacy;
using Training.Jobs.Work;

namespace Training.Jobs.Audit;

/// <summary>Lists every night what the rules of retention say has been kept long enough; an officer confirms before anything goes.</summary>
[DisallowConcurrentExecution]
public sealed class RetentionJob(UnattendedScopes scopes) : IClockJob
{
    public static JobKey Key { get; } = ClockJobs.KeyOf("retention");

    public static ClockSchedule Schedule { get; } = new("到期信息清单", "期", "0 40 3 * * ?");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.Open();
        var waiting = await scope.ServiceProvider.GetRequiredService<KeepRetention>().ListAsync(cancellationToken);
        context.Result = waiting == 0 ? "没有到期的" : $"{waiting:N0} 条到期，等县区确认";
    }
}
