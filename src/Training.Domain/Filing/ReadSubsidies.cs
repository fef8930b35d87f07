using Microsoft.EntityFrameworkCore;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.Filing;

public sealed record SubsidyQuestion
{
    public int? Year { get; init; }

    public long? County { get; init; }

    public SubsidyFund? Fund { get; init; }

    /// <summary>Key of the filing.</summary>
    public Guid? Filing { get; init; }
}

/// <summary>One line of the ledger with the names it is read by.</summary>
public sealed record SubsidyLine(SubsidyEntry Entry, string County, string Body, CountyFiling Filing);

/// <summary>Lines and their sums; struck ones are listed and not summed.</summary>
public sealed record SubsidyLedger(IReadOnlyList<SubsidyLine> Lines)
{
    private IEnumerable<SubsidyLine> Holding => Lines.Where(l => l.Entry.StruckUtc is null);

    public decimal Total => Holding.Sum(l => l.Entry.Amount);

    public IReadOnlyList<(SubsidyFund Fund, decimal Amount)> ByFund => [.. Holding.GroupBy(l => l.Entry.Fund).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(l => l.Entry.Amount)))];

    public IReadOnlyList<(string County, decimal Amount)> ByCounty =>
        [.. Holding.GroupBy(l => (l.Entry.RegionCode, l.County)).OrderBy(g => g.Key.RegionCode).Select(g => (g.Key.County, g.Sum(l => l.Entry.Amount)))];
}

/// <summary>Reads the ledger within the caller's reach: a body its own lines, a county its own, the city and its finance bureau all.</summary>
public sealed class ReadSubsidies(TrainingDbContext db)
{
    public async Task<SubsidyLedger> RunAsync(SubsidyQuestion question, CancellationToken ct = default)
    {
        var first = question.Year is { } year ? new DateOnly(year, 1, 1) : DateOnly.MinValue;
        var until = question.Year is { } of ? new DateOnly(of, 12, 31) : DateOnly.MaxValue;
        var codes = question.County is { } county ? RegionCodes.RangeOf(county) : new CodeRange(0, long.MaxValue);
        var rows = await (
            from entry in db.SubsidyEntries().AsNoTracking()
            where entry.DecidedOn >= first && entry.DecidedOn <= until && entry.RegionCode >= codes.From && entry.RegionCode < codes.Until
            where question.Fund == null || entry.Fund == question.Fund
            join region in db.Regions() on entry.RegionCode equals region.Code
            join body in db.Organizations() on entry.OrganizationId equals body.Id
            orderby entry.DecidedOn descending, entry.Id descending
            select new { entry, region.Name, Body = body.Name }).ToListAsync(ct);

        // The filing of a line is read by whoever reads the line, also when another body leads it.
        var ids = rows.Select(r => r.entry.FilingId).Distinct().ToList();
        var filings = await db.Filings().IgnoreQueryFilters([IOrganizationRow.OrganizationFilter]).AsNoTracking().Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, ct);
        return new([.. rows.Select(r => new SubsidyLine(r.entry, r.Name, r.Body, filings[r.entry.FilingId])).Where(l => question.Filing is not { } key || l.Filing.Key == key)]);
    }
}
