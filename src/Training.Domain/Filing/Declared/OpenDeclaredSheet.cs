using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;

namespace Training.Domain.Filing.Declared;

public sealed record OpenDeclaredInput
{
    public required Actor Actor { get; init; }

    /// <summary>The station whose sheet it is; null for the county's.</summary>
    public Guid? Station { get; init; }

    /// <summary>Six digits; read where no station is given.</summary>
    public string? County { get; init; }

    public string? Period { get; init; }
}

public sealed record DeclaredNeedsPlace() : Refusal("选一个站点，或者一个县区。", nameof(OpenDeclaredInput.Station));

public sealed record StandardAsksNothing(string Document) : Refusal($"{Document}没有要申报的项：数都由记录算出来。", nameof(OpenDeclaredInput.Period));

public sealed record DeclaredByStations() : Refusal("这份标准按站点申报，选一个站点。", nameof(OpenDeclaredInput.Station));

public sealed record DeclaredByCounties() : Refusal("这份标准按县区申报，不按站点。", nameof(OpenDeclaredInput.Station));

public sealed record DeclaredOverlaps(string Label) : Refusal($"这里已经有{Label}的申报表，期间不能重叠，不然一个数算两次。", nameof(OpenDeclaredInput.Period));

/// <summary>Opens the declared sheet of a station (by its body) or of a county (by itself) for a period, if the standard in force asks for one.</summary>
public sealed class OpenDeclaredSheet(TrainingDbContext db, StandardInForce standards, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(OpenDeclaredInput input, CancellationToken ct = default)
    {
        if (!SheetPeriod.TryParse(input.Period, out var period))
        {
            return new NoSuchPeriod(input.Period ?? "");
        }

        if (period.First.FirstDay > clock.Today())
        {
            return new PeriodNotBegun(period.Label);
        }

        var place = await PlaceAsync(input, ct);
        if (!place.Ok)
        {
            return place.Refusal;
        }

        var (region, station) = place.Value;
        var standard = await standards.ForAsync(period.Last, region, ct);
        if (!DeclaredRules.Asks(standard.Definition))
        {
            return new StandardAsksNothing(standard.Definition.Document);
        }

        if (DeclaredRules.IsOfStations(standard.Definition) != station is not null)
        {
            return station is null ? new DeclaredByStations() : new DeclaredByCounties();
        }

        var stationId = station?.Id ?? 0;
        foreach (var key in await db.DeclaredSheets().Where(s => s.RegionCode == region && s.StationId == stationId).Select(s => s.Period).ToListAsync(ct))
        {
            if (SheetPeriod.TryParse(key, out var other) && other.First <= period.Last && period.First <= other.Last)
            {
                return new DeclaredOverlaps(other.Label);
            }
        }

        var now = clock.UtcNow();
        var sheet = new DeclaredSheet
        {
            Key = Guid.CreateVersion7(), StandardVersionId = standard.VersionId, RegionCode = region, StationId = stationId, Period = period.Key, OpenedUtc = now, MovedUtc = now,
        };
        db.DeclaredSheets().Add(sheet);
        await AuditTrail.AppendAsync(db, sheet.AuditStream(), input.Actor, nameof(OpenDeclaredSheet), now,
            after: new { sheet.Period, station = station?.Id, declaredState = sheet.State }, ct: ct, regionCode: region);
        var saved = await db.SaveOrClashAsync(ct);
        return saved.Ok ? sheet.Key : new DeclaredOverlaps(period.Label);
    }

    private async Task<Result<(long Region, Station? Station)>> PlaceAsync(OpenDeclaredInput input, CancellationToken ct)
    {
        // A body speaks for the stations that it runs, a county for itself.
        var body = await db.Accounts().Where(a => a.Id == input.Actor.AccountId).Select(a => a.OrganizationId).SingleOrDefaultAsync(ct);
        if (input.Station is { } key)
        {
            return await db.Stations().AsNoTracking().SingleOrDefaultAsync(s => s.Key == key && s.OrganizationId != null && s.OrganizationId == body, ct) is { } station
                ? (station.RegionCode, station)
                : new NotFound("这个站点");
        }

        if (body is not null || !RegionCodes.TryParse(input.County ?? "", out var code))
        {
            return new DeclaredNeedsPlace();
        }

        return RegionCodes.LevelOf(code) == RegionLevel.County && db.Scope.Holds(code) && !db.Scope.IsStationBound && await db.Regions().AnyAsync(r => r.Code == code, ct)
            ? (code, null)
            : new NoSuchCounty(input.County!);
    }
}
