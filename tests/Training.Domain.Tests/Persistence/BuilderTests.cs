using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Persistence;
using Training.Domain.Stations;
using Training.Testing;

namespace Training.Domain.Tests.Persistence;

/// <summary>What the builders make fits the database of every provider.</summary>
public class BuilderTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_month_of_every_kind_of_work_can_be_built(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        var day = new DateOnly(2026, 10, 14);
        await using (var db = database.Open())
        {
            var organization = await Some.OrganizationAsync(db);
            var station = await Some.StationAsync(db, with: s => s.OrganizationId = organization.Id);
            await Some.SuspensionAsync(db, station, new DateOnly(2026, 8, 1), new DateOnly(2026, 8, 20));
            var people = await Some.PeopleAsync(db, 35);
            await Some.MemberAsync(db, station, people[0]);
            var trainer = await Some.TrainerAsync(db);
            var worker = await Some.TrainerAsync(db, Domain.Trainers.TalentKind.SocialWorker, name: "韩社工");
            var session = await Some.SessionAsync(db, station, day, trainer);
            await Some.ClosedRollAsync(db, session, people, minutes: 62);
            var (file, learner) = await Some.HouseholdFileAsync(db, station, people[1]);
            await Some.HomeVisitAsync(db, file, trainer, day, learner);
            await Some.SocialWorkerPostAsync(db, station, worker);
            await Some.HelpServiceAsync(db, station, worker, day, [await Some.HouseholdAsync(db, people[2], people[3])]);
            await Some.LessonAsync(db, await Some.CourseAsync(db, trainer));
        }

        await using (var db = database.Open())
        {
            Assert.Equal(35, await db.RollEntries().CountAsync(e => e.Present && e.Month == Domain.Shared.Month.From(2026, 10)));
            Assert.Equal(35, (await db.RollEntries().Select(e => e.AttendeeKey).ToListAsync()).Distinct().Count());
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Two_tests_never_see_each_other(DatabaseProvider on)
    {
        await using var one = await TestDatabase.CreateAsync(on);
        await using var other = await TestDatabase.CreateAsync(on);
        await using var db = one.Open();
        await Some.StationAsync(db);

        await using var elsewhere = other.Open();
        Assert.False(await elsewhere.Stations().AnyAsync());
        Assert.True(await db.Stations().AnyAsync());
    }
}
