using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Work;

/// <summary>
/// What a runner writes about an item: taken, alive, ended. A runner that lost its item (stopped by a person, or held for dead and given
/// to another) is told so and writes nothing more.
/// </summary>
public sealed class WorkLedger(TrainingDbContext db, WorkPace pace, TimeProvider clock)
{
    private const string Interrupted = "做到一半程序停了。";

    /// <summary>Takes a waiting item that is due and opens its run, or returns null when it is not to be had.</summary>
    public async Task<WorkItem?> ClaimAsync(long id, string worker, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var item = await db.WorkItems().SingleOrDefaultAsync(w => w.Id == id && w.Status == WorkStatus.Queued && w.NotBeforeUtc <= now, ct);
        if (item is null)
        {
            return null;
        }

        item.Status = WorkStatus.Running;
        item.Attempts++;
        item.Progress = 0;
        item.Step = null;
        item.Stages = null;
        item.Error = null;
        item.Worker = WorkRules.Cut(worker, 100);
        item.StartedUtc = now;
        item.HeartbeatUtc = now;
        item.FinishedUtc = null;
        db.WorkRuns().Add(new WorkRun { Job = item.Kind, WorkItemId = item.Id, StartedUtc = now, Status = WorkStatus.Running });
        return await SaveAsync(ct) ? item : null;
    }

    /// <summary>Writes that the runner lives and how far it is; false when the item is no longer its own.</summary>
    public async Task<bool> BeatAsync(long id, int attempt, int progress, string? step, string? stages, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var percent = Math.Clamp(progress, 0, 100);
        var cutStep = step is null ? null : WorkRules.Cut(step, 100);
        return await db.WorkItems().Where(w => w.Id == id && w.Attempts == attempt && w.Status == WorkStatus.Running)
            .ExecuteUpdateAsync(s => s
                .SetProperty(w => w.HeartbeatUtc, now)
                .SetProperty(w => w.Progress, percent)
                .SetProperty(w => w.Step, cutStep)
                .SetProperty(w => w.Stages, stages), ct) == 1;
    }

    /// <summary>Its own part is done: from here it waits for the children that it handed the rest to.</summary>
    public Task<bool> WaitAsync(long id, int attempt, string? summary, CancellationToken ct = default) =>
        EndAsync(id, attempt, WorkStatus.Waiting, null, summary, ct);

    /// <summary>Ends the waiting items whose children have all ended; returns how many. A child's own end does the same at once.</summary>
    public async Task<int> SettleWaitingAsync(CancellationToken ct = default)
    {
        var count = 0;
        foreach (var id in await db.WorkItems().Where(w => w.Status == WorkStatus.Waiting).Select(w => w.Id).ToListAsync(ct))
        {
            count += await SettleAsync(id, ct) ? 1 : 0;
        }

        return count;
    }

    public Task<bool> SucceedAsync(long id, int attempt, string? summary, CancellationToken ct = default) =>
        EndAsync(id, attempt, WorkStatus.Succeeded, null, summary, ct);

    /// <summary>Trying again cannot help: it waits for a person, with the reason.</summary>
    public Task<bool> RefuseAsync(long id, int attempt, string reason, CancellationToken ct = default) =>
        EndAsync(id, attempt, WorkStatus.Refused, reason, null, ct);

    /// <summary>An attempt failed: back into the queue after a wait, or for good when the attempts are used up.</summary>
    public Task<bool> FailAsync(long id, int attempt, string reason, CancellationToken ct = default) =>
        EndAsync(id, attempt, WorkStatus.Failed, reason, null, ct);

    /// <summary>
    /// What the work needs is not there and will come without anybody touching the item: it waits with the reason, and neither the begun attempt
    /// nor any number of waitings is held against it.
    /// </summary>
    public async Task<bool> PostponeAsync(long id, int attempt, string reason, CancellationToken ct = default)
    {
        var item = await OwnAsync(id, attempt, ct);
        if (item is null)
        {
            return false;
        }

        item.MaxAttempts++;
        await PutBackAsync(item, WorkStatus.Cancelled, reason, pace.WaitForRoom, ct);
        return await SaveAsync(ct);
    }

    /// <summary>The process is being stopped in order: the item goes back, and the begun attempt is not held against it.</summary>
    public async Task<bool> GiveBackAsync(long id, int attempt, CancellationToken ct = default)
    {
        var item = await OwnAsync(id, attempt, ct);
        if (item is null)
        {
            return false;
        }

        item.MaxAttempts++;
        await PutBackAsync(item, WorkStatus.Cancelled, Interrupted, TimeSpan.Zero, ct);
        return await SaveAsync(ct);
    }

    /// <summary>Puts back running items whose runner gave no sign for too long; returns how many.</summary>
    public async Task<int> PutBackStalledAsync(CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var limit = now - pace.StalledAfter;
        var ids = await db.WorkItems().Where(w => w.Status == WorkStatus.Running && w.HeartbeatUtc < limit).Select(w => w.Id).ToListAsync(ct);
        return await PutBackAsync(ids, item => WorkRules.IsStalled(item, now, pace), "很久没有动静，当作停住了。", ct);
    }

