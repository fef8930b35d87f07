using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Domain.Attendance;

public sealed record CloseRollInput
{
    public required Guid RollKey { get; init; }

    public required RollTaker Taker { get; init; }

    /// <summary>When the class really began.</summary>
    public required DateTime StartedUtc { get; init; }

    public required DateTime EndedUtc { get; init; }

    /// <summary>Heads counted by eye; null when nobody counted.</summary>
    public int? HeadCount { get; init; }
}

/// <summary>What the closed roll says; whether that is enough is the standard's affair.</summary>
public sealed record RollClosed(int Present, int TaughtMinutes, int? HeadCount, Month Month);

/// <summary>Closes the roll: the session is held from then on, in the month in which it really began, and only corrections change it.</summary>
public sealed class CloseRoll(TrainingDbContext db, TimeProvider clock)
{
    private const int Attempts = 4;

    public async Task<Result<RollClosed>> RunAsync(CloseRollInput input, CancellationToken ct = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(input, ct);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // A batch of marks came in between.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<Result<RollClosed>> TryAsync(CloseRollInput input, CancellationToken ct)
    {
        var roll = await db.Rolls().FirstOrDefaultAsync(r => r.Key == input.RollKey, ct);
        if (roll is null)
        {
            return new NotFound("这份点名册");
        }

        if (!await input.Taker.MayTakeAsync(db, roll.SessionId, ct))
        {
            return new NotOnTheCard();
        }

        var session = await db.Sessions().SingleAsync(s => s.Id == roll.SessionId, ct);
        if (roll.Status == RollStatus.Closed)
        {
            // The same answer for the same closing sent twice.
            return session.StartedUtc == input.StartedUtc && session.EndedUtc == input.EndedUtc && roll.HeadCount == input.HeadCount
                ? new RollClosed(await RollCounts.PresentAsync(db, roll.Id, ct), session.TaughtMinutes ?? 0, roll.HeadCount, session.Month)
                : new RollIsClosed();
        }

        var nowUtc = clock.UtcNow();
        if (ClosingRules.Check(session.PlannedStartUtc, input.StartedUtc, input.EndedUtc, input.HeadCount, nowUtc) is { } refusal)
        {
            return refusal;
        }

        var before = new { session.StartedUtc, session.Status };
        var month = Month.Of(input.StartedUtc);
        roll.Status = RollStatus.Closed;
        roll.ClosedUtc = nowUtc;
        roll.ClosedBy = input.Taker.Actor.AccountId;
        roll.HeadCount = input.HeadCount;
        session.Status = SessionStatus.Held;
        session.StartedUtc = input.StartedUtc;
        session.EndedUtc = input.EndedUtc;
        session.TaughtMinutes = ClosingRules.Minutes(input.StartedUtc, input.EndedUtc);
        session.Month = month;
        foreach (var entry in await db.RollEntries().Where(e => e.RollId == roll.Id && e.Month != month).ToListAsync(ct))
        {
            entry.Month = month;
        }

        var present = await RollCounts.PresentAsync(db, roll.Id, ct);
        await AuditTrail.AppendAsync(
            db, roll.AuditStream(), input.Taker.Actor, nameof(CloseRoll), nowUtc, before,
            new { session.StartedUtc, session.EndedUtc, session.TaughtMinutes, session.Status, roll.HeadCount, present }, ct: ct);
        await db.SaveChangesAsync(ct);
        return new RollClosed(present, session.TaughtMinutes.Value, roll.HeadCount, month);
    }
}
