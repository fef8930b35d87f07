using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.Stations;

/// <summary>A station on the plot.</summary>
public sealed record StationSpot(Guid Key, string Name, StationKind Kind, StationStatus Status, long RegionCode, double Longitude, double Latitude);

public sealed record StationAtlasPage(IReadOnlyList<StationSpot> Spots, int WithoutPlace);

/// <summary>Stations with their places, for the plot; those that were taken off are left out.</summary>
public sealed class StationAtlas(TrainingDbContext db)
{
    public async Task<StationAtlasPage> RunAsync(long regionCode, StationKind? kind = null, CancellationToken ct = default)
    {
        var range = RegionCodes.RangeOf(regionCode);
        var stations = db.Stations().AsNoTracking()
            .Where(s => s.RegionCode >= range.From && s.RegionCode < range.Until && s.Status != StationStatus.TakenOff && (kind == null || s.Kind == kind));
        var spots = await stations.Where(s => s.Longitude != null && s.Latitude != null)
            .OrderBy(s => s.RegionCode).ThenBy(s => s.Id)
            .Select(s => new StationSpot(s.Key, s.Name, s.Kind, s.Status, s.RegionCode, s.Longitude!.Value, s.Latitude!.Value)).ToListAsync(ct);
        return new StationAtlasPage(spots, await stations.CountAsync(s => s.Longitude == null || s.Latitude == null, ct));
    }
}
