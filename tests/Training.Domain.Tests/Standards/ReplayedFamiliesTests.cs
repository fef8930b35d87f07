using Training.Domain.Courses.Watching;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Testing;

namespace Training.Domain.Tests.Standards;

public class ReplayedFamiliesTests
{
    /// <summary>A household whose people together watched ten minutes of lessons in a month, signed in, was reached in that month; less was not.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task A_household_that_watched_ten_minutes_signed_in_was_reached(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        var lesson = await Some.LessonAsync(db, await Some.CourseAsync(db, await Some.TrainerAsync(db)));
        var (she, he, alone) = (await Some.PersonAsync(db, name: "王桂兰"), await Some.PersonAsync(db, name: "李福田"), await Some.PersonAsync(db, name: "没有户的人"));
        await Some.HouseholdAsync(db, she, he);
        var (march, april) = (Month.From(2026, 3), Month.From(2026, 4));
        foreach (var (person, month, minutes) in (IEnumerable<(long?, Month, int)>)[(she.Id, march, 9), (she.Id, april, 6), (he.Id, april, 4), (alone.Id, march, 60), (null, march, 60)])
        {
            db.WatchSittings().Add(new WatchSitting
            {
                Nonce = Guid.NewGuid(), LessonId = lesson.Id, PersonId = person, Month = month, OpenedUtc = month.StartUtc, LastUtc = month.StartUtc,
                AllowanceUtc = month.StartUtc, WatchedMs = minutes * 60_000,
            });
        }

        await db.SaveChangesAsync();

        var families = await new ServedFamilies(db).RunAsync(Places.Qingfeng, Month.From(2026, 1), Month.From(2026, 12));

        var reached = Assert.Single(families.Months);
        Assert.Equal((Places.Qingfeng, april, 1), (reached.CountyCode, reached.Month, reached.Total));
        Assert.Equal((1, 0), (families.From(ServiceSource.Replay), families.From(ServiceSource.Station)));
        Assert.Empty((await new ServedFamilies(db).RunAsync(Places.Hualong, Month.From(2026, 1), Month.From(2026, 12))).Months);
    }
}
