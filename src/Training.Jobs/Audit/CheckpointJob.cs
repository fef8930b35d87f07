using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Audit;
using Training.Jobs.Work;

namespace Training.Jobs.Audit;

/// <summary>Seals the ends of the chains every hour in which something was written.</summary>
[DisallowConcurrentExecution]
public sealed class CheckpointJob(UnattendedScopes scopes) : IClockJob
{
    public static JobKey Key { get; } = ClockJobs.KeyOf("audit-checkpoint");

    public static ClockSchedule Schedule { get; } = new("操作历史封存", "封", "0 5 * * * ?", Quiet: true);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.Open();
        if (await scope.ServiceProvider.GetRequiredService<AddCheckpoint>().RunAsync(cancellationToken) is { } made)
        {
            context.Result = $"第 {made.Number} 次封存，共 {made.Entries:N0} 条，指纹 {Convert.ToHexStringLower(made.Hash)[..16]}";
        }
    }
}
