using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Work;

/// <summary>再试一次: an item that stands still goes back into the queue with fresh attempts.</summary>
public sealed class RetryWork(TrainingDbContext db, WorkSignal signal, TimeProvider clock)
{
    public sealed record NotStopped(string Title) : Refusal($"“{Title}”没有停住，正在排队、正在做或者已经做完，不用再试。");

    public async Task<Result<Done>> RunAsync(long workItemId, Actor actor, CancellationToken ct = default)
    {
        var item = await db.WorkItems().SingleOrDefaultAsync(w => w.Id == workItemId, ct);
        if (item is null)
        {
            return new NotFound("这项任务");
        }

        if (!WorkRules.MayRetry(item.Status))
        {
            return new NotStopped(item.Title);
        }

        var now = clock.UtcNow();
        var before = item.Status;
        WorkQueue.PutAgain(item, now);
        if (item.ParentId is { } above && await db.WorkItems().SingleAsync(w => w.Id == above, ct) is var parent && WorkRules.MayRetry(parent.Status))
        {
            // The whole waits again for its part.
            parent.Status = WorkStatus.Waiting;
            parent.FinishedUtc = null;
            parent.Error = null;
        }

        await AuditTrail.AppendAsync(db, $"work/{item.Id}", actor, nameof(RetryWork), now, new { Status = before }, new { item.Status }, ct: ct);
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
