using Training.Domain.Households;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.People.Privacy;

namespace Training.Jobs.Demonstration;

/// <summary>The printed family: a regular of the station on show in whose home somebody was visited and, where there is one, helped.</summary>
internal static class FamilyPart
{
    public static void Make(City city, AccountMaker accounts)
    {
        var resident = Resident(city);
        var family = accounts.Add(city.Dice.For("family"), Roles.Family, "family", resident.Name, [resident.RegionCode]);
        family.PersonId = resident.Id;
        accounts.Print(family, Roles.Family, "报名听课、接着看视频、看自己家的档案；真用时凭手机验证码进");
    }

    /// <summary>Somebody of the staff opened a number, so that the family's own page shows it. After everything else in that person's history.</summary>
    public static void Open(City city)
    {
        var account = city.Rows.Accounts.Single(a => a.UserName == "family");
        var person = city.Rows.People.Single(p => p.Id == account.PersonId);
        city.Rows.Record(
            Person.AuditStream(person.Key), OnShow(city).Coordinator.Id, nameof(UnmaskPersonalValue), city.RecordEndsUtc.AddHours(-4),
            after: new { field = PersonalField.Phone, purpose = OpeningReason.TellOfClass }, region: person.RegionCode);
    }

    public static CityStation OnShow(City city) => city.Counties.Single(c => c.Definition.Code == 410922_000000).Stations[1];

    private static Person Resident(City city)
    {
        var own = OnShow(city);
        var files = city.Rows.HouseholdFiles.Where(f => f.StationId == own.Station.Id).ToDictionary(f => f.HouseholdId, f => f.Id);
        var visited = city.Rows.HomeVisits.Where(v => v.Status == VisitStatus.Completed).Select(v => v.HouseholdFileId).ToHashSet();
        var helped = city.Rows.HelpServiceHouseholds.Select(h => h.HouseholdId).ToHashSet();
        return own.Regulars.Where(p => p.CanonicalId is null && p.HouseholdId is { } home && files.TryGetValue(home, out var file) && visited.Contains(file))
            .OrderBy(p => p.PhoneSealed is null).ThenBy(p => !helped.Contains(p.HouseholdId!.Value)).ThenBy(p => p.Id).FirstOrDefault() ?? own.Regulars[0];
    }
}
