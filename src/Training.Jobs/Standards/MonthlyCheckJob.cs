using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Jobs.Work;

namespace Training.Jobs.Standards;

/// <summary>
/// Checks the running month and the two before it every night: the running one for the overviews, the others because a phone may bring
/// its marks late, which becomes a dated correction of a closed month by itself. An older month is checked again when its rolls changed.
/// </summary>
[DisallowConcurrentExecution]
public sealed class MonthlyCheckJob(UnattendedScopes scopes, TimeProvider clock) : IClockJob
{
    private const int MonthsBack = 2;

    /// <summary>濮民〔2023〕63号: nothing was taught before.</summary>
    private static readonly Month First = Month.From(2023, 1);

    public static JobKey Key { get; } = ClockJobs.KeyOf("monthly-check");

    public static ClockSchedule Schedule { get; } = new("月度指标核算", "度", "0 0 2 * * ?");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => context.Result = string.Join("；", await RunAsync(cancellationToken));

    /// <summary>The whole night's work; a line for each month.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken ct = default)
    {
        await using var scope = scopes.Open();
        var regions = await scope.ServiceProvider.GetRequiredService<TrainingDbContext>().RegionsWithStandard().ToListAsync(ct);
        var now = Month.Of(clock.Today());
        var always = Enumerable.Range(-MonthsBack, MonthsBack + 1).Select(now.AddMonths).ToList();
        var lines = new List<string>();
        foreach (var region in regions)
        {
            await using var before = scopes.Open();
            var changed = await before.ServiceProvider.GetRequiredService<ChangedMonths>().MonthsAsync(region, First, always[0].Previous, ct);
            foreach (var month in changed.Concat(always))
            {
                // A scope of its own each: one month's tracked findings are not carried through the next.
                await using var one = scopes.Open();
                var checkedMonth = await one.ServiceProvider.GetRequiredService<MonthlyCheck>().RunAsync(month, region, Actor.Job, ct: ct);
                if (checkedMonth.Ok)
                {
                    var run = checkedMonth.Value;
                    await using var after = scopes.Open();
                    var told = await after.ServiceProvider.GetRequiredService<TellShortfalls>().RunAsync(month, region, ct: ct);
                    lines.Add($"{month.MonthOfYear}月 {run.Stations} 站 {run.Findings} 条{(run.Differences > 0 ? $"，{run.Differences} 条有变" : "")}{(told > 0 ? $"，告诉了 {told} 处" : "")}");
                }
            }
        }

        return lines;
    }
}
