using System.Globalization;
using Training.Domain.People;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Jobs.Demonstration;

/// <summary>Who comes to the stations: households of one to four, regulars and others, people with hard names, and people written down twice.</summary>
internal static class PeoplePart
{
    private static readonly double[] SizeWeights = [0.52, 0.35, 0.1, 0.03];

    public static void Make(City city)
    {
        var names = new NameMaker(city.Definitions.Names);
        foreach (var station in city.Stations)
        {
            var dice = city.Dice.For($"people/{station.Station.Id}");
            var (regulars, others) = (dice.Between(150, 200), dice.Between(45, 75));
            while (station.Regulars.Count + station.Others.Count < regulars + others)
            {
                MakeHousehold(city, station, station.Regulars.Count < regulars ? station.Regulars : station.Others, names, dice);
            }

            if (dice.Chance(0.2))
            {
                WriteTwice(city, station, dice);
            }
        }

        MakeHardNames(city);
        foreach (var station in city.Stations)
        {
            var dice = city.Dice.For($"regulars/{station.Station.Id}");
            station.Members.AddRange(station.Regulars.Take(dice.Between(34, 45)).Union(station.Awaited.Where(station.Regulars.Contains)));
            city.Rows.StationMembers.AddRange(station.Members.Select(p => new StationMember
            {
                Id = city.Rows.Id<StationMember>(), StationId = station.Station.Id, RegionCode = station.Station.RegionCode,
                PersonId = p.Id, FromDate = station.Station.InUseFrom!.Value.AddDays(dice.Between(0, 60)),
            }));
        }
    }

    private static void MakeHousehold(City city, CityStation station, List<Person> into, NameMaker names, Dice dice)
    {
        var isVillageOnly = station.Station.RegionCode == station.Homes[0].Code;
        var home = isVillageOnly ? dice.Weighted(station.Homes, h => h == station.Homes[0] ? 96 : 2) : dice.One(station.Homes);
        var made = City.At(station.Station.InUseFrom!.Value, 9, dice.Between(0, 59));
        var household = AddHousehold(city, home, dice, made);
        var size = 1 + Array.IndexOf(SizeWeights, dice.Weighted(SizeWeights, w => w));
        var woman = dice.Chance(0.62);
        var building = BuildingOf(city, station, home, dice);
        var headBorn = dice.Around(1955, 7, 1936, 1970);
        var manSurname = names.Surname(dice);
        var members = new List<Person>();
        for (var i = 0; i < size; i++)
        {
            var (name, born) = i switch
            {
                0 => (names.Elder(dice, woman, woman ? null : manSurname), headBorn),
                1 => (names.Elder(dice, !woman, woman ? manSurname : null), headBorn + dice.Between(-4, 4)),
                _ => (manSurname + names.Younger(dice)[1..], headBorn + dice.Between(22, 33)),
            };
            var birth = new DateOnly(Math.Clamp(born, 1936, 1990), dice.Between(1, 12), dice.Between(1, 28));
            members.Add(Add(city, station, into, household, NameMaker.Person(city.Rows, dice, name, birth, home.Code, made), building));
        }

        if (dice.Chance(0.78))
        {
            city.Vault.SetPhone(members[0], Phone(members[0].Id, dice));
        }

        if (size > 1 && dice.Chance(0.55))
        {
            city.Vault.SetPhone(members[1], Phone(members[1].Id, dice));
        }

        station.Households.Add((household, members));
    }

    private static Household AddHousehold(City city, Region home, Dice dice, DateTime madeUtc)
    {
        var household = new Household { Id = city.Rows.Id<Household>(), Key = dice.Key(madeUtc), RegionCode = home.Code };
        city.Rows.Households.Add(household);
        return household;
    }

    private static Person Add(City city, CityStation station, List<Person> into, Household household, Person person, string building)
    {
        person.HouseholdId = household.Id;
        person.Building = building;
        city.Rows.People.Add(person);
        city.Rows.HouseholdMembers.Add(new HouseholdMember
        {
            Id = city.Rows.Id<HouseholdMember>(), HouseholdId = household.Id, PersonId = person.Id, FromDate = station.Station.InUseFrom!.Value,
        });
        into.Add(person);
        return person;
    }

