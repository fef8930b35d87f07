using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Attendance.Door;
using Training.Domain.Shared;
using Training.Jobs.Work;

namespace Training.Jobs.Attendance;

/// <summary>
/// Looks every hour for people who stand on two overlapping rolls: of the days within which phones without network usually send what they
/// hold, so that marks that came late are seen too.
/// </summary>
[DisallowConcurrentExecution]
public sealed class RollFlagsJob(UnattendedScopes scopes, TimeProvider clock) : IClockJob
{
    private const int DaysBack = 8;

    public static JobKey Key { get; } = ClockJobs.KeyOf("roll-flags");

    public static ClockSchedule Schedule { get; } = new("点名核对：同一个人同时在两处", "核", "0 40 * * * ?", Quiet: true);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.Open();
        var nowUtc = clock.UtcNow();
        var raised = await scope.ServiceProvider.GetRequiredService<RaiseFlags>().OfPlacesAsync(nowUtc.AddDays(-DaysBack), nowUtc.AddDays(1), cancellationToken);
        context.Result = raised == 0 ? null : $"新提示 {raised} 条";
    }
}
