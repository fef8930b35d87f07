using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Domain.Attendance;

public sealed record OpenRollInput
{
    public required Guid SessionKey { get; init; }

    public required RollTaker Taker { get; init; }
}

public sealed record SessionNotYet(DateOnly Day) : Refusal($"这次课排在{Day:M月d日}，到那天才能点名。");

public sealed record SessionCancelled(string? Reason) : Refusal(
    string.IsNullOrWhiteSpace(Reason) ? "这次课取消了，不用点名。" : $"这次课取消了（{Reason}），不用点名。");

/// <summary>
/// Opens the roll of a session of today or of an earlier day and so starts the session. Opening twice, or by two people at once, gives one
/// roll.
/// </summary>
public sealed class OpenRoll(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(OpenRollInput input, CancellationToken ct = default)
    {
        var first = await TryAsync(input, ct);
        if (first is { } result)
        {
            return result;
        }

        // Somebody else opened it between our reading and our writing: theirs is the roll.
        db.ChangeTracker.Clear();
        return await TryAsync(input, ct) ?? new ChangedMeanwhile();
    }

    private async Task<Result<Guid>?> TryAsync(OpenRollInput input, CancellationToken ct)
    {
        var session = await db.Sessions().FirstOrDefaultAsync(s => s.Key == input.SessionKey, ct);
        if (session is null)
        {
            return new NotFound("这次课");
        }

        if (!await input.Taker.MayTakeAsync(db, session.Id, ct))
        {
            return new NotOnTheCard();
        }

        var existing = await db.Rolls().Where(r => r.SessionId == session.Id).Select(r => (Guid?)r.Key).FirstOrDefaultAsync(ct);
        if (existing is { } key)
        {
            return key;
        }

        var nowUtc = clock.UtcNow();
        if (OpeningRules.Check(session.Status, session.CancelReason, session.PlannedStartUtc, nowUtc) is { } refusal)
        {
            return refusal;
        }

        var roll = new Roll
        {
            Key = session.Key,
            SessionId = session.Id,
            StationId = session.StationId,
            RegionCode = session.RegionCode,
            Status = RollStatus.Open,
            OpenedUtc = nowUtc,
            OpenedBy = input.Taker.Actor.AccountId,
        };
        db.Rolls().Add(roll);
        session.Status = SessionStatus.Running;
        session.StartedUtc = OpeningRules.StartOf(session.PlannedStartUtc, nowUtc);
        session.Month = Month.Of(session.StartedUtc.Value);
        await AuditTrail.AppendAsync(
            db, roll.AuditStream(), input.Taker.Actor, nameof(OpenRoll), nowUtc, after: new { session = session.Key }, ct: ct);
        try
        {
            await db.SaveChangesAsync(ct);
            return roll.Key;
        }
        catch (DbUpdateException)
        {
            return null;
        }
    }
}
