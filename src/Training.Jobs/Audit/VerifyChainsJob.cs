using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Jobs.Work;

namespace Training.Jobs.Audit;

/// <summary>Proves every night that nobody edited the written history.</summary>
[DisallowConcurrentExecution]
public sealed class VerifyChainsJob(UnattendedScopes scopes) : IClockJob
{
    public static JobKey Key { get; } = ClockJobs.KeyOf("verify-chains");

    public static ClockSchedule Schedule { get; } = new("操作历史校验", "溯", "0 0 3 * * ?");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.Open();
        var (count, broken) = await AuditTrail.VerifyAsync(scope.ServiceProvider.GetRequiredService<TrainingDbContext>(), ct: cancellationToken);
        context.Result = broken is null ? $"{count:N0} 条，链完整" : throw new JobFailedException(ChainSentences.Broken(broken));
    }
}
