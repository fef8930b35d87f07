using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Sheets;
using Training.Jobs.Work;

namespace Training.Jobs.Sheets;

/// <summary>Empties uploaded workbooks that nobody decided on within a day: they hold personal values and have no reason to stay.</summary>
[DisallowConcurrentExecution]
public sealed class PutAwayDraftsJob(UnattendedScopes scopes) : IClockJob
{
    public static JobKey Key { get; } = ClockJobs.KeyOf("put-away-imports");

    public static ClockSchedule Schedule { get; } = new("清理没导入的表", "清", "0 17 * * * ?", Quiet: true);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.Open();
        var emptied = await scope.ServiceProvider.GetRequiredService<ImportDesk>().PutAwayAsync(cancellationToken);
        context.Result = emptied == 0 ? null : $"清掉 {emptied} 份";
    }
}
