using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Stations;

namespace Training.Web.Features.Door;

/// <summary>Which of the own stations a page is about: the one asked for, else the first. Most coordinators have one.</summary>
public sealed class StationChoice(TrainingDbContext db)
{
    /// <summary>Null: the station asked for is none of the own, or there is none at all.</summary>
    public async Task<Stations?> OfAsync(Guid? asked, CancellationToken ct)
    {
        var own = await db.Stations().AsNoTracking()
            .Where(s => db.Scope.Stations.Contains(s.Id) && (s.Status == StationStatus.InUse || s.Status == StationStatus.Suspended)).OrderBy(s => s.Id).ToListAsync(ct);
        var chosen = asked is null ? own.FirstOrDefault() : own.Find(s => s.Key == asked);
        return chosen is null ? null : new Stations(own, chosen);
    }
}

public sealed record Stations(IReadOnlyList<Station> Own, Station Chosen);
