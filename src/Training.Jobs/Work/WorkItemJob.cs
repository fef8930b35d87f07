using System.Globalization;
using Quartz;
using Training.Domain.Work;

namespace Training.Jobs.Work;

/// <summary>
/// The shell in which the scheduler runs one work item. Each item has a job key of its own, so that one item never runs twice at a time
/// while several items and kinds do; how many of a kind run at once is the limit of its execution group.
/// </summary>
[DisallowConcurrentExecution]
public sealed class WorkItemJob(RunWorkItem run) : IJob
{
    private const string ItemId = "item";

    /// <summary>Long past: all that is due fires at once, and the instant alone decides the order, by priority and then by age.</summary>
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await run.RunAsync(long.Parse(context.MergedJobDataMap.GetString(ItemId)!, CultureInfo.InvariantCulture), context.Recovering, cancellationToken);

    public static TriggerKey QueueKey(WorkItem item) => new(string.Create(CultureInfo.InvariantCulture, $"{item.Id}.{item.Attempts}"), item.Kind);

    public static (IJobDetail Job, ITrigger Trigger) Queue(WorkItem item, DateTime nowUtc)
    {
        var id = item.Id.ToString(CultureInfo.InvariantCulture);
        var at = item.NotBeforeUtc > nowUtc ? item.NotBeforeUtc : QueueInstant(item.Priority, item.Id);
        return (
            JobBuilder.Create<WorkItemJob>().WithIdentity(id, item.Kind).RequestRecovery().UsingJobData(ItemId, id).Build(),
            TriggerBuilder.Create().WithIdentity(QueueKey(item)).ForJob(new JobKey(id, item.Kind)).WithExecutionGroup(item.Kind).StartAt(at)
                .WithSchedule(SimpleScheduleBuilder.Create().WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires)).Build());
    }

    public static DateTime QueueInstant(int priority, long id) =>
        Epoch.AddDays(1000 - Math.Clamp(priority, -1000, 1000)).AddMilliseconds(id % (24 * 3600 * 1000));
}
