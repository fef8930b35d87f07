using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Stations;
using Training.Web.Hosting;

namespace Training.Web.Features.Regions;

/// <param name="Below">Divisions in force directly under it.</param>
/// <param name="Stations">In use, within the reader's reach; null where it reaches nothing.</param>
/// <param name="People">In the register, within the reader's reach.</param>
public sealed record RegionLine(Region Region, string Above, int Below, int? Stations, int? People);

public sealed record RegionsPage(
    IReadOnlyList<Region> Path, Region? Here, string? Words, bool Former, IReadOnlyList<RegionLine> Lines, IReadOnlyDictionary<long, Region> Successors,
    int Total, int Number, int Size, int FormerCount)
{
    public PageOf Pages => new(Number, Size, Total, page => Address(page));

    private string Address(int page)
    {
        var asked = Former ? "former=true" : Words is not null ? $"words={Uri.EscapeDataString(Words)}" : $"under={RegionCodes.Short(Here!.Code)}";
        return page == 1 ? $"/regions?{asked}" : $"/regions?{asked}&page={page}";
    }
}

/// <param name="Typed">What was typed for the successor when it was refused.</param>
public sealed record RegionPage(
    IReadOnlyList<Region> Path, Region Region, Region? Successor, IReadOnlyList<Region> Became, IReadOnlyList<RegionChange> Changes, int? Stations, int? People,
    string? Typed = null);

/// <summary>Reads the tree of divisions with what stands and who lives in each, as far as the reader's scope reaches.</summary>
public sealed class RegionPages(TrainingDbContext db)
{
    public const int Size = 50;

    private const string Dots = "•・．.‧∙⋅";

