using Quartz;
using Training.Domain.Shared;
using Training.Domain.Work;

namespace Training.Jobs.Work;

/// <summary>What pages see of a scheduler that runs in this process.</summary>
public sealed class SchedulerBoard(ISchedulerFactory schedulers, ClockJobs jobs, IEnumerable<WorkKind> kinds) : IJobBoard
{
    public sealed record UnknownJob(string Job) : Refusal($"没有叫“{Job}”的定时任务。");

    private readonly Dictionary<string, string> marks = kinds.ToDictionary(k => k.Name, k => k.Mark);

    public async Task<IReadOnlyList<ClockJob>> ListAsync(CancellationToken ct = default)
    {
        var scheduler = await schedulers.GetScheduler(ct);
        var triggers = await scheduler.GetTriggers([.. jobs.Definitions.Select(d => ClockJobs.TriggerOf(d.Key))], ct);
        var next = triggers.ToDictionary(t => t.Key.Name, t => t.NextFireTimeUtc?.UtcDateTime);
        return [.. jobs.Definitions.Select(d => new ClockJob(d.Key.Name, d.Schedule.Title, d.Schedule.Mark, next.GetValueOrDefault(d.Key.Name), d.Schedule.Quiet))];
    }

    public async Task<Result<Done>> StartAsync(string job, CancellationToken ct = default)
    {
        var definition = jobs.Definitions.FirstOrDefault(d => d.Key.Name == job);
        if (definition is null)
        {
            return new UnknownJob(job);
        }

        var scheduler = await schedulers.GetScheduler(ct);
        if (!await scheduler.Exists(definition.Key, ct))
        {
            // The process has only just started and the dispatcher has not come to it yet.
            await jobs.PlanAsync(scheduler, ct);
        }

        await scheduler.TriggerJob(definition.Key, cancellationToken: ct);
        return default(Done);
    }

    public string MarkOf(string kind) => marks.GetValueOrDefault(kind, "任");
}

/// <summary>For a site that leaves the jobs to other processes: it knows what there is, not when, and starts nothing.</summary>
public sealed class QuietBoard(ClockJobs jobs, IEnumerable<WorkKind> kinds) : IJobBoard
{
    public sealed record NotHere() : Refusal("这台机器只开网站，后台任务在别的机器上跑。");

    private readonly Dictionary<string, string> marks = kinds.ToDictionary(k => k.Name, k => k.Mark);

    public Task<IReadOnlyList<ClockJob>> ListAsync(CancellationToken ct = default) =>
        Task.FromResult<IReadOnlyList<ClockJob>>([.. jobs.Definitions.Select(d => new ClockJob(d.Key.Name, d.Schedule.Title, d.Schedule.Mark, null, d.Schedule.Quiet))]);

    public Task<Result<Done>> StartAsync(string job, CancellationToken ct = default) => Task.FromResult<Result<Done>>(new NotHere());

    public string MarkOf(string kind) => marks.GetValueOrDefault(kind, "任");
}
