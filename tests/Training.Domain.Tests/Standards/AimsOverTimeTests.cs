using Training.Domain.Persistence;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Domain.Trainers;
using Training.Testing;

namespace Training.Domain.Tests.Standards;

/// <summary>The four aims as they stood on the last day of each month.</summary>
public sealed class AimsOverTimeTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_station_counts_from_its_day_until_it_is_taken_off_and_not_while_it_is_suspended(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        await Some.StationAsync(db, with: s => s.ModelYear = 2025);
        await Some.StationAsync(db, with: s => (s.Kind, s.InUseFrom, s.TakenOffOn) = (StationKind.StreetElderCare, new DateOnly(2026, 2, 28), new DateOnly(2026, 4, 30)));
        var suspended = await Some.StationAsync(db, with: s => s.ModelYear = 2027);
        await Some.SuspensionAsync(db, suspended, new DateOnly(2026, 2, 20), new DateOnly(2026, 3, 31));
        await Some.TrainerAsync(db, TalentKind.Nursing);
        await Some.TrainerAsync(db, TalentKind.Volunteer);
        var months = await new AimsOverTime(db, FakeClock.Shanghai(2026, 5, 10)).RunAsync(Places.City, 2026);
        Assert.Equal(
            ["1 2 0 1", "2 2 1 1", "3 3 1 1", "4 2 0 1", "5 2 0 1"],
            months.Select(m => $"{m.Month.MonthOfYear} {m.AllStations} {m.Stations[StationKind.StreetElderCare]} {m.ModelSites}"));
        Assert.Equal(new DateOnly(2026, 5, 10), months[^1].Day);
        Assert.All(months, m => Assert.Equal((1, 1), (m.Lecturers, m.SocialWorkersAndVolunteers)));
    }
}
