using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Courses;

/// <summary>
/// Writes down that the public course module was looked at and whether it answered: a dated row for every county, since each county's
/// sheet (item 开设专项模块) rests on its own.
/// </summary>
public sealed class RecordModuleCheck(TrainingDbContext db, TimeProvider clock)
{
    public sealed record Input
    {
        public required string Url { get; init; }

        public required bool Reachable { get; init; }

        public string? Detail { get; init; }
    }

    /// <summary>Returns for how many counties.</summary>
    public async Task<int> RunAsync(Input input, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var counties = await db.Regions().Where(r => r.Level == RegionLevel.County).Select(r => r.Code).ToListAsync(ct);
        db.ModuleSelfChecks().AddRange(counties.Select(code => new ModuleSelfCheck
        {
            RegionCode = code,
            CheckedUtc = now,
            Month = Month.Of(now),
            Url = input.Url.Length <= 200 ? input.Url : input.Url[..200],
            Reachable = input.Reachable,
            Detail = input.Detail is { Length: > 200 } longer ? longer[..200] : input.Detail,
        }));
        await AuditTrail.AppendAsync(db, "module-check/site", Actor.Job, nameof(RecordModuleCheck), now, after: new { input.Reachable, counties = counties.Count }, ct: ct);
        await db.SaveChangesAsync(ct);
        return counties.Count;
    }
}
