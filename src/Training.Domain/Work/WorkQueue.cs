using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Work;

/// <summary>Puts work into the caller's own save, so that the record and the work it causes are written together or not at all.</summary>
public sealed class WorkQueue(WorkSignal signal, TimeProvider clock)
{
    /// <summary>
    /// Adds the row; the caller saves, and the dispatcher is told after that. Inside an explicit transaction the telling may come before
    /// the commit: then the dispatcher finds the row a few seconds later by itself.
    /// </summary>
    public WorkItem Enqueue(
        TrainingDbContext db, string kind, long subjectId, string title, int priority = 0, int maxAttempts = WorkRules.MoreAttempts)
    {
        var now = clock.UtcNow();
        var item = new WorkItem
        {
            Kind = kind,
            SubjectId = subjectId,
            Title = WorkRules.Cut(title, 200),
            Priority = priority,
            MaxAttempts = maxAttempts,
            EnqueuedUtc = now,
            NotBeforeUtc = now,
        };
        db.WorkItems().Add(item);
        signal.RaiseAfterSave(db);
        return item;
    }

    /// <summary>
    /// Hands a part of an item's work to a child, in the caller's save. A child of this kind on this record that is there already is used
    /// again: left alone while it is open, begun anew when it has ended. So a parent may be run again at any time.
    /// </summary>
    public async Task<WorkItem> HandOverAsync(
        TrainingDbContext db, long parentId, string kind, long subjectId, string title, int priority, CancellationToken ct = default)
    {
        var child = await db.WorkItems().SingleOrDefaultAsync(w => w.ParentId == parentId && w.Kind == kind && w.SubjectId == subjectId, ct);
        if (child is null)
        {
            child = Enqueue(db, kind, subjectId, title, priority);
            child.ParentId = parentId;
        }
        else if (!WorkRules.IsOpen(child.Status))
        {
            PutAgain(child, clock.UtcNow());
            signal.RaiseAfterSave(db);
        }

        return child;
    }

    /// <summary>Back into the queue with fresh attempts.</summary>
    internal static void PutAgain(WorkItem item, DateTime nowUtc)
    {
        item.Status = WorkStatus.Queued;
        item.MaxAttempts = item.Attempts + WorkRules.MoreAttempts;
        item.NotBeforeUtc = nowUtc;
        item.FinishedUtc = null;
        item.Error = null;
    }

    /// <summary>The newest item of this kind on this record: how far the work on it is.</summary>
    public static Task<WorkItem?> LatestAsync(TrainingDbContext db, string kind, long subjectId, CancellationToken ct = default) =>
        db.WorkItems().AsNoTracking().Where(w => w.Kind == kind && w.SubjectId == subjectId).OrderByDescending(w => w.Id).FirstOrDefaultAsync(ct);
}

/// <summary>Tells the dispatcher in this process that work items were saved. Many raisings while it is busy are one.</summary>
public sealed class WorkSignal
{
    private readonly Channel<bool> bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Raise() => bell.Writer.TryWrite(true);

    public void RaiseAfterSave(TrainingDbContext db)
    {
        void Saved(object? sender, SavedChangesEventArgs e)
        {
            db.SavedChanges -= Saved;
            Raise();
        }

        db.SavedChanges += Saved;
    }

    /// <summary>Returns when it was raised, or when the time is over.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(atMost);
        try
        {
            await bell.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Nobody rang: look anyway.
        }
    }
}
