using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.Stations;

/// <summary>A step as it is read: with the name of whoever signed it.</summary>
public sealed record SignedStep(StationStep Step, string? Signer);

public sealed record StationRecord
{
    public required Station Station { get; init; }

    public required string Town { get; init; }

    public required string Home { get; init; }

    public string? Organization { get; init; }

    /// <summary>Oldest first. Empty for a body that looks at a station of another body.</summary>
    public required IReadOnlyList<SignedStep> Steps { get; init; }

    public required IReadOnlyList<StationSuspension> Suspensions { get; init; }
}

/// <summary>One station with its life, as far as the caller's scope reaches.</summary>
public sealed class StationFile(TrainingDbContext db)
{
    public async Task<StationRecord?> RunAsync(Guid key, CancellationToken ct = default)
    {
        var found = await (
            from station in db.Stations().AsNoTracking()
            where station.Key == key
            join town in db.Regions() on station.RegionCode - (station.RegionCode % 1000) equals town.Code
            join home in db.Regions() on station.RegionCode equals home.Code
            join organization in db.Organizations() on station.OrganizationId equals organization.Id into bodies
            from body in bodies.DefaultIfEmpty()
            select new { Station = station, Town = town.Name, Home = home.Name, Body = body == null ? null : body.Name }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var id = found.Station.Id;
        var steps = await (
            from step in db.StationSteps().AsNoTracking()
            where step.StationId == id
            join account in db.Accounts() on step.ActorId equals account.Id into signers
            from signer in signers.DefaultIfEmpty()
            orderby step.Id
            select new { Step = step, Signer = signer == null ? null : signer.DisplayName }).ToListAsync(ct);
        return new StationRecord
        {
            Station = found.Station,
            Town = found.Town,
            Home = found.Home,
            Organization = found.Body,
            Steps = [.. steps.Select(line => new SignedStep(line.Step, line.Signer))],
            Suspensions = await db.StationSuspensions().AsNoTracking().Where(s => s.StationId == id).OrderBy(s => s.FromDate).ToListAsync(ct),
        };
    }
}
