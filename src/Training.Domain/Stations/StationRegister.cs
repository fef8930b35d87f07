using Microsoft.EntityFrameworkCore;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.Stations;

public enum StationOrder
{
    /// <summary>The official order of divisions.</summary>
    Region,

    /// <summary>By pinyin initials.</summary>
    Name,
    Kind,
    Status,
    Capacity,
    InUseFrom,
}

public sealed record StationQuestion
{
    /// <summary>A county; null asks for all that the caller reaches.</summary>
    public long? RegionCode { get; init; }

    public StationKind? Kind { get; init; }

    public StationStatus? Status { get; init; }

    /// <summary>Part of the name of the station, town or village, or pinyin initials of the station's name.</summary>
    public string? Words { get; init; }

    public StationOrder Order { get; init; }

    public bool Descending { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public int Size { get; init; } = 50;
}

public sealed record StationLine(
    long Id, Guid Key, string Name, StationKind Kind, StationStatus Status, long RegionCode, string Town, string Home, string? Organization, string? Address, int Capacity,
    int? ModelYear, DateOnly? InUseFrom, DateOnly? TakenOffOn);

public sealed record StationPage(IReadOnlyList<StationLine> Lines, int Total, IReadOnlyDictionary<StationStatus, int> ByStatus);

/// <summary>The register of stations that the caller's scope reaches.</summary>
public sealed class StationRegister(TrainingDbContext db)
{
    private sealed class Row
    {
        public required Station Station { get; init; }

        public required string Town { get; init; }

        public required string Home { get; init; }
    }

    public async Task<StationPage> RunAsync(StationQuestion question, CancellationToken ct = default)
    {
        var lines = Asked(question);
        var byStatus = await lines.GroupBy(line => line.Station.Status).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        if (question.Status is { } status)
        {
            lines = lines.Where(line => line.Station.Status == status);
        }

        var total = question.Status is { } asked ? byStatus.GetValueOrDefault(asked) : byStatus.Values.Sum();
        var page = await (
            from line in InOrder(lines, question).Skip((question.Page - 1) * question.Size).Take(question.Size)
            join organization in db.Organizations() on line.Station.OrganizationId equals organization.Id into bodies
            from body in bodies.DefaultIfEmpty()
            select new { line.Station, line.Town, line.Home, Body = body == null ? null : body.Name }).ToListAsync(ct);
        return new StationPage(
            [.. page.Select(line => new StationLine(
                line.Station.Id, line.Station.Key, line.Station.Name, line.Station.Kind, line.Station.Status, line.Station.RegionCode, line.Town, line.Home, line.Body,
                line.Station.Address, line.Station.Capacity, line.Station.ModelYear, line.Station.InUseFrom, line.Station.TakenOffOn))],
            total, byStatus);
    }

    private IQueryable<Row> Asked(StationQuestion question)
    {
        var lines =
            from station in db.Stations().AsNoTracking()
            join town in db.Regions() on station.RegionCode - (station.RegionCode % 1000) equals town.Code
            join home in db.Regions() on station.RegionCode equals home.Code
            select new Row { Station = station, Town = town.Name, Home = home.Name };
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
            if (words.All(char.IsAsciiLetter))
            {
                var initials = words.ToLowerInvariant();
                lines = lines.Where(line => line.Station.Initials.Contains(initials) || line.Station.Name.Contains(words));
            }
            else
            {
                lines = lines.Where(line => line.Station.Name.Contains(words) || line.Town.Contains(words) || line.Home.Contains(words));
            }
        }

        return lines;
    }

    /// <summary>Every order ends at the key, so that no line falls between two pages.</summary>
    private static IQueryable<Row> InOrder(IQueryable<Row> lines, StationQuestion question)
    {
        var down = question.Descending;
        var ordered = question.Order switch
        {
            StationOrder.Name => down ? lines.OrderByDescending(l => l.Station.Initials).ThenByDescending(l => l.Station.Name) : lines.OrderBy(l => l.Station.Initials).ThenBy(l => l.Station.Name),
            StationOrder.Kind => down ? lines.OrderByDescending(l => l.Station.Kind) : lines.OrderBy(l => l.Station.Kind),
            StationOrder.Status => down ? lines.OrderByDescending(l => l.Station.Status) : lines.OrderBy(l => l.Station.Status),
            StationOrder.Capacity => down ? lines.OrderByDescending(l => l.Station.Capacity) : lines.OrderBy(l => l.Station.Capacity),
            // Stations without a day come last either way, on every database.
            StationOrder.InUseFrom => down
                ? lines.OrderBy(l => l.Station.InUseFrom == null).ThenByDescending(l => l.Station.InUseFrom)
                : lines.OrderBy(l => l.Station.InUseFrom == null).ThenBy(l => l.Station.InUseFrom),
            _ => down ? lines.OrderByDescending(l => l.Station.RegionCode) : lines.OrderBy(l => l.Station.RegionCode),
        };
        return question.Order == StationOrder.Region ? ordered.ThenBy(l => l.Station.Id) : ordered.ThenBy(l => l.Station.RegionCode).ThenBy(l => l.Station.Id);
    }
}
