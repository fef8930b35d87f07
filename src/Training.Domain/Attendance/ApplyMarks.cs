using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Domain.Attendance;

/// <summary>
/// Takes a batch of marks and walk-ins into a roll: each operation once however often it is sent, one answer each, a bad one stops no
/// other, all accepted ones in one transaction. Reading is set-based. The roll's audit chain puts batches that meet in a row: the later
/// one starts over and sees the earlier one's marks.
/// </summary>
public sealed class ApplyMarks(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    public const int MostOperations = 500;
    private const int Attempts = 8;

    public async Task<Result<BatchAnswer>> RunAsync(MarkBatch batch, CancellationToken ct = default)
    {
        if (batch.Marks.Count + batch.WalkIns.Count > MostOperations)
        {
            return new BatchTooLarge();
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(batch, ct);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<Result<BatchAnswer>> TryAsync(MarkBatch batch, CancellationToken ct)
    {
        await using var connection = await OneConnection.OpenAsync(db, ct);
        var (trainer, stream) = (batch.Taker.TrainerId, Roll.AuditStream(batch.RollKey));
        var rows =
            from r in db.Rolls()
            where r.Key == batch.RollKey
            join s in db.Sessions() on r.SessionId equals s.Id
            select new
            {
                Roll = r,
                s.Month,
                OnCard = db.SessionTrainers().Any(t => t.SessionId == s.Id && t.TrainerId == trainer),
                LastSequence = db.AuditEntries().Where(a => a.Stream == stream).OrderByDescending(a => a.Sequence).Select(a => (long?)a.Sequence).FirstOrDefault(),
                LastHash = db.AuditEntries().Where(a => a.Stream == stream).OrderByDescending(a => a.Sequence).Select(a => a.Hash).FirstOrDefault(),
            };
        // A resident has no scope: the code at the door is what leads to the roll, and nobody but the own person is marked.
        var found = await (batch.Taker.Self is null ? rows.IgnoreQueryFilters([nameof(AuditEntry)]) : rows.IgnoreQueryFilters()).FirstOrDefaultAsync(ct);
        if (found is null)
        {
            return new NotFound("这份点名册");
        }

        if (batch.Taker.Self is { } self)
        {
            if (batch.WalkIns.Count > 0 || batch.Marks.Any(m => m.AttendeeKey != self))
            {
                return new OnlyOneself();
            }
        }
        else if (!batch.Taker.IsCoordinator && !found.OnCard)
        {
            return new NotOnTheCard();
        }

        var work = new BatchWork(db, vault, batch, found.Roll, found.Month, clock.UtcNow());
        await work.ReadAsync(ct);
        work.Apply();
        if (work.HasChanges)
        {
            var last = found is { LastSequence: { } sequence, LastHash: { } hash }
                ? new AuditEntry { Stream = stream, Sequence = sequence, Process = nameof(ApplyMarks), PreviousHash = [], Hash = hash }
                : null;
            db.AuditEntries().Add(AuditTrail.Next(
                last, stream, batch.Taker.Actor, nameof(ApplyMarks), work.NowUtc, after: work.Summary(), reason: work.CorrectionReason, regionCode: found.Roll.RegionCode));
            await work.SaveAsync(ct);
        }

        return new BatchAnswer(work.Answers, work.Attendees(), await RollCounts.PresentAsync(db, found.Roll.Id, ct));
    }
}
