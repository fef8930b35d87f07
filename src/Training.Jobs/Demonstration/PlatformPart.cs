using Training.Domain.Courses;
using Training.Domain.Identity;

namespace Training.Jobs.Demonstration;

/// <summary>智慧助学: monthly self-checks of the course module and residents who signed in.</summary>
internal static class PlatformPart
{
    public static void Make(City city)
    {
        foreach (var county in city.Counties)
        {
            var dice = city.Dice.For($"platform/{county.Definition.Code}");
            var residents = county.Stations.SelectMany(s => s.Regulars).Where(p => p.CanonicalId is null).ToList();
            foreach (var month in city.Months)
            {
                var checkedOn = month.FirstDay.AddDays(14);
                if (checkedOn > city.RecordedUntil)
                {
                    break;
                }

                var isDown = county.Definition.ModuleDown.Contains(month.ToString());
                city.Rows.SelfChecks.Add(new ModuleSelfCheck
                {
                    Id = city.Rows.Id<ModuleSelfCheck>(), RegionCode = county.Definition.Code, CheckedUtc = City.At(checkedOn, 3, 10), Month = month,
                    Url = "/courses", Reachable = !isDown, Detail = isDown ? "打不开：县区专线中断" : "打得开",
                });
                var days = Enumerable.Range(0, month.LastDay.Day).Select(i => month.FirstDay.AddDays(i)).Where(d => d <= city.RecordedUntil).ToList();
                var count = (int)Math.Round(county.Definition.SignIns * (0.75 + (dice.Between(0, 50) / 100.0)));
                foreach (var person in dice.Some(residents, count))
                {
                    city.Rows.SignIns.Add(new ResidentSignIn
                    {
                        Id = city.Rows.Id<ResidentSignIn>(), PersonId = person.Id, RegionCode = person.RegionCode,
                        AtUtc = City.At(dice.One(days), dice.Between(7, 21), dice.Between(0, 59)), Month = month,
                    });
                }
            }
        }
    }
}
