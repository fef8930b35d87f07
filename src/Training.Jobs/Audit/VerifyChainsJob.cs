using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Audit;
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
        var proof = await scope.ServiceProvider.GetRequiredService<ProveHistory>().RunAsync(ct: cancellationToken);
        context.Result = proof.Broken is null ? $"{proof.Checked:N0} 条，{proof.Checkpoints:N0} 次封存，链完整" : throw new JobFailedException(proof.Broken.Words);
    }
}
