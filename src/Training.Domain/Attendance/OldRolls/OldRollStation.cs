using Microsoft.EntityFrameworkCore;
using Training.Domain.Divisions;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Sheets;
using Training.Domain.Stations;

namespace Training.Domain.Attendance.OldRolls;

/// <summary>Which of the stations in reach a row means: by its name, and by its village where two have one name.</summary>
internal static class OldRollStation
{
    public static Result<Station> Of(ImportRecord record, IReadOnlyList<Station> stations, StationPlaces places)
    {
        if (record[OldRollImport.StationColumn] is not { } asked)
        {
            return stations.Count == 1 ? stations[0] : new RowRefused("写上是哪个站点。", OldRollImport.StationColumn);
        }

        var named = stations.Where(s => CellReader.Level(s.Name) == CellReader.Level(asked)).ToList();
        if (named.Count == 0)
        {
            return new RowRefused($"您负责的站点里没有“{asked}”。照站点名册上的名称写。", OldRollImport.StationColumn);
        }

        var where = string.Join('、', named.Select(s => places.Words(s.RegionCode)).Distinct());
        var place = record[OldRollImport.Place];
        var there = place is null ? named : named.FindAll(s => places.IsCalled(s.RegionCode, place));
        return there.Count switch
        {
            1 => there[0],
            0 => new RowRefused($"“{asked}”不在“{place}”，在{where}。", OldRollImport.Place),
            _ when there.DistinctBy(s => s.RegionCode).Count() > 1 =>
                new RowRefused($"有 {there.Count} 个站点都叫“{asked}”：{where}。在“站点所在村”一列写上是哪一个。", OldRollImport.Place),
            _ => new RowRefused($"{where}有 {there.Count} 个站点都叫“{asked}”，分不清。请县区先把站点的名称改得不一样。", OldRollImport.StationColumn),
        };
    }
}

/// <summary>Where stations are, in the words of the divisions. A coordinator reaches a village and not its town, and has to be told of both.</summary>
internal sealed class StationPlaces(IReadOnlyDictionary<long, string> names)
{
    public static async Task<StationPlaces> LoadAsync(TrainingDbContext db, IReadOnlyList<Station> stations, CancellationToken ct)
    {
        var codes = stations.SelectMany(s => (long[])[s.RegionCode, RegionCodes.At(s.RegionCode, RegionLevel.Township)]).Distinct().ToList();
        return new StationPlaces(await db.Regions().AsNoTracking().Where(r => codes.Contains(r.Code)).ToDictionaryAsync(r => r.Code, r => r.Name, ct));
    }

    public string Words(long code) => RegionCodes.LevelOf(code) == RegionLevel.Village ? $"{Town(code)}{Name(code)}" : Name(code);

    public bool IsCalled(long code, string name) => PlaceFinder.IsSame(name, Name(code)) || PlaceFinder.IsSame(name, Words(code));

    private string Town(long code) => Name(RegionCodes.At(code, RegionLevel.Township));

    private string Name(long code) => names.GetValueOrDefault(code, "");
}
