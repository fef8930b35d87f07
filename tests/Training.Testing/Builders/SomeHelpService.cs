using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.SocialWork;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Testing;

public static partial class Some
{
    /// <summary>The social worker is named for the station since the start of 2026.</summary>
    public static async Task<SocialWorkerPost> SocialWorkerPostAsync(TrainingDbContext db, Station station, Trainer worker) =>
        await SaveAsync(
            db,
            new SocialWorkerPost
            {
                StationId = station.Id, RegionCode = station.RegionCode, TrainerId = worker.Id, PoolMembershipId = await StayOfAsync(db, worker),
                FromDate = new DateOnly(2026, 1, 1),
            },
            null);

    public static async Task<HelpService> HelpServiceAsync(
        TrainingDbContext db, Station station, Trainer worker, DateOnly day, IEnumerable<Household> households, Action<HelpService>? with = null)
    {
        var service = await SaveAsync(
            db,
            new HelpService
            {
                Key = Guid.CreateVersion7(),
                StationId = station.Id,
                RegionCode = station.RegionCode,
                TrainerId = worker.Id,
                PoolMembershipId = await StayOfAsync(db, worker),
                Kind = HelpKind.Meals,
                HeldOn = day,
                Month = Month.Of(day),
                Note = "送餐到家",
            },
            with);
        db.HelpServiceHouseholds().AddRange(
            households.Select(h => new HelpServiceHousehold { HelpServiceId = service.Id, HouseholdId = h.Id }));
        await db.SaveChangesAsync();
        return service;
    }
}
