using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.Sessions;

/// <summary>Planned sessions that somebody could be put on, soonest first.</summary>
public sealed class OpenCards(TrainingDbContext db, TimeProvider clock)
{
    public sealed record Line(Guid Key, string Title, string Station, DateTime StartUtc, DateTime EndUtc, bool IsOn, IReadOnlyList<string> Trainers);

    public async Task<IReadOnlyList<Line>> RunAsync(long trainerId, int days, int most = 60, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var until = now.AddDays(days);
        var rows = await (
            from session in db.Sessions().AsNoTracking()
            join station in db.Stations() on session.StationId equals station.Id
            where session.Status == SessionStatus.Planned && session.PlannedStartUtc > now && session.PlannedStartUtc < until
            orderby session.PlannedStartUtc, session.Id
            select new { session.Id, session.Key, session.Title, Station = station.Name, session.PlannedStartUtc, session.PlannedEndUtc }).Take(most).ToListAsync(ct);
        var ids = rows.ConvertAll(r => r.Id);
        var cards = (await (
            from card in db.SessionTrainers()
            join trainer in db.Trainers() on card.TrainerId equals trainer.Id
            where ids.Contains(card.SessionId)
            orderby card.Id
            select new { card.SessionId, card.TrainerId, trainer.Name }).ToListAsync(ct)).ToLookup(c => c.SessionId);
        return [.. rows.Select(r => new Line(
            r.Key, r.Title, r.Station, r.PlannedStartUtc, r.PlannedEndUtc, cards[r.Id].Any(c => c.TrainerId == trainerId), [.. cards[r.Id].Select(c => c.Name)]))];
    }
}
