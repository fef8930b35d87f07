using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Identity;
using Training.Jobs.Work;

namespace Training.Jobs.Identity;

/// <summary>Clears every night what signing in leaves behind.</summary>
[DisallowConcurrentExecution]
public sealed class ClearLeftoversJob(UnattendedScopes scopes) : IClockJob
{
    public static JobKey Key { get; } = ClockJobs.KeyOf("clear-leftovers");

    public static ClockSchedule Schedule { get; } = new("清理用过的验证码、消息和登录", "清", "0 20 3 * * ?");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.Open();
        var cleared = await scope.ServiceProvider.GetRequiredService<ClearLeftovers>().RunAsync(cancellationToken);
        context.Result = cleared.Nothing ? "没有要清的" : $"验证码 {cleared.Codes:N0} 条，消息 {cleared.Messages:N0} 条，登录 {cleared.Sessions:N0} 条";
    }
}
