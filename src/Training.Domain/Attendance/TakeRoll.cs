using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance.Door;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Attendance;

/// <summary>
/// Reads a roll in at most four statements, whatever its length: the roll, the regulars, who stands on it, the marks. An open roll
/// offers the station's regulars of the session's day; a closed one shows only who was marked, so that later changes of membership
/// do not alter it, and counts what the figures count: its entries.
/// </summary>
public sealed class TakeRoll(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    private static readonly PreparedQuery<Guid, long?, Head> Heads = new((db, rollKey, trainer) =>
        from s in db.Sessions().AsNoTracking()
        where s.Key == rollKey
        join station in db.Stations() on s.StationId equals station.Id
        join r in db.Rolls() on s.Id equals r.SessionId into rolls
        from r in rolls.DefaultIfEmpty()
        select new Head(
            r, s, station.Name,
            db.RollMarks().Count(m => m.RollId == r.Id && (m.ClockOffsetMs > MarkRules.ClockToleranceMs || m.ClockOffsetMs < -MarkRules.ClockToleranceMs)),
            db.RollFlags().Any(f => f.RollId == r.Id),
            db.SessionTrainers().Any(t => t.SessionId == s.Id && t.TrainerId == trainer)));

    /// <param name="withHeads">Also of a closed roll the marks that a correction has to replace: one statement more.</param>
    public async Task<Result<RollSheet>> RunAsync(Guid rollKey, RollTaker taker, CancellationToken ct = default, bool withHeads = false)
    {
        await using var connection = await OneConnection.OpenAsync(db, ct);
        var head = (await Heads.ToListAsync(db, rollKey, taker.TrainerId, ct)).FirstOrDefault();
        if (head is null || (taker.OnlyReads && head.Roll?.Status != RollStatus.Closed))
        {
            return new NotFound("这份点名册");
        }

        if (!taker.IsCoordinator && !taker.OnlyReads && !head.OnCard)
        {
            return new NotOnTheCard();
        }

        var (roll, session) = (head.Roll, head.Session);
        var read = new RollSeats(db, vault);
        var day = ShanghaiTime.DateOf(session.PlannedStartUtc);
        var regulars = roll is { Status: RollStatus.Closed } ? [] : (await read.RegularsAsync([session.StationId], day, day, ct))[session.StationId];
        var entries = roll is null ? [] : (await read.EntriesAsync([roll.Id], ct))[roll.Id].ToList();
        if (roll is not null && (roll.Status == RollStatus.Open || withHeads) && entries.Count > 0)
        {
            var marks = await read.MarksAsync([roll.Id], ct);
            entries.ForEach(e => e.State = RollProjection.Of(marks[(roll.Id, e.Key)]));
        }

        var seated = read.Lines(RollSeats.Seats(regulars, entries, day, session.Id), oneLineEach: roll is { Status: RollStatus.Closed });
        var nowUtc = clock.UtcNow();
        var started = session.StartedUtc ?? session.PlannedStartUtc;
        return new RollSheet
        {
            Key = session.Key,
            Status = roll?.Status ?? RollStatus.Open,
            IsBegun = roll is not null,
            NotYet = roll is null ? OpeningRules.Check(session.Status, session.CancelReason, session.PlannedStartUtc, nowUtc) : null,
            IsMissing = roll is null && session.Status == SessionStatus.Planned && day < ShanghaiTime.DateOf(nowUtc),
            Title = session.Title,
            StationName = head.Station,
            StationId = session.StationId,
            RegionCode = session.RegionCode,
            PlannedStartUtc = session.PlannedStartUtc,
            PlannedEndUtc = session.PlannedEndUtc,
            StartedUtc = started,
            EndedUtc = session.EndedUtc,
            ClosedUtc = roll?.ClosedUtc,
            HeadCount = roll?.HeadCount,
            Minutes = session.TaughtMinutes ?? (roll is null ? 0 : Math.Max(0, ClosingRules.Minutes(started, nowUtc))),
            Lines = [.. seated.Select(l => l.Line)],
            Present = seated.Where(l => l.Line.State.Present && l.Line.Kind != LineKind.Staff).DistinctBy(l => l.Seat.Counted).Count(),
            TimesInConflict = roll?.TimesInConflict ?? false,
            WrongClocks = head.WrongClocks,
            IsFlagged = head.IsFlagged,
        };
    }

    private sealed record Head(Roll? Roll, Session Session, string Station, int WrongClocks, bool IsFlagged, bool OnCard);
}
