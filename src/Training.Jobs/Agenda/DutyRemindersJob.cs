using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Agenda;
using Training.Jobs.Work;

namespace Training.Jobs.Agenda;

/// <summary>Reminds every morning of what is due within the days of notice.</summary>
[DisallowConcurrentExecution]
public sealed class DutyRemindersJob(UnattendedScopes scopes) : IClockJob
{
    public static JobKey Key { get; } = ClockJobs.KeyOf("duty-reminders");

    public static ClockSchedule Schedule { get; } = new("到期前提醒", "限", "0 40 6 * * ?");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.Open();
        var told = await scope.ServiceProvider.GetRequiredService<CallDuty>().RemindAsync(cancellationToken);
        context.Result = told == 0 ? "没有快到期的" : $"提醒了 {told} 件";
    }
}
