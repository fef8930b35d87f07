using Microsoft.EntityFrameworkCore;
using Training.Domain.Filing.Scans;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Domain.Filing;

public sealed record FilingQuestion
{
    /// <summary>Null: every period, the most pressing first.</summary>
    public SheetPeriod? Period { get; init; }

    public long? County { get; init; }

    public FilingState? State { get; init; }

    public bool Overdue { get; init; }

    public int Page { get; init; } = 1;
}

/// <summary>One county's filing in a list; without a filing, a county that has not opened one for the period.</summary>
public sealed record FilingLine
{
    public required Region County { get; init; }

    public required SheetPeriod Period { get; init; }

    public CountyFiling? Filing { get; init; }

    public string? Lead { get; init; }

    public int Parts { get; init; }

    public int SignedParts { get; init; }

    /// <summary>Lines that were sent back and are not answered.</summary>
    public int OpenReturns { get; init; }

    /// <summary>A supplement that the city has not taken.</summary>
    public bool SupplementWaits { get; init; }

    /// <summary>Where the scan of the stamped sheet stands; null while there is none of the sheet that stands now.</summary>
    public ScanStanding? Scan { get; init; }

    public bool IsOverdue(DateOnly today) => Filing is { State: not FilingState.Accepted } filing && filing.DueOn < today;
}

public sealed record FilingBoard(IReadOnlyList<FilingLine> Lines, int Total, IReadOnlyDictionary<FilingState, int> States, int Overdue, int NotOpened);

/// <summary>One part-sheet in the list of its body.</summary>
public sealed record PartLine(FilingPart Part, CountyFiling Filing, string County, SheetPeriod Period, int OpenReturns);

/// <summary>The board of filings: what waits for whom until when, who is late, who has not begun.</summary>
public sealed class ReadFilings(TrainingDbContext db, TimeProvider clock)
{
    public const int PageSize = 40;

    public async Task<FilingBoard> BoardAsync(FilingQuestion question, CancellationToken ct = default)
    {
        var counties = (await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County && r.FormerFrom == null).OrderBy(r => r.Code).ToListAsync(ct))
            .Where(r => db.Scope.Holds(r.Code)).ToDictionary(r => r.Code);
        var period = question.Period?.Key;
        var filings = await db.Filings().AsNoTracking().Where(f => period == null || f.Period == period).ToListAsync(ct);
        filings = filings.Where(f => counties.ContainsKey(f.RegionCode)).ToList();
        var today = clock.Today();
        var states = filings.GroupBy(f => f.State).ToDictionary(g => g.Key, g => g.Count());
        var overdue = filings.Count(f => f.State != FilingState.Accepted && f.DueOn < today);
        var missing = question.Period is { } asked && asked.Last.LastDay < today ? counties.Values.Where(c => filings.All(f => f.RegionCode != c.Code)).ToList() : [];
        var shown = filings
            .Where(f => (question.State is null || f.State == question.State) && (!question.Overdue || (f.State != FilingState.Accepted && f.DueOn < today)) && (question.County is null || f.RegionCode == question.County))
            .OrderBy(f => f.State == FilingState.Accepted).ThenBy(f => f.State == FilingState.Accepted ? DateOnly.MaxValue : f.DueOn).ThenByDescending(f => f.MovedUtc).ThenBy(f => f.RegionCode)
            .Skip((question.Page - 1) * PageSize).Take(PageSize).ToList();
        var lines = await LinesAsync(shown, counties, ct);
        if (question is { State: null, Overdue: false, Page: 1, Period: { } of })
        {
            lines.AddRange(missing.Where(c => question.County is null || c.Code == question.County).Select(c => new FilingLine { County = c, Period = of }));
        }

        var total = filings.Count(f => (question.State is null || f.State == question.State) && (!question.Overdue || (f.State != FilingState.Accepted && f.DueOn < today)) && (question.County is null || f.RegionCode == question.County));
        return new(lines, total, states, overdue, missing.Count);
    }

    /// <summary>Part-sheets of the caller's own body, the open ones first.</summary>
    public async Task<IReadOnlyList<PartLine>> PartsAsync(CancellationToken ct = default)
    {
        // Asked first and by itself: a filter that is passed anywhere in a query is passed in all of it.
        var parts = await db.FilingParts().AsNoTracking()
            .Select(part => new { part, Open = db.FilingReturns().Count(r => r.PartId == part.Id && r.Answer == null) }).ToListAsync(ct);
        var ids = parts.Select(p => p.part.FilingId).Distinct().ToList();
        var filings = await (
            from filing in db.Filings().IgnoreQueryFilters([IOrganizationRow.OrganizationFilter]).AsNoTracking()
            where ids.Contains(filing.Id)
            join county in db.Regions() on filing.RegionCode equals county.Code
            select new { filing, county.Name }).ToDictionaryAsync(f => f.filing.Id, ct);
        return
        [
            .. parts.Select(p => new PartLine(p.part, filings[p.part.FilingId].filing, filings[p.part.FilingId].Name, FilingDesk.Period(filings[p.part.FilingId].filing), p.Open))
                .OrderBy(l => l.Part.State == PartState.Signed).ThenByDescending(l => l.Filing.Period, StringComparer.Ordinal).ThenBy(l => l.Part.Id),
        ];
    }

    private async Task<List<FilingLine>> LinesAsync(List<CountyFiling> filings, Dictionary<long, Region> counties, CancellationToken ct)
    {
        var ids = filings.ConvertAll(f => f.Id);
        var parts = (await db.FilingParts().AsNoTracking().Where(p => ids.Contains(p.FilingId)).ToListAsync(ct)).ToLookup(p => p.FilingId);
        var returns = (await db.FilingReturns().AsNoTracking().Where(r => ids.Contains(r.FilingId) && r.Answer == null).GroupBy(r => r.FilingId)
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct)).ToDictionary(r => r.Key, r => r.Count);
        var waiting = (await db.FilingSupplements().AsNoTracking().Where(s => ids.Contains(s.FilingId) && s.TakenUtc == null).Select(s => s.FilingId).ToListAsync(ct)).ToHashSet();
        var stands = (await db.FilingSnapshots().AsNoTracking().Where(s => ids.Contains(s.FilingId) && s.PartId == null).GroupBy(s => s.FilingId)
            .Select(g => new { g.Key, Id = g.Max(s => s.Id) }).ToListAsync(ct)).ToDictionary(s => s.Key, s => s.Id);
        var scans = await ReadScans.StandingAsync(db, stands.Values, ct);
        return filings.ConvertAll(f => new FilingLine
        {
            Scan = stands.TryGetValue(f.Id, out var snapshot) ? scans.GetValueOrDefault(snapshot) : null,
            County = counties[f.RegionCode],
            Period = FilingDesk.Period(f),
            Filing = f,
            Lead = parts[f.Id].FirstOrDefault(p => p.IsLead)?.OrganizationName,
            Parts = parts[f.Id].Count(),
            SignedParts = parts[f.Id].Count(p => p.State == PartState.Signed),
            OpenReturns = returns.GetValueOrDefault(f.Id),
            SupplementWaits = waiting.Contains(f.Id),
        });
    }
}
