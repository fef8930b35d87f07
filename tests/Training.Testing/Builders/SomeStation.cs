using Training.Domain.Persistence;
using Training.Domain.Stations;

namespace Training.Testing;

/// <summary>
/// Makes things that are right in every respect that a test does not speak of, saves them and gives them back. What the test is about it
/// changes in <c>with</c>.
/// </summary>
public static partial class Some
{
    /// <summary>A day-care centre that has been in use since the start of 2026.</summary>
    public static async Task<Station> StationAsync(
        TrainingDbContext db, long region = Places.QingfengVillage, Action<Station>? with = null)
    {
        var station = new Station
        {
            Key = Guid.CreateVersion7(),
            Name = "古城日间照料中心",
            Kind = StationKind.CommunityDayCare,
            RegionCode = region,
            Capacity = 60,
            Status = StationStatus.InUse,
            InUseFrom = new DateOnly(2026, 1, 1),
        };
        return await SaveAsync(db, station, with);
    }

    public static async Task<StationSuspension> SuspensionAsync(TrainingDbContext db, Station station, DateOnly from, DateOnly? until = null) =>
        await SaveAsync(
            db,
            new StationSuspension { StationId = station.Id, RegionCode = station.RegionCode, FromDate = from, UntilDate = until, Reason = "房屋维修" },
            null);

    public static async Task<StationMember> MemberAsync(TrainingDbContext db, Station station, Domain.People.Person person) =>
        await SaveAsync(
            db,
            new StationMember { StationId = station.Id, RegionCode = station.RegionCode, PersonId = person.Id, FromDate = new DateOnly(2026, 1, 1) },
            null);

    private static async Task<T> SaveAsync<T>(TrainingDbContext db, T thing, Action<T>? with)
        where T : class
    {
        with?.Invoke(thing);
        db.Add(thing);
        await db.SaveChangesAsync();
        return thing;
    }
}
