using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Domain.Attendance;

/// <summary>
/// Takes a batch of openings, walk-ins, marks and closings into a roll: each operation once however often it is sent, one answer each, a bad
/// one stops no other, all accepted ones in one transaction. A roll that nobody opened begins with the first operation that is accepted.
/// Reading is set-based. The roll's audit chain puts batches that meet in a row: the later one starts over and sees what the earlier one did.
/// </summary>
public sealed class ApplyMarks(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    public const int MostOperations = 500;
    private const int Attempts = 8;

    private static readonly Expression<Func<TrainingDbContext, Guid, long?, string, IQueryable<Found>>> Rows = (db, rollKey, trainer, stream) =>
        from s in db.Sessions()
        where s.Key == rollKey
        join r in db.Rolls() on s.Id equals r.SessionId into rolls
        from r in rolls.DefaultIfEmpty()
        select new Found(
            s, r, db.SessionTrainers().Any(t => t.SessionId == s.Id && t.TrainerId == trainer),
            db.AuditEntries().Where(a => a.Stream == stream).OrderByDescending(a => a.Sequence).Select(a => (long?)a.Sequence).FirstOrDefault(),
            db.AuditEntries().Where(a => a.Stream == stream).OrderByDescending(a => a.Sequence).Select(a => a.Hash).FirstOrDefault());

    private static readonly PreparedQuery<Guid, long?, string, Found> Reached = new(Rows.IgnoreQueryFilters(nameof(AuditEntry)));

    /// <summary>A resident has no scope: the code at the door is what leads to the roll, and nobody but the own person is marked.</summary>
    private static readonly PreparedQuery<Guid, long?, string, Found> AtTheDoor = new(Rows.IgnoreQueryFilters());

    public async Task<Result<BatchAnswer>> RunAsync(MarkBatch batch, CancellationToken ct = default)
    {
        if (batch.Count > MostOperations)
        {
            return new BatchTooLarge();
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(batch, ct);
            }
            catch (DbUpdateException) when (attempt < Attempts && db.Database.CurrentTransaction is null)
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<Result<BatchAnswer>> TryAsync(MarkBatch batch, CancellationToken ct)
    {
        await using var connection = await OneConnection.OpenAsync(db, ct);
        var stream = Roll.AuditStream(batch.RollKey);
        var found = (await (batch.Taker.Self is null ? Reached : AtTheDoor).ToListAsync(db, batch.RollKey, batch.Taker.TrainerId, stream, ct)).FirstOrDefault();
        if (found is null || (found.Roll is null && batch.Taker.Self is not null))
        {
            return new NotFound("这份点名册");
        }

        if (batch.Taker.Self is { } self)
        {
            if (batch.Steps.Count + batch.WalkIns.Count > 0 || batch.Marks.Any(m => m.AttendeeKey != self))
            {
                return new OnlyOneself();
            }
        }
        else if (!batch.Taker.IsCoordinator && !found.OnCard)
        {
            return new NotOnTheCard();
        }

        var (session, nowUtc) = (found.Session, clock.UtcNow());
        if (found.Roll is null && OpeningRules.Check(session.Status, session.CancelReason, session.PlannedStartUtc, nowUtc) is { } notYet)
        {
            return new BatchAnswer(
                [.. batch.Steps.Select(s => s.Key).Concat(batch.WalkIns.Select(w => w.Key)).Concat(batch.Marks.Select(m => m.Key))
                    .Select(key => new OperationAnswer(key, MarkOutcome.Refused, notYet))],
                [], 0, NowOf(null, session), nowUtc);
        }

        var roll = found.Roll ?? Begin(session, batch.Taker.Actor, nowUtc);
        var steps = new StepWork(db, batch, roll, session, nowUtc);
        var marks = new BatchWork(db, vault, batch, roll, nowUtc);
        if (batch.Steps.Count > 0)
        {
            await steps.ReadAsync(ct);
        }

        await marks.ReadAsync(ct);
        if (roll.Id == 0 && (steps.FindsAny || marks.FindsAny) && await db.Rolls().IgnoreQueryFilters().AnyAsync(r => r.Key == batch.RollKey, ct))
        {
            // The same batch on another line opened the roll after it was looked for: what is known belongs to that roll. Start over.
            throw new DbUpdateConcurrencyException();
        }

        var answers = new List<OperationAnswer>(batch.Count);
        answers.AddRange(batch.Steps.Where(s => s.Kind == RollStepKind.Open).Select(steps.Take));
        marks.Apply();
        answers.AddRange(marks.Answers);
        answers.AddRange(batch.Steps.Where(s => s.Kind != RollStepKind.Open).Select(steps.Take));
        if (steps.Added.Count > 0 || marks.HasChanges)
        {
            var last = found is { LastSequence: { } sequence, LastHash: { } hash }
                ? new AuditEntry { Stream = stream, Sequence = sequence, Process = nameof(ApplyMarks), PreviousHash = [], Hash = hash }
                : null;
            await SaveAsync(new RollHistory(last, stream, batch.Taker.Actor, nowUtc, roll.RegionCode), roll, session, steps, marks, ct);
        }

        var isThere = roll.Id != 0;
        return new BatchAnswer(
            answers, marks.Attendees(), isThere ? await RollCounts.PresentAsync(db, roll.Id, ct) : 0, NowOf(isThere ? roll : null, session), nowUtc);
    }

    private static Roll Begin(Session session, Actor actor, DateTime nowUtc) => new()
    {
        Key = session.Key,
        SessionId = session.Id,
        StationId = session.StationId,
        RegionCode = session.RegionCode,
        Status = RollStatus.Open,
        OpenedUtc = nowUtc,
        OpenedBy = actor.AccountId,
    };

    private static RollNow NowOf(Roll? roll, Session session) => new(
        session.Status, session.StartedUtc ?? session.PlannedStartUtc, session.EndedUtc, session.TaughtMinutes, roll?.HeadCount, roll?.TimesInConflict ?? false, session.Month);

    private async Task SaveAsync(RollHistory history, Roll roll, Session session, StepWork steps, BatchWork marks, CancellationToken ct)
    {
        var (isNew, wasClosed) = (roll.Id == 0, roll.Status == RollStatus.Closed);
        var before = new { session.StartedUtc, session.EndedUtc, session.Status, roll.HeadCount };
        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        if (isNew && !steps.HasOpened && marks.FirstMadeUtc is { } first)
        {
            roll.OpenedUtc = first;
        }

        if (isNew || steps.HasOpened)
        {
            steps.Open();
            history.Add(nameof(OpenRoll), after: new { session = session.Key });
        }

        if (isNew)
        {
            db.Rolls().Add(roll);
            await db.SaveChangesAsync(ct);
        }

        if (marks.HasChanges)
        {
            history.Add(nameof(ApplyMarks), after: marks.Summary(), reason: marks.CorrectionReason);
        }

        foreach (var step in steps.Added)
        {
            step.RollId = roll.Id;
        }

        steps.Close();
        db.RollSteps().AddRange(steps.Added);
        if (steps.Closing is { } closing)
        {
            history.Add(
                closing.Kind == RollStepKind.Amend ? nameof(AmendRoll) : nameof(CloseRoll), before,
                new { session.StartedUtc, session.EndedUtc, session.TaughtMinutes, session.Status, roll.HeadCount }, closing.Reason);
        }

        if (wasClosed)
        {
            // Whoever has counted this roll sees by its version that it changed.
            db.Entry(roll).Property(r => r.ClosedUtc).IsModified = true;
        }

        marks.AddWalkIns();
        var onlyAdds = !isNew && !wasClosed && steps.Added.Count == 0 && !marks.ChangesRows;
        if (!onlyAdds)
        {
            db.AuditEntries().AddRange(history.Entries);
            await db.SaveChangesAsync(ct);
        }

        try
        {
            // The commonest write there is: the change tracker is dear for rows that are only ever added.
            await db.InsertManyUnkeyedAsync(onlyAdds ? history.Entries : [], ct);
            await marks.InsertAsync(session.Month, ct);
        }
        catch (DbException e)
        {
            throw new DbUpdateException("The roll changed in between, or the database refused.", e);
        }

        if (!isNew && steps.Added.Count > 0)
        {
            var month = session.Month;
            await db.RollEntries().Where(e => e.RollId == roll.Id && e.Month != month).ExecuteUpdateAsync(e => e.SetProperty(x => x.Month, month), ct);
        }

        await transaction.CommitAsync(ct);
    }

    private sealed record Found(Session Session, Roll? Roll, bool OnCard, long? LastSequence, byte[]? LastHash);
}

/// <summary>Makes the entries of one roll's chain, one after another, to be written in the transaction of the change they tell of.</summary>
internal sealed class RollHistory(AuditEntry? last, string stream, Actor actor, DateTime nowUtc, long regionCode)
{
    private readonly List<AuditEntry> entries = [];

    public IReadOnlyList<AuditEntry> Entries => entries;

    public void Add(string process, object? before = null, object? after = null, string? reason = null)
    {
        entries.Add(AuditTrail.Next(entries.Count == 0 ? last : entries[^1], stream, actor, process, nowUtc, before, after, reason, regionCode));
    }
}
