using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Stations;

namespace Training.Domain.Inspections;

public sealed record InspectionQuestion
{
    public Guid? Draw { get; init; }

    public InspectionState? State { get; init; }

    public InspectionVerdict? Verdict { get; init; }

    public InspectedKind? Kind { get; init; }

    /// <summary>Leave out what nobody has looked at yet: the inspected body is told of nothing before.</summary>
    public bool OnlyLookedAt { get; init; }

    public int Page { get; init; } = 1;
}

public sealed record InspectionLine(Inspection Inspection, string Station, string County);

public sealed record InspectionPage(IReadOnlyList<InspectionLine> Lines, int Total, IReadOnlyDictionary<InspectionState, int> States, IReadOnlyDictionary<InspectionVerdict, int> Verdicts);

/// <summary>One draw with how far its inspections are.</summary>
public sealed record DrawLine(InspectionDraw Draw, string Drawer, string Area, int Sessions, int Homes, int Done, int Faults);

/// <summary>One inspection with the record it is about and its steps; without the draw for whoever does not reach it.</summary>
public sealed record InspectionView(
    Inspection Inspection, InspectionDraw? Draw, string Station, Guid StationKey, string County, InspectedRecord? Record, IReadOnlyList<InspectionStep> Steps, IReadOnlyDictionary<long, string> Names)
{
    public string By(long? account) => account is { } id ? Names.GetValueOrDefault(id, "") : "系统";
}

/// <summary>Draws and inspections within the caller's scope.</summary>
public sealed class ReadInspections(TrainingDbContext db, ReadInspectedRecord records)
{
    public const int PageSize = 40;

    public async Task<IReadOnlyList<DrawLine>> DrawsAsync(CancellationToken ct = default)
    {
        var draws = await db.InspectionDraws().AsNoTracking().OrderByDescending(d => d.Id).Take(100)
            .Select(d => new
            {
                Draw = d,
                Sessions = db.Inspections().Count(i => i.DrawId == d.Id && i.Kind == InspectedKind.Session),
                Homes = db.Inspections().Count(i => i.DrawId == d.Id && i.Kind == InspectedKind.Home),
                Done = db.Inspections().Count(i => i.DrawId == d.Id && i.State != InspectionState.Drawn),
                Faults = db.Inspections().Count(i => i.DrawId == d.Id && i.SettledUtc != null && i.Verdict != InspectionVerdict.True),
            }).ToListAsync(ct);
        var names = await NamesAsync(draws.SelectMany(d => (long[])[d.Draw.RegionCode, d.Draw.AreaCode]), ct);
        return draws.ConvertAll(d => new DrawLine(d.Draw, names[d.Draw.RegionCode], names[d.Draw.AreaCode], d.Sessions, d.Homes, d.Done, d.Faults));
    }

    public async Task<DrawLine?> DrawAsync(Guid key, CancellationToken ct = default)
    {
        if (await db.InspectionDraws().AsNoTracking().SingleOrDefaultAsync(d => d.Key == key, ct) is not { } draw)
        {
            return null;
        }

        var own = await db.Inspections().AsNoTracking().Where(i => i.DrawId == draw.Id).Select(i => new { i.Kind, i.State, i.Verdict, i.SettledUtc }).ToListAsync(ct);
        var names = await NamesAsync([draw.RegionCode, draw.AreaCode], ct);
        return new(
            draw, names[draw.RegionCode], names[draw.AreaCode], own.Count(i => i.Kind == InspectedKind.Session), own.Count(i => i.Kind == InspectedKind.Home),
            own.Count(i => i.State != InspectionState.Drawn), own.Count(i => i.SettledUtc is not null && i.Verdict != InspectionVerdict.True));
    }

    public async Task<InspectionPage> ListAsync(InspectionQuestion question, CancellationToken ct = default)
    {
        var asked = db.Inspections().AsNoTracking();
        if (question.Draw is { } key)
        {
            asked = asked.Where(i => db.InspectionDraws().Any(d => d.Id == i.DrawId && d.Key == key));
        }

        if (question.OnlyLookedAt)
        {
            asked = asked.Where(i => i.State != InspectionState.Drawn);
        }

        if (question.Kind is { } kind)
        {
            asked = asked.Where(i => i.Kind == kind);
        }

        var states = await asked.GroupBy(i => i.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var verdicts = await asked.Where(i => i.SettledUtc != null && i.Verdict != null).GroupBy(i => i.Verdict).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key!.Value, g => g.Count, ct);
        if (question.State is { } state)
        {
            asked = asked.Where(i => i.State == state);
        }

        if (question.Verdict is { } verdict)
        {
            asked = asked.Where(i => i.SettledUtc != null && i.Verdict == verdict);
        }

        var total = await asked.CountAsync(ct);
        var rows = await (
            from inspection in asked
            join station in db.Stations() on inspection.StationId equals station.Id
            orderby inspection.State == InspectionState.Closed, inspection.DrawId descending, inspection.Ordinal
            select new { inspection, station.Name }).Skip((question.Page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var counties = await NamesAsync(rows.Select(r => RegionCodes.CountyOf(r.inspection.RegionCode)), ct);
        return new([.. rows.Select(r => new InspectionLine(r.inspection, r.Name, counties[RegionCodes.CountyOf(r.inspection.RegionCode)]))], total, states, verdicts);
    }

    public async Task<InspectionView?> FindAsync(Guid key, CancellationToken ct = default)
    {
        var found = await (
            from inspection in db.Inspections().AsNoTracking()
            join station in db.Stations() on inspection.StationId equals station.Id
            where inspection.Key == key
            select new { inspection, station.Name, station.Key }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var draw = await db.InspectionDraws().AsNoTracking().SingleOrDefaultAsync(d => d.Id == found.inspection.DrawId, ct);
        var steps = await db.InspectionSteps().AsNoTracking().Where(s => s.InspectionId == found.inspection.Id).OrderBy(s => s.Id).ToListAsync(ct);
        var who = steps.Select(s => s.AccountId).OfType<long>().Distinct().ToList();
        var names = await db.Set<Identity.Account>().Where(a => who.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, ct);
        var county = RegionCodes.CountyOf(found.inspection.RegionCode);
        return new(found.inspection, draw, found.Name, found.Key, (await NamesAsync([county], ct))[county], await records.OfAsync(found.inspection, ct), steps, names);
    }

    private async Task<Dictionary<long, string>> NamesAsync(IEnumerable<long> codes, CancellationToken ct)
    {
        var asked = codes.Distinct().ToList();
        return await db.Regions().AsNoTracking().Where(r => asked.Contains(r.Code)).ToDictionaryAsync(r => r.Code, r => r.Name, ct);
    }
}
