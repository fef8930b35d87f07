using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.Organizations;

public sealed record PairingLine(
    Guid Key, Guid Organization, string Name, OrganizationKind Kind, long RegionCode, string Community, string Town, DateOnly FromDate, DateOnly? UntilDate, string? EndedBecause)
{
    public bool HoldsOn(DateOnly day) => FromDate <= day && (UntilDate is null || day < UntilDate);
}

public sealed record UnpairedBody(Guid Key, string Name, long RegionCode);

/// <summary>The pairings that the caller's scope reaches, and the social-work bodies that have none.</summary>
public sealed class PairingRegister(TrainingDbContext db)
{
    /// <summary>By community in the official order; of one body when asked.</summary>
    public async Task<IReadOnlyList<PairingLine>> RunAsync(long? countyCode = null, Guid? organization = null, CancellationToken ct = default)
    {
        var pairings = db.Pairings().AsNoTracking();
        if (countyCode is { } code)
        {
            var range = RegionCodes.RangeOf(code);
            pairings = pairings.Where(p => p.RegionCode >= range.From && p.RegionCode < range.Until);
        }

        return await (
            from row in pairings
            join body in db.Organizations() on row.OrganizationId equals body.Id
            join community in db.Regions() on row.RegionCode equals community.Code
            join town in db.Regions() on row.RegionCode - (row.RegionCode % 1000) equals town.Code
            where organization == null || body.Key == organization
            orderby row.RegionCode, row.FromDate
            select new PairingLine(row.Key, body.Key, body.Name, body.Kind, row.RegionCode, community.Name, town.Name, row.FromDate, row.UntilDate, row.EndedBecause)).ToListAsync(ct);
    }

    /// <summary>Social-work bodies that work on the day and keep contact with no community.</summary>
    public async Task<IReadOnlyList<UnpairedBody>> GapsAsync(DateOnly day, long? countyCode = null, CancellationToken ct = default)
    {
        var bodies = db.Organizations().AsNoTracking()
            .Where(o => o.Kind == OrganizationKind.SocialWork && (o.ClosedOn == null || o.ClosedOn > day))
            .Where(o => !db.Pairings().Any(p => p.OrganizationId == o.Id && p.FromDate <= day && (p.UntilDate == null || p.UntilDate > day)));
        if (countyCode is { } code)
        {
            bodies = bodies.Where(o => o.RegionCode == code);
        }

        return await bodies.OrderBy(o => o.RegionCode).ThenBy(o => o.Initials).Select(o => new UnpairedBody(o.Key, o.Name, o.RegionCode)).ToListAsync(ct);
    }
}
