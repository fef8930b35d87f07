using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Trainers;
using Training.Jobs.Work;

namespace Training.Jobs.Trainers;

/// <summary>Looks every night whose papers have run out, and whose hold again.</summary>
[DisallowConcurrentExecution]
public sealed class LookAtPapersJob(UnattendedScopes scopes) : IClockJob
{
    public static JobKey Key { get; } = ClockJobs.KeyOf("trainer-papers");

    public static ClockSchedule Schedule { get; } = new("人才证书到期检查", "证", "0 20 1 * * ?");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.Open();
        var changed = await scope.ServiceProvider.GetRequiredService<LookAtPapers>().RunAsync(cancellationToken);
        context.Result = changed == 0 ? "没有新到期的" : $"{changed} 人的证书状态变了";
    }
}
