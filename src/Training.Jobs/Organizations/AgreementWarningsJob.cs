using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Organizations;
using Training.Jobs.Work;

namespace Training.Jobs.Organizations;

/// <summary>Tells every morning of the agreements that end soon.</summary>
[DisallowConcurrentExecution]
public sealed class AgreementWarningsJob(UnattendedScopes scopes) : IClockJob
{
    public static JobKey Key { get; } = ClockJobs.KeyOf("agreement-warnings");

    public static ClockSchedule Schedule { get; } = new("合作协议到期提醒", "承", "0 30 6 * * ?");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.Open();
        var told = await scope.ServiceProvider.GetRequiredService<WarnOfAgreements>().RunAsync(cancellationToken);
        context.Result = told == 0 ? "没有要提醒的协议" : $"提醒了 {told} 份";
    }
}
