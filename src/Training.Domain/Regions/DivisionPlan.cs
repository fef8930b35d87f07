using Training.Domain.Shared;

namespace Training.Domain.Regions;

public sealed record RenamedDivision(DivisionLine Line, string Before);

public sealed record MovedDivision(DivisionLine Line, long? Before);

/// <param name="Successor">What it became, where the list itself leaves no doubt; otherwise an officer says it.</param>
public sealed record VanishedDivision(Region Region, DivisionLine? Successor);

/// <summary>
/// What a new official list would change in the register. Pure. A list speaks only for what it covers: the ranges of its topmost codes;
/// whatever else is known stays as it is.
/// </summary>
public sealed record DivisionPlan
{
    /// <summary>Endings by which a village or town changes its kind and stays the same place.</summary>
    private static readonly string[] Endings =
    [
        "社区居民委员会", "社区居委会", "村民委员会", "居民委员会", "村委会", "居委会", "社区", "村",
        "街道办事处", "街道", "镇", "乡", "区", "县",
    ];

    public required IReadOnlyList<DivisionLine> Added { get; init; }

    public required IReadOnlyList<RenamedDivision> Renamed { get; init; }

    public required IReadOnlyList<MovedDivision> Moved { get; init; }

    public required IReadOnlyList<DivisionLine> Returned { get; init; }

    public required IReadOnlyList<VanishedDivision> Vanished { get; init; }

    public required int Unchanged { get; init; }

    public bool ChangesSomething => Added.Count + Renamed.Count + Moved.Count + Returned.Count + Vanished.Count > 0;

    public static Result<DivisionPlan> Of(IReadOnlyDictionary<long, Region> known, IReadOnlyList<DivisionLine> lines)
    {
        var listed = lines.ToDictionary(line => line.Code);
        foreach (var line in lines)
        {
            if (line.ParentCode is { } parent && !listed.ContainsKey(parent) && !(known.TryGetValue(parent, out var above) && !above.IsFormer))
            {
                return new BadDivisionLine(line.Line, $"上级代码 {RegionCodes.Short(parent)} 不在表里");
            }
        }

        var added = new List<DivisionLine>();
        var renamed = new List<RenamedDivision>();
        var moved = new List<MovedDivision>();
        var returned = new List<DivisionLine>();
        foreach (var line in lines)
        {
            if (!known.TryGetValue(line.Code, out var region))
            {
                added.Add(line);
                continue;
            }

            if (region.IsFormer)
            {
                returned.Add(line);
            }
            else if (region.Name != line.Name)
            {
                renamed.Add(new RenamedDivision(line, region.Name));
            }

            if (!region.IsFormer && (region.ParentCode != line.ParentCode || region.Level != line.Level))
            {
                moved.Add(new MovedDivision(line, region.ParentCode));
            }
        }

        var covered = lines.Where(line => line.ParentCode is not { } parent || !listed.ContainsKey(parent)).Select(line => RegionCodes.RangeOf(line.Code)).ToList();
        var vanished = known.Values
            .Where(region => !region.IsFormer && !listed.ContainsKey(region.Code) && covered.Any(range => region.Code >= range.From && region.Code < range.Until))
            .OrderBy(region => region.Code).Select(region => new VanishedDivision(region, SuccessorOf(region, added))).ToList();
        return new DivisionPlan
        {
            Added = added, Renamed = renamed, Moved = moved, Returned = returned, Vanished = vanished,
            Unchanged = lines.Count - added.Count - returned.Count - renamed.Select(r => r.Line.Code).Union(moved.Select(m => m.Line.Code)).Count(),
        };
    }

    /// <summary>
    /// The one new division of the same level and city that has the same name, or failing that the same name but for its kind (村 → 社区).
    /// Two that fit are none: nothing is guessed.
    /// </summary>
    private static DivisionLine? SuccessorOf(Region region, List<DivisionLine> added)
    {
        var near = added.Where(line => line.Level == region.Level && RegionCodes.CityOf(line.Code) == RegionCodes.CityOf(region.Code)).ToList();
        var same = near.FindAll(line => line.Name == region.Name);
        var alike = same.Count > 0 ? same : near.FindAll(line => RegionCodes.CountyOf(line.Code) == RegionCodes.CountyOf(region.Code) && Stem(line.Name) == Stem(region.Name));
        return alike.Count == 1 ? alike[0] : null;
    }

    private static string Stem(string name) =>
        Endings.FirstOrDefault(ending => name.Length > ending.Length + 1 && name.EndsWith(ending, StringComparison.Ordinal)) is { } found ? name[..^found.Length] : name;
}
