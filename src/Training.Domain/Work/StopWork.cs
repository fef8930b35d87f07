using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Work;

/// <summary>停止: a waiting item is taken off; a running one is told to end by the next heartbeat of whoever runs it. Its parts stop with it.</summary>
public sealed class StopWork(TrainingDbContext db, WorkSignal signal, TimeProvider clock)
{
    public sealed record AlreadyEnded(string Title) : Refusal($"“{Title}”已经结束了，不用停。");

    public async Task<Result<Done>> RunAsync(long workItemId, Actor actor, CancellationToken ct = default)
    {
        var item = await db.WorkItems().SingleOrDefaultAsync(w => w.Id == workItemId, ct);
        if (item is null)
        {
            return new NotFound("这项任务");
        }

        if (!WorkRules.IsOpen(item.Status))
        {
            return new AlreadyEnded(item.Title);
        }

        var now = clock.UtcNow();
        var before = item.Status;
        var parts = await db.WorkItems().Where(w => w.ParentId == item.Id).ToListAsync(ct);
        foreach (var open in parts.Append(item).Where(w => WorkRules.IsOpen(w.Status)))
        {
            await CancelAsync(open, now, ct);
        }

        await CancelParentAsync(item, now, ct);

        await AuditTrail.AppendAsync(db, $"work/{item.Id}", actor, nameof(StopWork), now, new { Status = before }, new { item.Status }, ct: ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ChangedMeanwhile();
        }

        signal.Raise();
        return default(Done);
    }

    private async Task CancelAsync(WorkItem item, DateTime now, CancellationToken ct)
    {
        item.Status = WorkStatus.Cancelled;
        item.FinishedUtc = now;
        foreach (var run in await db.WorkRuns().Where(r => r.WorkItemId == item.Id && r.FinishedUtc == null).ToListAsync(ct))
        {
            run.Status = WorkStatus.Cancelled;
            run.FinishedUtc = now;
        }
    }

    /// <summary>What waits only for the stopped part has ended with it.</summary>
    private async Task CancelParentAsync(WorkItem item, DateTime now, CancellationToken ct)
    {
        if (item.ParentId is not { } above || await db.WorkItems().SingleAsync(w => w.Id == above, ct) is not { Status: WorkStatus.Waiting } parent)
        {
            return;
        }

        var parts = await db.WorkItems().Where(w => w.ParentId == above).ToListAsync(ct);
        if (WorkRules.EndOf(parts) is { } end)
        {
            parent.Status = end.Status;
            parent.Error = end.Error;
            parent.FinishedUtc = now;
        }
    }
}
