using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Sessions;

public sealed record TaughtSession(Guid Key, string Title, string Station, DateTime StartUtc, SessionStatus Status, int? Minutes);

/// <param name="Minutes">Taught minutes of the year's held sessions.</param>
/// <param name="Planned">Sessions on whose card the trainer stands and which were not held yet.</param>
/// <param name="Latest">Held ones, newest first.</param>
public sealed record TaughtYear(int Minutes, int Held, int Planned, IReadOnlyList<TaughtSession> Latest);

/// <summary>What a trainer taught in a calendar year, from the held sessions themselves. It steps past the scope: the hours of a member lent to
/// another county count everywhere, and a session's title and station are public.</summary>
public sealed class TaughtSessions(TrainingDbContext db)
{
    public async Task<TaughtYear> OfAsync(long trainerId, int year, int most = 12, CancellationToken ct = default)
    {
        var (start, end) = (ShanghaiTime.ToUtc(new DateOnly(year, 1, 1)), ShanghaiTime.ToUtc(new DateOnly(year + 1, 1, 1)));
        var rows = await (
            from card in db.SessionTrainers().IgnoreQueryFilters().AsNoTracking()
            join session in db.Sessions() on card.SessionId equals session.Id
            join station in db.Stations() on session.StationId equals station.Id
            where card.TrainerId == trainerId && session.Status != SessionStatus.Cancelled && session.PlannedStartUtc >= start && session.PlannedStartUtc < end
            orderby session.PlannedStartUtc descending, session.Id descending
            select new TaughtSession(session.Key, session.Title, station.Name, session.StartedUtc ?? session.PlannedStartUtc, session.Status, session.TaughtMinutes)).ToListAsync(ct);
        var held = rows.Where(row => row.Status == SessionStatus.Held).ToList();
        return new TaughtYear(held.Sum(row => row.Minutes ?? 0), held.Count, rows.Count - held.Count, [.. held.Take(most)]);
    }
}
