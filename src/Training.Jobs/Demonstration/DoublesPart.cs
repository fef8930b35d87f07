using Training.Domain.People;

namespace Training.Jobs.Demonstration;

/// <summary>
/// People who were written down once more by somebody else: another way to write the name, another village, a slip in the birthday. Most
/// wait to be looked at, some were decided. Every row that was joined before has its decision too, so that it can be taken back.
/// </summary>
internal static class DoublesPart
{
    private static readonly (char, char)[] OtherWays = [('英', '瑛'), ('珍', '贞'), ('芝', '枝'), ('花', '华'), ('芳', '芬'), ('军', '君'), ('福', '富')];
    private static readonly string[] WhyMerged = ["电话问过本人，登记了两次", "拿身份证核对过", "家里人说是同一个人"];
    private static readonly string[] WhyApart = ["本人来过，是两个人", "问过村里，两家人碰巧同名", "年纪差得多，不是一个人"];

    public static void Make(City city)
    {
        foreach (var person in city.Rows.People)
        {
            // The machine has looked at the city as it was seeded; it looks again at whatever people change.
            person.AwaitsMatching = false;
        }

        foreach (var joined in city.Rows.People.Where(p => p.CanonicalId is not null).ToList())
        {
            var into = city.Rows.People.Single(p => p.Id == joined.CanonicalId);
            Merge(city, city.Dice.For($"joined/{joined.Id}"), joined, into, City.At(new DateOnly(2026, 4, 2), 16));
        }

        var number = 0;
        foreach (var station in city.Stations.Where((_, index) => index % 2 == 0))
        {
            var dice = city.Dice.For($"doubles/{station.Station.Id}");
            var first = dice.One(station.Regulars.Where(p => p.CanonicalId is null && p.BirthDate is not null && p.PhoneIndex is not null).ToList());
            WriteAgain(city, station, dice, first, number++);
        }
    }

    private static void WriteAgain(City city, CityStation station, Dice dice, Person first, int number)
    {
        var written = new DateOnly(2026, 5, 1).AddDays(dice.Between(0, 100));
        var elsewhere = city.Stations.First(s => s.Homes[0].Code / 1_000_000 != first.RegionCode / 1_000_000);
        var kind = number % 5;
        var region = kind is 2 ? station.Homes[^1].Code : kind is 3 ? elsewhere.Homes[0].Code : first.RegionCode;
        var born = kind is 1 && first.BirthDate!.Value.Day <= 18 ? first.BirthDate.Value.AddDays(10) : first.BirthDate;
        var again = NameMaker.Person(city.Rows, dice, kind is 0 ? OtherWay(first.Name) : first.Name, born, region, City.At(written, 10));
        again.AwaitsMatching = false;
        again.Building = kind is 2 or 3 ? null : first.Building;
        if (Training.Domain.Shared.MobileNumber.TryParse(city.Vault.Open(first.PhoneSealed!, first.KeySealed, Training.Domain.Shared.OpeningPurpose.Deliver), out var phone))
        {
            city.Vault.SetPhone(again, phone);
        }

        city.Rows.People.Add(again);
        if (MatchRules.Compare(Facts(first), Facts(again), namesakes: 2) is not { Bits: >= MatchRules.ProposedFrom } verdict)
        {
            return;
        }

        var match = new PersonMatch
        {
            Id = city.Rows.Id<PersonMatch>(), Key = dice.Key(City.At(written, 11)), FirstId = first.Id, SecondId = again.Id,
            RegionCode = first.RegionCode == again.RegionCode ? first.RegionCode : first.CountyCode == again.CountyCode ? first.CountyCode : city.Rows.TopRegion,
            Score = verdict.Score, Reasons = MatchReason.Write(verdict.Reasons), FoundUtc = City.At(written, 11), State = MatchState.Proposed,
        };
        city.Rows.PersonMatches.Add(match);
        if (number % 4 != 3 || kind is 3)
        {
            return;
        }

        match.DecidedUtc = City.At(written.AddDays(2), 15);
        match.DecidedBy = station.County.Officer.Id;
        if (number % 8 == 3)
        {
            again.CanonicalId = first.Id;
            match.State = MatchState.Merged;
            match.Why = Merge(city, dice, again, first, match.DecidedUtc.Value).Why;
        }
        else
        {
            (match.State, match.Why) = (MatchState.NotSame, dice.One(WhyApart));
        }
    }

    private static PersonMerge Merge(City city, Dice dice, Person from, Person into, DateTime at)
    {
        var merge = new PersonMerge
        {
            Id = city.Rows.Id<PersonMerge>(), Key = dice.Key(at), FromId = from.Id, IntoId = into.Id,
            RegionCode = from.RegionCode == into.RegionCode ? from.RegionCode : from.CountyCode == into.CountyCode ? from.CountyCode : city.Rows.TopRegion,
            AtUtc = at, ById = city.Counties.First(c => c.Definition.Code == into.CountyCode).Officer.Id, Why = dice.One(WhyMerged),
        };
        city.Rows.PersonMerges.Add(merge);
        return merge;
    }

    private static string OtherWay(string name)
    {
        foreach (var (one, other) in OtherWays)
        {
            if (name.IndexOf(one, 1) is > 0 and var at)
            {
                return name[..at] + other + name[(at + 1)..];
            }
        }

        return $"{name[..1]} {name[1..]}";
    }

    private static PersonFacts Facts(Person person) => new()
    {
        Id = person.Id, NameKey = person.NameKey, RegionCode = person.RegionCode, BirthDate = person.BirthDate, Building = person.Building,
        HouseholdId = person.HouseholdId, Phone = person.PhoneIndex, IdNumber = person.IdNumberIndex, Address = person.AddressIndex,
    };
}
