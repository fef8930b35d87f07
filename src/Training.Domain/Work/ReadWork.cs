using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Work;

/// <summary>What goes on in the background, at one instant.</summary>
/// <param name="Running">What runs or waits for its parts; the parts themselves are in <see cref="Parts"/>.</param>
/// <param name="Stopped">Refused or failed: somebody must act. A part that stopped stops the whole, which stands here for it.</param>
/// <param name="Ended">The last that ended by themselves or were stopped by a person, newest first.</param>
/// <param name="Parts">The children of each of the running, in the order in which they were handed over.</param>
/// <param name="Runs">The last runs of each clock job, oldest first.</param>
public sealed record WorkNow(
    DateTime NowUtc, int RunningCount, int QueuedCount, int StoppedCount, int DoneToday,
    IReadOnlyList<WorkItem> Running, IReadOnlyList<WorkItem> Queued, IReadOnlyList<WorkItem> Stopped, IReadOnlyList<WorkItem> Ended,
    ILookup<long, WorkItem> Parts, IReadOnlyDictionary<string, IReadOnlyList<WorkRun>> Runs);

public sealed record OneWork(WorkItem Item, IReadOnlyList<WorkRun> Runs, IReadOnlyList<WorkItem> Parts, WorkItem? Whole);

/// <summary>Reads the background work for its page: counts of everything, rows only as many as a person looks at.</summary>
public sealed class ReadWork(TrainingDbContext db, TimeProvider clock)
{
    public const int RunsShown = 14;

    private const int Most = 50;

    public async Task<WorkNow> NowAsync(IEnumerable<string> clockJobs, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var today = ShanghaiTime.ToUtc(ShanghaiTime.DateOf(now));
        var counts = await db.WorkItems().Where(w => w.ParentId == null && (w.Status != WorkStatus.Succeeded || w.FinishedUtc >= today))
            .GroupBy(w => w.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var running = await db.WorkItems().AsNoTracking().Where(w => w.ParentId == null && (w.Status == WorkStatus.Running || w.Status == WorkStatus.Waiting))
            .OrderBy(w => w.StartedUtc).Take(Most).ToListAsync(ct);
        var ids = running.Select(w => w.Id).ToList();
        var parts = await db.WorkItems().AsNoTracking().Where(w => w.ParentId != null && ids.Contains(w.ParentId.Value)).OrderBy(w => w.Id).ToListAsync(ct);
        var queued = await db.WorkItems().AsNoTracking().Where(w => w.ParentId == null && w.Status == WorkStatus.Queued)
            .OrderByDescending(w => w.Priority).ThenBy(w => w.Id).Take(Most).ToListAsync(ct);
        var stopped = await db.WorkItems().AsNoTracking().Where(w => w.ParentId == null && (w.Status == WorkStatus.Refused || w.Status == WorkStatus.Failed))
            .OrderByDescending(w => w.FinishedUtc).Take(Most).ToListAsync(ct);
        var ended = await db.WorkItems().AsNoTracking().Where(w => w.ParentId == null && (w.Status == WorkStatus.Succeeded || w.Status == WorkStatus.Cancelled))
            .OrderByDescending(w => w.FinishedUtc).Take(10).ToListAsync(ct);
        var runs = new Dictionary<string, IReadOnlyList<WorkRun>>();
        foreach (var job in clockJobs)
        {
            var last = await db.WorkRuns().AsNoTracking().Where(r => r.Job == job && r.WorkItemId == null)
                .OrderByDescending(r => r.StartedUtc).Take(RunsShown).ToListAsync(ct);
            last.Reverse();
            runs[job] = last;
        }

        return new WorkNow(
            now,
            counts.GetValueOrDefault(WorkStatus.Running) + counts.GetValueOrDefault(WorkStatus.Waiting),
            counts.GetValueOrDefault(WorkStatus.Queued),
            counts.GetValueOrDefault(WorkStatus.Refused) + counts.GetValueOrDefault(WorkStatus.Failed),
            counts.GetValueOrDefault(WorkStatus.Succeeded),
            running, queued, stopped, ended, parts.ToLookup(w => w.ParentId!.Value), runs);
    }

    /// <summary>One item with all its attempts, oldest first, and its parts or the whole that it is a part of.</summary>
    public async Task<OneWork?> OneAsync(long id, CancellationToken ct = default)
    {
        var item = await db.WorkItems().AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct);
        return item is null
            ? null
            : new OneWork(
                item,
                await db.WorkRuns().AsNoTracking().Where(r => r.WorkItemId == id).OrderBy(r => r.StartedUtc).ToListAsync(ct),
                await db.WorkItems().AsNoTracking().Where(w => w.ParentId == id).OrderBy(w => w.Id).ToListAsync(ct),
                await db.WorkItems().AsNoTracking().SingleOrDefaultAsync(w => w.Id == item.ParentId, ct));
    }
}
