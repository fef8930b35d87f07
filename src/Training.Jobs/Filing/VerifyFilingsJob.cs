using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Filing;
using Training.Jobs.Work;

namespace Training.Jobs.Filing;

/// <summary>Proves every night that nobody edited what was filed, nor what it rests on.</summary>
[DisallowConcurrentExecution]
public sealed class VerifyFilingsJob(UnattendedScopes scopes) : IClockJob
{
    public static JobKey Key { get; } = ClockJobs.KeyOf("verify-filings");

    public static ClockSchedule Schedule { get; } = new("报过的标准表校验", "溯", "0 30 3 * * ?");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.Open();
        var proof = await scope.ServiceProvider.GetRequiredService<ProveFilings>().RunAsync(ct: cancellationToken);
        context.Result = proof.Faults.Count == 0 ? proof.Words : throw new JobFailedException(proof.Faults[0].Words);
    }
}
