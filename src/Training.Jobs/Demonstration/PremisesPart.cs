using Training.Domain.Regions;
using Training.Domain.Stations;

namespace Training.Jobs.Demonstration;

/// <summary>What the register tells of each station: whose premises, what is there, when it opens, where it stands. Dice of its own, so the rest of the city stays as it was.</summary>
internal static class PremisesPart
{
    private static readonly DayOfWeek[] Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    private static readonly PremisesItem[] Musts = [.. ChecklistLine.All.Where(line => line.Must).Select(line => line.Item)];

    public static void Make(City city)
    {
        foreach (var station in city.Rows.Stations)
        {
            var dice = city.Dice.For($"premises/{station.Id}");
            var county = city.Counties.Single(c => c.Definition.Code == RegionCodes.CountyOf(station.RegionCode));
            station.Initials = StationInitials.Of(station.Name);
            Host(station, county);
            station.Hours = dice.Chance(0.7)
                ? new ServiceHours { Days = Weekdays, Opens = new(8, 30), Closes = new(17, 30), Note = "中午 12:00 到 14:30 休息" }
                : new ServiceHours { Days = [.. Weekdays, DayOfWeek.Saturday], Opens = new(9, 0), Closes = new(17, 0) };
            Premises(station, dice);
            Place(station, county, city, dice);
        }
    }

    private static void Host(Station station, CityCounty county)
    {
        var place = county.Towns.Concat(county.Villages).Single(region => region.Code == station.RegionCode);
        var town = county.Towns.Single(region => region.Code == RegionCodes.At(station.RegionCode, RegionLevel.Township));
        (station.HostName, station.HostKind) = place.Level == RegionLevel.Village
            ? (place.Name, HostKind.VillageCommittee)
            : (place.Name.EndsWith("街道", StringComparison.Ordinal) ? $"{place.Name}办事处" : $"{place.Name}人民政府", HostKind.TownOffice);
        // 五（一）: demonstration networks are built of streets and towns.
        station.Network = town.Name.EndsWith("街道", StringComparison.Ordinal) || town == county.Towns[0] ? $"{town.Name}示范性社区养老服务网络" : null;
    }

    private static void Premises(Station station, Dice dice)
    {
        var asked = ChecklistLine.All.Select(line => line.Item).Except(Musts).ToList();
        var has = asked.Where(_ => dice.Chance(0.72)).ToList();
        var lacks = asked.Except(has).Where(_ => dice.Chance(0.8)).ToList();
        var area = dice.Between(12, 60) * 10;
        var small = station.Status == StationStatus.Rejected;
        station.Premises = new Premises
        {
            Area = area,
            TeachingArea = small ? 18 : Math.Min(area, station.Capacity * dice.Between(11, 16) / 10),
            Has = [.. (small ? Musts.Where(item => item != PremisesItem.Seats) : Musts).Concat(has).Order()],
            Lacks = [.. (small ? lacks.Append(PremisesItem.Seats) : lacks).Order()],
        };
    }

    private static void Place(Station station, CityCounty county, City city, Dice dice)
    {
        // Stations of one town lie near each other; a proposal may not have been placed yet.
        var town = city.Dice.For($"town/{RegionCodes.At(station.RegionCode, RegionLevel.Township)}");
        var (angle, far) = (town.Between(0, 359) * Math.PI / 180, Math.Sqrt(town.Between(0, 100) / 100d) * county.Definition.Spread);
        var (east, north) = (dice.Between(-16, 16) / 1000d, dice.Between(-12, 12) / 1000d);
        if (station.Status is not (StationStatus.Proposed or StationStatus.Rejected) || dice.Chance(0.5))
        {
            station.Longitude = Math.Round(county.Definition.Longitude + (Math.Cos(angle) * far * 1.2) + east, 4);
            station.Latitude = Math.Round(county.Definition.Latitude + (Math.Sin(angle) * far) + north, 4);
        }
    }
}
