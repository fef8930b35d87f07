using Training.Domain.Households;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Testing;

public static partial class Some
{
    /// <summary>A file for the household and one, with ground and plan, for the person.</summary>
    public static async Task<(HouseholdFile File, PersonFile Learner)> HouseholdFileAsync(
        TrainingDbContext db, Station station, Person person, Action<PersonFile>? with = null)
    {
        var household = person.HouseholdId ?? (await HouseholdAsync(db, person)).Id;
        var file = await SaveAsync(
            db,
            new HouseholdFile
            {
                Key = Guid.CreateVersion7(),
                StationId = station.Id,
                RegionCode = station.RegionCode,
                HouseholdId = household,
                ScreenedOn = new DateOnly(2026, 2, 1),
            },
            null);
        var learner = await SaveAsync(
            db,
            new PersonFile
            {
                HouseholdFileId = file.Id,
                StationId = station.Id,
                RegionCode = station.RegionCode,
                PersonId = person.Id,
                GroundReading = GroundReading.Annex,
                PlannedOn = new DateOnly(2026, 2, 2),
            },
            with);
        return (file, learner);
    }

    /// <summary>A completed, signed visit of an hour with a satisfied family.</summary>
    public static async Task<HomeVisit> HomeVisitAsync(
        TrainingDbContext db, HouseholdFile file, Trainer trainer, DateOnly day, PersonFile? learner = null, Action<HomeVisit>? with = null)
    {
        var start = ShanghaiTime.ToUtc(day, new TimeOnly(15, 0));
        var visit = await SaveAsync(
            db,
            new HomeVisit
            {
                Key = Guid.CreateVersion7(),
                HouseholdFileId = file.Id,
                StationId = file.StationId,
                RegionCode = file.RegionCode,
                TrainerId = trainer.Id,
                PoolMembershipId = await StayOfAsync(db, trainer),
                Status = VisitStatus.Completed,
                StartedUtc = start,
                Minutes = 60,
                Month = Month.Of(start),
                Content = "床上翻身与拍背",
                Satisfaction = Satisfaction.Satisfied,
                Signed = true,
            },
            with);
        if (learner is not null)
        {
            db.HomeVisitPeople().Add(new HomeVisitPerson { HomeVisitId = visit.Id, PersonFileId = learner.Id });
            await db.SaveChangesAsync();
        }

        return visit;
    }
}
