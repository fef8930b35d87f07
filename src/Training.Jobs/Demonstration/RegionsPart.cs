using System.Globalization;
using Training.Domain.Regions;

namespace Training.Jobs.Demonstration;

/// <summary>Three villages that were merged at the start of the year: one whose successor the list showed, one that an officer named, one that is still open.</summary>
internal static class RegionsPart
{
    private static readonly DateOnly MergedOn = new(2026, 1, 1);

    private static readonly string[] Prefixes = ["前", "后", "小"];

    public static void Make(City city)
    {
        for (var i = 0; i < Prefixes.Length; i++)
        {
            var successor = city.Counties[i].Villages[0];
            var former = new Region { Code = Unused(city.Counties[i].Villages, successor), Name = "" };
            former.Take(new DivisionLine(0, former.Code, $"{Prefixes[i]}{successor.Name}", RegionLevel.Village, successor.ParentCode));
            (former.FormerFrom, former.SuccessorCode) = (MergedOn, i == 2 ? null : successor.Code);
            city.Rows.Regions.Add(former);
            Tell(city, former.Code, RegionChangeKind.Vanished, former.Name, i == 0 ? successor.Code : null, MergedOn);
            if (i == 1)
            {
                Tell(city, former.Code, RegionChangeKind.SuccessorNamed, null, successor.Code, MergedOn.AddDays(19));
            }
        }
    }

    /// <summary>The highest code of the same town that the list does not use.</summary>
    private static long Unused(IReadOnlyList<Region> villages, Region near)
    {
        var town = RegionCodes.At(near.Code, RegionLevel.Township);
        return Enumerable.Range(1, 998).Select(n => town + 999 - n).First(code => villages.All(village => village.Code != code));
    }

    private static void Tell(City city, long code, RegionChangeKind kind, string? before, long? after, DateOnly on) => city.Rows.RegionChanges.Add(new RegionChange
    {
        Id = city.Rows.Id<RegionChange>(), RegionCode = code, Kind = kind, Before = before, After = after?.ToString(CultureInfo.InvariantCulture), EffectiveOn = on,
        AtUtc = Training.Domain.Shared.ShanghaiTime.ToUtc(on, new TimeOnly(9, 30)),
    });
}
