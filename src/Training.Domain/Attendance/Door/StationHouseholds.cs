using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Stations;

namespace Training.Domain.Attendance.Door;

/// <summary>The households of a station: those in which a regular of that day lives, each as the one it turned out to be.</summary>
internal static class StationHouseholds
{
    public static IQueryable<Household> Of(TrainingDbContext db, long stationId, DateOnly day) =>
        from household in db.Households()
        where household.CanonicalId == null
            && db.StationMembers().Any(m => m.StationId == stationId && m.FromDate <= day && (m.UntilDate == null || day < m.UntilDate)
                && db.People().Any(p => p.Id == m.PersonId && p.ErasedUtc == null
                    && (p.HouseholdId == household.Id || db.Households().Any(h => h.Id == p.HouseholdId && h.CanonicalId == household.Id))))
        select household;

    /// <summary>Everybody who lives in one of the households, or in one that turned out to be it, once each, with the household's id.</summary>
    public static IQueryable<Housed> People(TrainingDbContext db, IReadOnlyCollection<long> households) =>
        from person in db.People()
        join home in db.Households() on person.HouseholdId equals (long?)home.Id
        where households.Contains(home.CanonicalId ?? home.Id) && person.CanonicalId == null && person.ErasedUtc == null
        select new Housed { HouseholdId = home.CanonicalId ?? home.Id, Person = person };
}

internal sealed class Housed
{
    public long HouseholdId { get; init; }

    public required Person Person { get; init; }
}
