using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.People;
using Training.Jobs.Work;

namespace Training.Jobs.People;

/// <summary>
/// Looks for persons who were written down twice, among whoever was added or changed by import, by the roll or by hand since the last
/// look. Every ten minutes, so that a change is compared the same morning; the first run of an installation compares everybody.
/// </summary>
[DisallowConcurrentExecution]
public sealed class FindDoublesJob(UnattendedScopes scopes) : IClockJob
{
    public static JobKey Key { get; } = ClockJobs.KeyOf("find-doubles");

    public static ClockSchedule Schedule { get; } = new("人员查重", "同", "0 4/10 * * * ?", Quiet: true);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.Open();
        var found = await scope.ServiceProvider.GetRequiredService<FindDoubles>().RunAsync(new Reports(context), cancellationToken);
        context.Result = found.Looked == 0 ? null : string.Create(
            CultureInfo.InvariantCulture, $"看了 {found.Looked} 条登记，提出 {found.Proposed} 对，{found.Lapsed} 对失效");
    }

    private sealed class Reports(IJobExecutionContext context) : IProgress<int>
    {
        public void Report(int value) => context.Result = string.Create(CultureInfo.InvariantCulture, $"看了 {value} 条登记");
    }
}
