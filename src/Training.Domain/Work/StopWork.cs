using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Work;

/// <summary>停止: a waiting item is taken off; a running one is told to end by the next heartbeat of whoever runs it.</summary>
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
        item.Status = WorkStatus.Cancelled;
        item.FinishedUtc = now;
        foreach (var run in await db.WorkRuns().Where(r => r.WorkItemId == item.Id && r.FinishedUtc == null).ToListAsync(ct))
        {
            run.Status = WorkStatus.Cancelled;
            run.FinishedUtc = now;
        }

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
}
