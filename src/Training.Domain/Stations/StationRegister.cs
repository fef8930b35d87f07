using Microsoft.EntityFrameworkCore;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.Stations;

public sealed record StationQuestion
{
    /// <summary>A county; null asks for all that the caller reaches.</summary>
    public long? RegionCode { get; init; }

    public StationKind? Kind { get; init; }

    public StationStatus? Status { get; init; }

    /// <summary>Part of the name of the station, town or village.</summary>
    public string? Words { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public int Size { get; init; } = 50;
}

public sealed record StationLine(
    long Id, string Name, StationKind Kind, StationStatus Status, long RegionCode, string Town, string Home, string? Organization, int Capacity, DateOnly? InUseFrom);

public sealed record StationPage(IReadOnlyList<StationLine> Lines, int Total, IReadOnlyDictionary<StationStatus, int> ByStatus);

/// <summary>The register of stations that the caller's scope reaches, in the official order of divisions.</summary>
public sealed class StationRegister(TrainingDbContext db)
{
    public async Task<StationPage> RunAsync(StationQuestion question, CancellationToken ct = default)
    {
        var lines =
            from station in db.Stations().AsNoTracking()
            join town in db.Regions() on station.RegionCode - (station.RegionCode % 1000) equals town.Code
            join home in db.Regions() on station.RegionCode equals home.Code
            select new { Station = station, Town = town.Name, Home = home.Name };
        if (question.RegionCode is { } code)
        {
            var range = RegionCodes.RangeOf(code);
            lines = lines.Where(line => line.Station.RegionCode >= range.From && line.Station.RegionCode < range.Until);
        }

        if (question.Kind is { } kind)
        {
            lines = lines.Where(line => line.Station.Kind == kind);
        }

        if (question.Words?.Trim() is { Length: > 0 } words)
        {
            lines = lines.Where(line => line.Station.Name.Contains(words) || line.Town.Contains(words) || line.Home.Contains(words));
        }

        var byStatus = await lines.GroupBy(line => line.Station.Status).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        if (question.Status is { } status)
        {
            lines = lines.Where(line => line.Station.Status == status);
        }

        var total = question.Status is { } asked ? byStatus.GetValueOrDefault(asked) : byStatus.Values.Sum();
        var page = await (
            from line in lines
            join organization in db.Organizations() on line.Station.OrganizationId equals organization.Id into bodies
            from body in bodies.DefaultIfEmpty()
            orderby line.Station.RegionCode, line.Station.Id
            select new StationLine(
                line.Station.Id, line.Station.Name, line.Station.Kind, line.Station.Status, line.Station.RegionCode, line.Town, line.Home,
                body == null ? null : body.Name, line.Station.Capacity, line.Station.InUseFrom))
            .Skip((question.Page - 1) * question.Size).Take(question.Size).ToListAsync(ct);
        return new StationPage(page, total, byStatus);
    }
}