    public async Task<RegionsPage?> ListAsync(string? under, string? words, bool former, int page, CancellationToken ct)
    {
        var top = await db.RegionsInForce().AsNoTracking().OrderBy(r => r.Level).ThenBy(r => r.Code).FirstOrDefaultAsync(r => r.Level == RegionLevel.City, ct);
        var here = under is null ? top : RegionCodes.TryParse(under, out var code) ? await db.Regions().AsNoTracking().SingleOrDefaultAsync(r => r.Code == code, ct) : null;
        if (here is null)
        {
            return null;
        }

        var asked = words?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, 60)] : null;
        var regions = former ? db.Regions().Where(r => r.FormerFrom != null)
            : asked is not null ? Search(asked)
            : db.RegionsInForce().Where(r => r.ParentCode == here.Code);
        var total = await regions.CountAsync(ct);
        var lines = await regions.AsNoTracking().OrderBy(r => r.Code).Skip((page - 1) * Size).Take(Size).ToListAsync(ct);
        var successors = lines.Where(r => r.SuccessorCode is not null).Select(r => r.SuccessorCode!.Value).ToList();
        return new RegionsPage(
            await PathAsync(here, ct), here, asked, former, await FiguresAsync(lines, ct),
            await db.Regions().AsNoTracking().Where(r => successors.Contains(r.Code)).ToDictionaryAsync(r => r.Code, ct),
            total, page, Size, await db.Regions().CountAsync(r => r.FormerFrom != null, ct));
    }

    public async Task<RegionPage?> OneAsync(long code, CancellationToken ct, string? typed = null)
    {
        if (await db.Regions().AsNoTracking().SingleOrDefaultAsync(r => r.Code == code, ct) is not { } region)
        {
            return null;
        }

        var figures = (await FiguresAsync([region], ct))[0];
        return new RegionPage(
            await PathAsync(region, ct), region,
            region.SuccessorCode is { } next ? await db.Regions().AsNoTracking().SingleOrDefaultAsync(r => r.Code == next, ct) : null,
            await db.Regions().AsNoTracking().Where(r => r.SuccessorCode == code).OrderBy(r => r.Code).ToListAsync(ct),
            await db.RegionChanges().AsNoTracking().Where(c => c.RegionCode == code).OrderByDescending(c => c.Id).Take(100).ToListAsync(ct),
            figures.Stations, figures.People, typed);
    }

    /// <summary>The division and what stands above it, from the top.</summary>
    private async Task<IReadOnlyList<Region>> PathAsync(Region region, CancellationToken ct)
    {
        var codes = Enumerable.Range(0, (int)region.Level + 1).Select(level => RegionCodes.At(region.Code, (RegionLevel)level)).ToList();
        return await db.Regions().AsNoTracking().Where(r => codes.Contains(r.Code) && r.Level != RegionLevel.Province).OrderBy(r => r.Level).ThenBy(r => r.Code).ToListAsync(ct);
    }

    /// <summary>By part of the name, by pinyin initials, or by the code as people write it.</summary>
    private IQueryable<Region> Search(string words)
    {
        if (words.All(char.IsAsciiDigit) && words.Length is 2 or 4 or 6 or 9 or 12)
        {
            _ = RegionCodes.TryParse(words, out var code);
            return db.Regions().Where(r => r.Code == code);
        }

        var folded = string.Concat(words.Select(c => Dots.Contains(c, StringComparison.Ordinal) ? '·' : c));
        var initials = words.ToLowerInvariant();
        return words.All(char.IsAsciiLetterOrDigit)
            ? db.RegionsInForce().Where(r => r.Initials.StartsWith(initials) || r.Name.Contains(words))
            : db.RegionsInForce().Where(r => r.Name.Contains(words) || r.Name.Contains(folded));
    }

    private async Task<IReadOnlyList<RegionLine>> FiguresAsync(List<Region> regions, CancellationToken ct)
    {
        if (regions.Count == 0)
        {
            return [];
        }

        var lines = new List<RegionLine>(regions.Count);
        var parents = regions.ConvertAll(r => r.Code);
        var above = regions.Where(r => r.ParentCode is not null).Select(r => r.ParentCode!.Value).Distinct().ToList();
        var names = await db.Regions().AsNoTracking().Where(r => above.Contains(r.Code)).ToDictionaryAsync(r => r.Code, r => r.Name, ct);
        var below = await db.RegionsInForce().Where(r => r.ParentCode != null && parents.Contains(r.ParentCode.Value))
            .GroupBy(r => r.ParentCode!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var stations = new Dictionary<long, int>();
        var people = new Dictionary<long, int>();
        foreach (var level in regions.GroupBy(r => RegionCodes.LevelOf(r.Code)))
        {
            var size = RegionCodes.RangeOf(level.First().Code) is var range ? range.Until - range.From : 1;
            var (from, until) = (level.Min(r => r.Code), level.Max(r => r.Code) + size);
            foreach (var row in await db.Stations().Where(s => s.Status == StationStatus.InUse && s.RegionCode >= from && s.RegionCode < until)
                .GroupBy(s => s.RegionCode - (s.RegionCode % size)).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct))
            {
                stations[row.Key] = row.Count;
            }

            foreach (var row in await db.People().Where(p => p.CanonicalId == null && p.RegionCode >= from && p.RegionCode < until)
                .GroupBy(p => p.RegionCode - (p.RegionCode % size)).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct))
            {
                people[row.Key] = row.Count;
            }
        }

        foreach (var region in regions)
        {
            var reached = Reaches(region);
            lines.Add(new RegionLine(
                region, region.ParentCode is { } parent ? names.GetValueOrDefault(parent, "") : "", below.GetValueOrDefault(region.Code),
                reached ? stations.GetValueOrDefault(region.Code) : null, reached ? people.GetValueOrDefault(region.Code) : null));
        }

        return lines;
    }

    /// <summary>Whether any code of the division lies within the reader's scope.</summary>
    private bool Reaches(Region region)
    {
        var range = RegionCodes.RangeOf(region.Code);
        return db.Scope.Holds(range.From) || db.Scope.Bounds.Any(bound => bound > range.From && bound < range.Until);
    }
}
