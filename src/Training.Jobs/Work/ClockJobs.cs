using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Shared;

namespace Training.Jobs.Work;

/// <summary>When a job starts by itself, and how people call it. The cron expression is read in Asia/Shanghai.</summary>
/// <param name="Quiet">Leaves a run in the history only when it had something to do or failed.</param>
public sealed record ClockSchedule(string Title, string Mark, string Cron, bool Quiet = false);

/// <summary>A job that the clock starts; its schedule stands in its own class.</summary>
public interface IClockJob : IJob
{
    static abstract JobKey Key { get; }

    static abstract ClockSchedule Schedule { get; }
}

public sealed record ClockJobDefinition(JobKey Key, Type Type, ClockSchedule Schedule);

/// <summary>
/// Gives the scheduler the clock jobs of this version: new and changed ones are written, those that are gone are taken out, and unchanged
/// ones are left alone so that a start missed while the program was down is made up for.
/// </summary>
public sealed class ClockJobs(IEnumerable<ClockJobDefinition> definitions)
{
    public const string Group = "clock";

    public IReadOnlyList<ClockJobDefinition> Definitions { get; } = [.. definitions];

    public static JobKey KeyOf(string job) => new(job, Group);

    public async Task PlanAsync(IScheduler scheduler, CancellationToken ct)
    {
        foreach (var definition in Definitions)
        {
            var key = TriggerOf(definition.Key);
            if (await scheduler.GetTrigger(key, ct) is ICronTrigger present
                && present.CronExpressionString == definition.Schedule.Cron
                && present.TimeZone.Id == ShanghaiTime.Zone.Id)
            {
                continue;
            }

            var job = JobBuilder.Create().OfType(definition.Type).WithIdentity(definition.Key).WithDescription(definition.Schedule.Title).StoreDurably().Build();
            var trigger = TriggerBuilder.Create().WithIdentity(key).ForJob(definition.Key)
                .WithSchedule(CronScheduleBuilder.Create(definition.Schedule.Cron).InTimeZone(ShanghaiTime.Zone)
                    .WithMisfireInstruction(definition.Schedule.Quiet ? CronTriggerMisfireInstruction.DoNothing : CronTriggerMisfireInstruction.FireAndProceed));
            if (!definition.Schedule.Quiet)
            {
                trigger = trigger.WithRetryPolicy(RetryPolicy.Exponential(3, TimeSpan.FromMinutes(1), 4, TimeSpan.FromMinutes(30)));
            }

            await scheduler.ScheduleJob(job, [trigger.Build()], new ScheduleJobOptions { Replace = true }, ct);
        }

        var mine = Definitions.Select(d => d.Key).ToHashSet();
        var page = await scheduler.QueryJobs(new JobQuery { Group = GroupMatcher<JobKey>.GroupEquals(Group) }, ct);
        await scheduler.DeleteJobs([.. page.Items.Select(j => j.Key).Where(k => !mine.Contains(k))], ct);
    }

    public static TriggerKey TriggerOf(JobKey job) => new(job.Name, Group);
}

public static class ClockJobRegistration
{
    public static IServiceCollection AddClockJob<T>(this IServiceCollection services)
        where T : IClockJob =>
        services.AddSingleton(new ClockJobDefinition(T.Key, typeof(T), T.Schedule));
}
