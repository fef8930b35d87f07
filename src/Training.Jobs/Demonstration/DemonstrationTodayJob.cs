using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Jobs.Work;

namespace Training.Jobs.Demonstration;

/// <summary>Gives a demonstration its sessions of the new day. Registered only where the data folder is one.</summary>
[DisallowConcurrentExecution]
public sealed class DemonstrationTodayJob(UnattendedScopes scopes) : IClockJob
{
    public static JobKey Key { get; } = ClockJobs.KeyOf("demonstration-today");

    public static ClockSchedule Schedule { get; } = new("演示：今天的课", "演", "0 0 8 * * ?", Quiet: true);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.Open();
        var added = await scope.ServiceProvider.GetRequiredService<AddTodaysSessions>().RunAsync(cancellationToken);
        await scope.ServiceProvider.GetRequiredService<AddTodaysNotices>().RunAsync(cancellationToken);
        await scope.ServiceProvider.GetRequiredService<AddTodaysDoors>().RunAsync(cancellationToken);
        await scope.ServiceProvider.GetRequiredService<AddTodaysUploads>().RunAsync(cancellationToken);
        context.Result = added == 0 ? null : $"补了 {added} 次课";
    }
}
