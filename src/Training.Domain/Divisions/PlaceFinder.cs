using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Sheets;

namespace Training.Domain.Divisions;

/// <summary>
/// Finds the division that a row of a sheet means, by its code or by the names of county, town and village, among those in force that the
/// caller reaches. A name may lack what names the kind (古城 for 古城村村民委员会) where that leaves one.
/// </summary>
public sealed class PlaceFinder
{
    private static readonly string[] Endings =
    [
        "社区居民委员会", "社区居委会", "村村民委员会", "村民委员会", "居民委员会", "村委会", "居委会", "社区", "街道办事处", "街道", "村", "镇", "乡",
    ];

    private readonly Dictionary<long, Region> known;
    private readonly List<Region> counties;
    private readonly ILookup<long, Region> below;

    private PlaceFinder(List<Region> regions)
    {
        known = regions.ToDictionary(r => r.Code);
        counties = regions.FindAll(r => r.Level == RegionLevel.County);
        below = regions.Where(r => r.ParentCode is not null).ToLookup(r => r.ParentCode!.Value);
    }

    /// <summary>Columns for the place, alike in every register.</summary>
    public static IReadOnlyList<SheetColumn> Columns(string villageKey, bool isRequired) =>
    [
        new("county", "县区") { Aliases = ["县（区）", "所属县区"], Hint = "只管一个县区的可以空着。", Example = "清丰县" },
        new("town", "乡镇（街道）") { Required = isRequired, Aliases = ["乡镇", "街道", "乡镇街道", "所属乡镇"], Example = "城关镇" },
        new(villageKey, "村（社区）") { Aliases = ["村", "社区", "村社区", "村居", "所属村", "所在村（社区）"], Hint = "和区划里的名字一样；“村民委员会”这样的尾巴可以不写。", Example = "古城村" },
    ];

    public static async Task<PlaceFinder> LoadAsync(TrainingDbContext db, CancellationToken ct = default)
    {
        var regions = await db.RegionsInForce().AsNoTracking().Where(r => r.Level >= RegionLevel.County || r.Level == RegionLevel.City).ToListAsync(ct);
        return new PlaceFinder(regions.FindAll(r => db.Scope.Holds(r.Code)));
    }

    public string NameOf(long code) => known.TryGetValue(code, out var region) ? region.Name : "";

    /// <summary>County, town and village of a place by the columns of <see cref="Columns"/>, as the export writes them.</summary>
    public (string County, string Town, string Village) NamesOf(long code) =>
        (NameOf(RegionCodes.CountyOf(code)),
            RegionCodes.LevelOf(code) >= RegionLevel.Township ? NameOf(RegionCodes.At(code, RegionLevel.Township)) : "",
            RegionCodes.LevelOf(code) is RegionLevel.Village ? NameOf(code) : "");

    /// <summary>Whether two ways of writing a name mean the same place; one may lack what names the kind.</summary>
    public static bool IsSame(string one, string other) => Stem(one) == Stem(other);

    public Result<long> Find(ImportRecord record, string villageKey)
    {
        var county = County(record["county"]);
        if (!county.Ok || record["town"] is not { } townName)
        {
            return county;
        }

        var town = Among(below[county.Value], townName, "town", $"{NameOf(county.Value)}里");
        return !town.Ok || record[villageKey] is not { } villageName ? town : Among(below[town.Value], villageName, villageKey, $"{NameOf(town.Value)}里");
    }

    public Result<long> County(string? name) =>
        name is not null ? Among(counties, name, "county", "您管的县区里")
        : counties.Count == 1 ? counties[0].Code
        : new RowRefused("“县区”没有填。", "county");

    private static Result<long> Among(IEnumerable<Region> regions, string name, string column, string where)
    {
        var wanted = CellReader.Level(name);
        var all = regions.ToList();
        var found = all.FindAll(r => CellReader.Level(r.Name) == wanted);
        if (found.Count == 0)
        {
            found = all.FindAll(r => Stem(r.Name) == Stem(name));
        }

        return found.Count switch
        {
            1 => found[0].Code,
            0 => new RowRefused($"{where}没有“{name}”。照“行政区划”里的名字写。", column),
            _ => new RowRefused($"{where}有 {found.Count} 个“{name}”：{string.Join('、', found.Select(r => r.Name))}。写全名。", column),
        };
    }

    private static string Stem(string name)
    {
        var stem = CellReader.Level(name);
        return Endings.FirstOrDefault(ending => stem.Length > ending.Length && stem.EndsWith(ending, StringComparison.Ordinal)) is { } found ? stem[..^found.Length] : stem;
    }
}
