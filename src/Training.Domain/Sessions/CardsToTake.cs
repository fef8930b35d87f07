using Microsoft.EntityFrameworkCore;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.Sessions;

/// <summary>Coming sessions with somebody on the card: another trainer has to take them.</summary>
public sealed class CardsToTake(TrainingDbContext db, TimeProvider clock) : IUnfinishedWork
{
    public string Title => "排着他讲的课";

    public int Order => 20;

    public async Task<IReadOnlyList<UnfinishedThing>> OfAsync(Leaver leaver, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var cards = await (
            from card in db.SessionTrainers().AsNoTracking()
            join session in db.Sessions() on card.SessionId equals session.Id
            join station in db.Stations() on session.StationId equals station.Id
            join trainer in db.Trainers() on card.TrainerId equals trainer.Id
            where card.TrainerId == leaver.TrainerId && session.Status == SessionStatus.Planned && session.PlannedStartUtc > now
            orderby session.PlannedStartUtc, session.Id
            select new { session.Title, session.PlannedStartUtc, Station = station.Name, trainer.Key }).ToListAsync(ct);
        return cards.ConvertAll(c => new UnfinishedThing(
            $"{ShanghaiTime.FromUtc(c.PlannedStartUtc):M月d日 HH:mm}《{c.Title}》，{c.Station}", $"/trainers/{c.Key}/sessions", "StaffSessions"));
    }
}
