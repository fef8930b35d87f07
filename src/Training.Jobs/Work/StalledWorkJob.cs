using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Work;

namespace Training.Jobs.Work;

/// <summary>Puts back work whose runner gave no sign of life.</summary>
[DisallowConcurrentExecution]
public sealed class StalledWorkJob(UnattendedScopes scopes, WorkSignal signal) : IClockJob
{
    public static JobKey Key { get; } = ClockJobs.KeyOf("stalled-work");

    public static ClockSchedule Schedule { get; } = new("找出停住的任务", "任", "0 * * * * ?", Quiet: true);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.Open();
        var ledger = scope.ServiceProvider.GetRequiredService<WorkLedger>();
        await ledger.SettleWaitingAsync(cancellationToken);
        if (await ledger.PutBackStalledAsync(cancellationToken) is > 0 and var count)
        {
            signal.Raise();
            context.Result = $"{count} 项停住，已放回队列";
        }
    }
}