    /// <summary>Puts back items that a dead process left running; the caller knows that nobody else works on them.</summary>
    public async Task<int> PutBackOrphansAsync(long? only = null, CancellationToken ct = default)
    {
        var ids = await db.WorkItems().Where(w => w.Status == WorkStatus.Running && (only == null || w.Id == only)).Select(w => w.Id).ToListAsync(ct);
        return await PutBackAsync(ids, _ => true, Interrupted, ct, forgiven: true);
    }

    /// <summary>Ends the runs of clock jobs that a dead process left open.</summary>
    public async Task CloseOrphanRunsAsync(CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        await db.WorkRuns().Where(r => r.WorkItemId == null && r.FinishedUtc == null).ExecuteUpdateAsync(
            s => s.SetProperty(r => r.Status, WorkStatus.Failed).SetProperty(r => r.Error, Interrupted).SetProperty(r => r.FinishedUtc, now), ct);
    }

    private async Task<int> PutBackAsync(List<long> ids, Func<WorkItem, bool> still, string reason, CancellationToken ct, bool forgiven = false)
    {
        var count = 0;
        foreach (var id in ids)
        {
            db.ChangeTracker.Clear();
            var item = await db.WorkItems().SingleAsync(w => w.Id == id, ct);
            if (item.Status != WorkStatus.Running || !still(item))
            {
                continue;
            }

            if (forgiven && item.Attempts < WorkRules.MostStarts)
            {
                item.MaxAttempts++;
            }

            await PutBackAsync(item, WorkStatus.Failed, reason, TimeSpan.Zero, ct);
            count += await SaveAndSettleAsync(item, ct) ? 1 : 0;
        }

        return count;
    }

    private async Task<bool> EndAsync(long id, int attempt, WorkStatus status, string? reason, string? summary, CancellationToken ct)
    {
        var item = await OwnAsync(id, attempt, ct);
        if (item is null)
        {
            return false;
        }

        if (status == WorkStatus.Failed)
        {
            await PutBackAsync(item, WorkStatus.Failed, reason!, WorkRules.BackOff(item.Attempts, pace), ct);
            return await SaveAndSettleAsync(item, ct);
        }

        var now = clock.UtcNow();
        item.Status = status;
        item.Error = reason is null ? null : WorkRules.Cut(reason, WorkRules.MostErrorLetters);
        item.FinishedUtc = status == WorkStatus.Waiting ? null : now;
        if (status == WorkStatus.Succeeded)
        {
            item.Progress = 100;
        }

        await CloseRunsAsync(item.Id, status == WorkStatus.Waiting ? WorkStatus.Succeeded : status, item.Error, summary, now, ct);
        return await SaveAndSettleAsync(item, ct);
    }

    /// <summary>Two children that end in the same instant may each still see the other at work: the sweep of the stalled then settles their parent.</summary>
    private async Task<bool> SaveAndSettleAsync(WorkItem item, CancellationToken ct)
    {
        if (!await SaveAsync(ct))
        {
            return false;
        }

        if (item.Status == WorkStatus.Waiting)
        {
            await SettleAsync(item.Id, ct);
        }
        else if (item.ParentId is { } parent && !WorkRules.IsOpen(item.Status))
        {
            await SettleAsync(parent, ct);
        }

        return true;
    }

    private async Task<bool> SettleAsync(long parentId, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var parent = await db.WorkItems().SingleAsync(w => w.Id == parentId, ct);
        var children = await db.WorkItems().AsNoTracking().Where(w => w.ParentId == parentId).OrderBy(w => w.Id).ToListAsync(ct);
        if (parent.Status != WorkStatus.Waiting || WorkRules.EndOf(children) is not { } end)
        {
            return false;
        }

        parent.Status = end.Status;
        parent.Error = end.Error;
        parent.FinishedUtc = clock.UtcNow();
        parent.Progress = end.Status == WorkStatus.Succeeded ? 100 : parent.Progress;
        return await SaveAsync(ct);
    }

    private async Task PutBackAsync(WorkItem item, WorkStatus runEndedAs, string reason, TimeSpan wait, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var again = WorkRules.HasAttemptsLeft(item);
        item.Status = again ? WorkStatus.Queued : WorkStatus.Failed;
        item.NotBeforeUtc = again ? now + wait : item.NotBeforeUtc;
        item.FinishedUtc = again ? null : now;
        item.Error = WorkRules.Cut(reason, WorkRules.MostErrorLetters);
        await CloseRunsAsync(item.Id, runEndedAs, item.Error, null, now, ct);
    }

    private async Task CloseRunsAsync(long itemId, WorkStatus status, string? error, string? summary, DateTime now, CancellationToken ct)
    {
        foreach (var run in await db.WorkRuns().Where(r => r.WorkItemId == itemId && r.FinishedUtc == null).ToListAsync(ct))
        {
            run.Status = status;
            run.Error = error;
            run.Summary = summary is null ? null : WorkRules.Cut(summary, WorkRules.MostSummaryLetters);
            run.FinishedUtc = now;
        }
    }

    private async Task<WorkItem?> OwnAsync(long id, int attempt, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        return await db.WorkItems().SingleOrDefaultAsync(w => w.Id == id && w.Attempts == attempt && w.Status == WorkStatus.Running, ct);
    }

    private async Task<bool> SaveAsync(CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}
