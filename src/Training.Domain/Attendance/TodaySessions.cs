using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Attendance;

public sealed record SessionAtHand
{
    public required Guid Key { get; init; }

    public required string Title { get; init; }

    public required string StationName { get; init; }

    public required long RegionCode { get; init; }

    public required DateTime PlannedStartUtc { get; init; }

    public required DateTime PlannedEndUtc { get; init; }

    public required SessionStatus Status { get; init; }

    public string? CancelReason { get; init; }

    /// <summary>Null until the roll is opened.</summary>
    public Guid? RollKey { get; init; }

    public DateTime? StartedUtc { get; init; }

    public int Present { get; init; }

    /// <summary>Taught minutes, or minutes since the start while it runs.</summary>
    public int Minutes { get; init; }
}

/// <summary>Unclosed: rolls of earlier days that nobody closed. Next: planned for later days.</summary>
public sealed record SessionsAtHand(
    DateOnly Today, IReadOnlyList<SessionAtHand> Unclosed, IReadOnlyList<SessionAtHand> OfToday, IReadOnlyList<SessionAtHand> Next);

/// <summary>The sessions that a coordinator or trainer has to do with now: today's, the next ones, and rolls left open.</summary>
public sealed class TodaySessions(TrainingDbContext db, TimeProvider clock)
{
    public const int MostNext = 6;
    private const int DaysAhead = 14;

    public async Task<SessionsAtHand> RunAsync(RollTaker taker, CancellationToken ct = default)
    {
        var nowUtc = clock.UtcNow();
        var today = ShanghaiTime.DateOf(nowUtc);
        var (fromUtc, untilUtc) = ShanghaiTime.DayUtc(today);
        var horizon = untilUtc.AddDays(DaysAhead);
        var sessions = db.Sessions().AsNoTracking();
        if (!taker.IsCoordinator)
        {
            var trainer = taker.TrainerId;
            sessions = sessions.Where(s => db.SessionTrainers().Any(t => t.SessionId == s.Id && t.TrainerId == trainer));
        }

        var rows = await (
            from s in sessions
            where (s.PlannedStartUtc >= fromUtc && s.PlannedStartUtc < horizon) || (s.Status == SessionStatus.Running && s.PlannedStartUtc < fromUtc)
            join station in db.Stations() on s.StationId equals station.Id
            join r in db.Rolls() on s.Id equals r.SessionId into rolls
            from r in rolls.DefaultIfEmpty()
            orderby s.PlannedStartUtc, s.Id
            select new { Session = s, Station = station.Name, RollId = (long?)r.Id, RollKey = (Guid?)r.Key }).Take(200).ToListAsync(ct);
        var present = await RollCounts.PresentAsync(
            db, [.. rows.Where(r => r.RollId is not null).Select(r => r.RollId!.Value)], ct);
        var all = rows.ConvertAll(r => new SessionAtHand
        {
            Key = r.Session.Key,
            Title = r.Session.Title,
            StationName = r.Station,
            RegionCode = r.Session.RegionCode,
            PlannedStartUtc = r.Session.PlannedStartUtc,
            PlannedEndUtc = r.Session.PlannedEndUtc,
            Status = r.Session.Status,
            CancelReason = r.Session.CancelReason,
            RollKey = r.RollKey,
            StartedUtc = r.Session.StartedUtc,
            Present = r.RollId is { } id ? present.GetValueOrDefault(id) : 0,
            Minutes = r.Session.TaughtMinutes
                ?? (r.Session.StartedUtc is { } started ? Math.Max(0, ClosingRules.Minutes(started, nowUtc)) : 0),
        });
        return new SessionsAtHand(
            today,
            all.FindAll(s => s.PlannedStartUtc < fromUtc),
            all.FindAll(s => s.PlannedStartUtc >= fromUtc && s.PlannedStartUtc < untilUtc),
            [.. all.Where(s => s.PlannedStartUtc >= untilUtc && s.Status == SessionStatus.Planned).Take(MostNext)]);
    }
}
