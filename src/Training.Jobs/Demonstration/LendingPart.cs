using Training.Domain.People;
using Training.Domain.Regions;

namespace Training.Jobs.Demonstration;

/// <summary>Four regulars of each county that another county sees: two for as long as it lasts, one until a day still to come, one whose time is over.</summary>
internal static class LendingPart
{
    private static readonly (int Station, string Why, DateOnly From, DateOnly? Until, string? Back)[] Cases =
    [
        (0, "跟女儿住，在那边的站点上课", new DateOnly(2026, 3, 2), null, null),
        (2, "在那边的医养中心长住照护", new DateOnly(2026, 5, 11), null, null),
        (3, "冬天到儿子家过冬", new DateOnly(2026, 11, 2), new DateOnly(2027, 4, 1), null),
        (4, "在那边康复两个月", new DateOnly(2026, 4, 7), new DateOnly(2026, 6, 15), "康复结束，回家了"),
    ];

    public static void Make(City city)
    {
        foreach (var (county, at) in city.Counties.Select((county, at) => (county, at)))
        {
            var neighbour = RegionCodes.At(city.Counties[(at + 1) % city.Counties.Count].Stations[0].Station.RegionCode, RegionLevel.County);
            foreach (var (station, why, from, until, back) in Cases.Where(c => c.Station < county.Stations.Count))
            {
                var person = county.Stations[station].Regulars[^1];
                var row = new PersonCounty { Id = city.Rows.Id<PersonCounty>(), PersonId = person.Id, CountyCode = neighbour, FromDate = from, UntilDate = until };
                city.Rows.PersonCounties.Add(row);
                city.Rows.Record(
                    person.AuditStream(), county.Officer.Id, nameof(LendPerson), City.At(from, 9, station),
                    after: new { row.CountyCode, row.FromDate, UntilDate = back is null ? until : null }, reason: why, region: person.RegionCode);
                if (back is not null)
                {
                    city.Rows.Record(
                        person.AuditStream(), county.Officer.Id, LendPerson.Ending, City.At(until!.Value, 9, station),
                        after: new { row.CountyCode, row.FromDate, row.UntilDate }, before: new { row.CountyCode, row.FromDate }, reason: back, region: person.RegionCode);
                }
            }
        }
    }
}