    /// <summary>Numbers that begin with 154 are given to nobody, so that no demonstration rings a stranger.</summary>
    private static MobileNumber Phone(long person, Dice dice)
    {
        MobileNumber.TryParse(string.Create(CultureInfo.InvariantCulture, $"154{person % 10_000:0000}{dice.Between(0, 9999):0000}"), out var number);
        return number!;
    }

    private static string BuildingOf(City city, CityStation station, Region home, Dice dice)
    {
        var texts = city.Definitions.Texts;
        var place = PlacesPart.ShortName(home);
        if (station.IsVillage || home.Name.Contains("村", StringComparison.Ordinal))
        {
            return home == station.Homes[0] && station.Station.RegionCode == home.Code ? dice.One(texts.VillageCorners) : $"{place} {dice.One(texts.VillageCorners)}";
        }

        return $"{string.Format(CultureInfo.InvariantCulture, dice.One(texts.Estates), place)} {dice.Between(1, 28)}号楼";
    }

    /// <summary>One person on two rows that somebody has already joined.</summary>
    private static void WriteTwice(City city, CityStation station, Dice dice)
    {
        var first = dice.One(station.Regulars);
        var again = NameMaker.Person(city.Rows, dice, first.Name, null, first.RegionCode, City.At(new DateOnly(2026, 3, 10), 9));
        city.Rows.People.Add(again);
        (again.Building, again.HouseholdId, again.CanonicalId) = (first.Building, first.HouseholdId, first.Id);
        station.Others.Add(again);
        station.Awaited.Add(again);
        city.Rows.Record(
            $"person/{first.Key}", station.Coordinator.Id, "MergePersons", City.At(new DateOnly(2026, 4, 2), 16), after: new { merged = again.Key }, reason: "同一个人登记了两次");
    }

    /// <summary>The names of the list go to stations of several counties, nine a station, each in a household of its own.</summary>
    private static void MakeHardNames(City city)
    {
        var dice = city.Dice.For("hard-names");
        var hosts = city.Counties.Where(c => c.Definition.Code != 410922_000000).SelectMany(c => c.Stations.Skip(c.Definition.Street / 2).Take(2)).ToList();
        var byName = new Dictionary<string, Person>();
        for (var i = 0; i < city.Definitions.HardNames.Count; i++)
        {
            var hard = city.Definitions.HardNames[i];
            var host = (i / 9) + (hard.Why.Contains("other county", StringComparison.Ordinal) ? 2 : 0);
            var station = hosts[host % hosts.Count];
            var made = City.At(station.Station.InUseFrom!.Value, 10);
            var person = NameMaker.Person(
                city.Rows, dice, hard.Name, new DateOnly(dice.Between(1938, 1975), dice.Between(1, 12), dice.Between(1, 28)), station.Homes[0].Code, made);
            var household = AddHousehold(city, station.Homes[0], dice, made);
            Add(city, station, station.Regulars, household, person, BuildingOf(city, station, station.Homes[0], dice));
            station.Households.Add((household, [person]));
            station.Awaited.Add(person);
            if (hard.Why.StartsWith("same person", StringComparison.Ordinal) && CanonicalOf(hard) is { } canonical)
            {
                person.CanonicalId = canonical.Id;
                person.HouseholdId = canonical.HouseholdId;
            }

            byName.TryAdd(hard.Name, person);
        }

        Person? CanonicalOf(HardName hard) =>
            hard.Name.StartsWith("阿卜杜热合曼", StringComparison.Ordinal) ? byName.GetValueOrDefault("阿卜杜热合曼·阿卜杜拉")
            : hard.Name.EndsWith("天宝", StringComparison.Ordinal) ? byName.GetValueOrDefault("䶮天宝")
            : byName.GetValueOrDefault("李明");
    }
}
