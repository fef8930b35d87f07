using Training.Domain.Households;
using Training.Domain.People;
using Training.Domain.Shared;

namespace Training.Jobs.Demonstration;

/// <summary>入户送学: household files, a file and a plan for each learner, and the visits of the year.</summary>
internal static class HomePart
{
    public static void Make(City city)
    {
        foreach (var station in city.Stations)
        {
            var dice = city.Dice.For($"home/{station.Station.Id}");
            var files = station.Trouble(TroubleKind.FewVisits) is not null ? dice.Between(7, 8) : dice.Chance(0.3) ? 11 : 10;
            var oldest = station.Households.Where(h => h.Members[0].CanonicalId is null).OrderBy(h => h.Members[0].BirthDate).Take(files * 3).ToList();
            foreach (var (household, members) in dice.Some(oldest, files))
            {
                MakeFile(city, station, household, members, dice);
            }
        }
    }

    private static void MakeFile(City city, CityStation station, Household household, List<Person> members, Dice dice)
    {
        var county = station.County.Definition;
        var opens = station.Station.InUseFrom!.Value > city.FirstDay ? station.Station.InUseFrom.Value : city.FirstDay;
        var screened = opens.AddDays(dice.Between(5, 40));
        var at = City.At(screened, 15, dice.Between(0, 50));
        var file = new HouseholdFile
        {
            Id = city.Rows.Id<HouseholdFile>(), Key = dice.Key(at), StationId = station.Station.Id, RegionCode = station.Station.RegionCode,
            HouseholdId = household.Id, ScreenedOn = screened,
        };
        city.Rows.HouseholdFiles.Add(file);
        var learners = new List<PersonFile>();
        foreach (var person in members.Take(dice.Chance(0.35) ? 2 : 1))
        {
            city.Vault.SetAddress(person, $"{station.Station.Address} 附近 {person.Building} {dice.Between(1, 90)}号");
            var isPlanned = dice.Chance(county.Planned);
            var learner = new PersonFile
            {
                Id = city.Rows.Id<PersonFile>(), HouseholdFileId = file.Id, StationId = file.StationId, RegionCode = file.RegionCode, PersonId = person.Id,
            };
            city.Vault.SetGround(person, learner, dice.Chance(county.Grounded)
                ? dice.Weighted<(EligibilityGround Ground, int Weight)>(
                    [(EligibilityGround.LimitedMobility, 6), (EligibilityGround.Disabled, 3), (EligibilityGround.LowSelfCare, 1)], g => g.Weight).Ground
                : null);
            city.Vault.SetPlan(
                person, learner, isPlanned ? dice.One(city.Definitions.Texts.Plans) : null, isPlanned ? screened.AddDays(dice.Between(1, 9)) : default);
            learners.Add(learner);
        }

        city.Rows.PersonFiles.AddRange(learners);
        city.Rows.Record($"household-file/{file.Key}", station.Coordinator.Id, "OpenHouseholdFile", at, after: new { learners = learners.Count, screened });

        // All are visited by the end of August, many again in autumn.
        var first = screened.AddDays(10);
        var spread = new DateOnly(screened.Year, 8, 28).DayNumber - first.DayNumber;
        Visit(city, station, file, learners, first.AddDays(dice.Between(0, spread)), VisitStatus.Completed, dice);
        if (dice.Chance(0.35))
        {
            Visit(city, station, file, learners, new DateOnly(screened.Year, 9, 1).AddDays(dice.Between(0, 80)), VisitStatus.Completed, dice);
        }

        if (dice.Chance(0.04))
        {
            Visit(city, station, file, learners, new DateOnly(screened.Year, 7, 1).AddDays(dice.Between(0, 130)), VisitStatus.Cancelled, dice);
        }

        if (dice.Chance(0.12))
        {
            Visit(city, station, file, learners, city.RecordedUntil.AddDays(dice.Between(2, 36)), VisitStatus.Planned, dice);
        }
    }

    private static void Visit(City city, CityStation station, HouseholdFile file, List<PersonFile> learners, DateOnly day, VisitStatus status, Dice dice)
    {
        var free = FreeOn(day);
        while (free.Count == 0 || !city.IsWorkingSeason(day) || day.DayOfWeek == DayOfWeek.Sunday || !station.IsOpen(day))
        {
            if (station.Station.TakenOffOn <= day || day > city.LastDay)
            {
                return;
            }

            day = day.AddDays(1);
            free = FreeOn(day);
        }

        if (status != VisitStatus.Planned && day > city.RecordedUntil)
        {
            return;
        }

        var county = station.County.Definition;
        var trainer = dice.One(free);
        trainer.Taken.Add((day, false));
        var isDone = status == VisitStatus.Completed;
        var started = City.At(day, 14, dice.Between(0, 11) * 5);
        var visit = new HomeVisit
        {
            Id = city.Rows.Id<HomeVisit>(), Key = dice.Key(started), HouseholdFileId = file.Id, StationId = file.StationId, RegionCode = file.RegionCode,
            TrainerId = trainer.Trainer.Id, PoolMembershipId = trainer.Stay.Id, Status = status, StartedUtc = started, Month = Month.Of(day),
            Minutes = !isDone ? 0 : IsCareless(county) && dice.Chance(0.06) ? dice.Between(45, 58) : dice.Between(60, 95),
            Content = dice.One(city.Definitions.Texts.Visits),
            Satisfaction = !isDone || dice.Chance(0.07) ? null
                : !dice.Chance(county.Satisfied) ? Satisfaction.Dissatisfied
                : dice.Chance(0.72) ? Satisfaction.Satisfied : Satisfaction.FairlySatisfied,
            Signed = isDone && (!IsCareless(county) || dice.Chance(0.98)),
        };
        city.Rows.HomeVisits.Add(visit);
        if (status != VisitStatus.Cancelled)
        {
            city.Rows.HomeVisitPeople.AddRange(learners.Select(l => new HomeVisitPerson { Id = city.Rows.Id<HomeVisitPerson>(), HomeVisitId = visit.Id, PersonFileId = l.Id }));
        }

        var (process, at) = status switch
        {
            VisitStatus.Completed => ("RecordVisit", started.AddMinutes(visit.Minutes + 20)),
            VisitStatus.Cancelled => ("CancelVisit", started.AddHours(-5)),
            _ => ("PlanVisit", city.RecordEndsUtc.AddHours(-30)),
        };
        city.Rows.Record($"home-visit/{visit.Key}", station.Coordinator.Id, process, at, after: new { visit.Status, visit.Minutes, learners = learners.Count });

        List<CityTrainer> FreeOn(DateOnly on) => [.. station.County.Professionals.Where(t => t.Trainer.InPoolOn(on) && !t.Taken.Contains((on, false)))];
    }

    /// <summary>Counties whose records are not all complete.</summary>
    public static bool IsCareless(CountyDefinition county) => county.Dips || county.Troubles.Any(t => t.Kind == TroubleKind.Unrecorded);
}
