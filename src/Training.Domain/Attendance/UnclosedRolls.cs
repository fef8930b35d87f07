using Microsoft.EntityFrameworkCore;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Attendance;

/// <summary>Rolls that somebody opened, or that are open at a station of his, and nobody has closed: their sessions do not count yet.</summary>
public sealed class UnclosedRolls(TrainingDbContext db) : IUnfinishedWork
{
    public string Title => "没合上的点名册";

    public int Order => 10;

    public async Task<IReadOnlyList<UnfinishedThing>> OfAsync(Leaver leaver, CancellationToken ct = default)
    {
        var open = await (
            from roll in db.Rolls().AsNoTracking()
            join session in db.Sessions() on roll.SessionId equals session.Id
            join station in db.Stations() on roll.StationId equals station.Id
            where roll.Status == RollStatus.Open && (roll.OpenedBy == leaver.AccountId || leaver.Stations.Contains(roll.StationId))
            orderby session.PlannedStartUtc, roll.Id
            select new { session.Title, session.PlannedStartUtc, Station = station.Name, station.Key }).ToListAsync(ct);
        return open.ConvertAll(r => new UnfinishedThing($"{ShanghaiTime.DateOf(r.PlannedStartUtc):M月d日}《{r.Title}》，{r.Station}", $"/stations/{r.Key}", "Figures"));
    }
}
