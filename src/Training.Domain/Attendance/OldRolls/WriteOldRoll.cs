using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance.Door;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Attendance.OldRolls;

/// <summary>One person in one session that was held before, as a sheet tells it.</summary>
public sealed record OldRollLine
{
    public required RollTaker Taker { get; init; }

    public required Guid SessionKey { get; init; }

    public required Guid StationKey { get; init; }

    public required string Title { get; init; }

    public required string TopicCode { get; init; }

    public required DateTime StartedUtc { get; init; }

    public required DateTime EndedUtc { get; init; }

    /// <summary>Keys of members of the pool who taught.</summary>
    public IReadOnlyList<Guid> Trainers { get; init; } = [];

    public required NewMark Mark { get; init; }

    /// <summary>Set when the mark is of somebody who is not known, or not for certain.</summary>
    public NewWalkIn? WalkIn { get; init; }
}

/// <summary>
/// Writes a session that was held and its roll from an old sheet, a person at a time, through the same marks as any other roll. A session that
/// is not on record is made as planned for the hours it was held, never published, so that no lead time is told of it; the roll is closed
/// when all rows are in. A roll that was closed already takes a row as a correction.
/// </summary>
public sealed class WriteOldRoll(TrainingDbContext db, ApplyMarks apply, PutTrainerOnSession putTrainer, TimeProvider clock)
{
    /// <summary>Stands as the device of marks that came from a sheet.</summary>
    public const string Device = "excel";

    /// <summary>Why a closed roll changed.</summary>
    public const string Reason = "旧点名册导入";

    /// <summary>Whether the session was made by this row.</summary>
    public async Task<Result<bool>> RunAsync(OldRollLine line, CancellationToken ct = default)
    {
        if (ClosingRules.Check(line.StartedUtc, line.StartedUtc, line.EndedUtc, null, clock.UtcNow()) is { } bad)
        {
            return bad;
        }

        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        var known = await db.Sessions().Where(s => s.Key == line.SessionKey).Select(s => new { HasRoll = db.Rolls().Any(r => r.SessionId == s.Id) }).SingleOrDefaultAsync(ct);
        var isNew = known is null;
        if (isNew && await BeginAsync(line, ct) is { } refusal)
        {
            return refusal;
        }

        var applied = await apply.RunAsync(
            Batch(line) with
            {
                Steps = known?.HasRoll == true ? [] : [Step(line, RollStepKind.Open)],
                WalkIns = line.WalkIn is { } walkIn ? [walkIn] : [],
                Marks = [line.Mark],
            },
            ct);
        if (!applied.Ok)
        {
            return applied.Refusal;
        }

        if (applied.Value.Answers.Select(a => a.Refusal).FirstOrDefault(r => r is not null) is { } refused)
        {
            return refused;
        }

        await transaction.CommitAsync(ct);
        return isNew;
    }

    /// <summary>Closes the roll with the hours of the sheet, unless it is closed: a roll that says its own hours keeps them.</summary>
    public async Task<Refusal?> CloseAsync(OldRollLine line, CancellationToken ct = default)
    {
        if (await db.Rolls().AnyAsync(r => r.Key == line.SessionKey && r.Status == RollStatus.Closed, ct))
        {
            return null;
        }

        var closed = await apply.RunAsync(Batch(line) with { Steps = [Step(line, RollStepKind.Close)] }, ct);
        return closed.Ok ? closed.Value.Answers[0].Refusal : closed.Refusal;
    }

    private static MarkBatch Batch(OldRollLine line) => new() { RollKey = line.SessionKey, Taker = line.Taker, Device = Device, MadeApart = true };

    private static NewStep Step(OldRollLine line, RollStepKind kind) => new()
    {
        Key = DerivedKey.Of(line.SessionKey, new Guid((int)kind + 1, 0, 0, new byte[8])),
        Kind = kind,
        DeviceUtc = kind == RollStepKind.Open ? line.StartedUtc : line.EndedUtc,
        StartedUtc = kind == RollStepKind.Open ? null : line.StartedUtc,
        EndedUtc = kind == RollStepKind.Open ? null : line.EndedUtc,
    };

    private async Task<Refusal?> BeginAsync(OldRollLine line, CancellationToken ct)
    {
        if (await db.Stations().AsNoTracking().SingleOrDefaultAsync(s => s.Key == line.StationKey, ct) is not { } station)
        {
            return new NotFound("这个站点");
        }

        var session = new Session
        {
            Key = line.SessionKey,
            StationId = station.Id,
            RegionCode = station.RegionCode,
            Title = line.Title,
            TopicCode = line.TopicCode,
            Form = TeachingForm.Group,
            Status = SessionStatus.Planned,
            PlannedStartUtc = line.StartedUtc,
            PlannedEndUtc = line.EndedUtc,
            Month = Month.Of(line.StartedUtc),
        };
        db.Sessions().Add(session);
        await AuditTrail.AppendAsync(
            db, $"session/{session.Key}", line.Taker.Actor, nameof(WriteOldRoll), clock.UtcNow(),
            after: new { station = station.Key, session.Title, session.TopicCode, startedUtc = line.StartedUtc, endedUtc = line.EndedUtc },
            reason: Reason, regionCode: session.RegionCode, ct: ct);
        await db.SaveChangesAsync(ct);
        foreach (var trainer in line.Trainers)
        {
            if ((await putTrainer.RunAsync(new() { Actor = line.Taker.Actor, SessionKey = session.Key, TrainerKey = trainer }, ct)).Refusal is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }
}
