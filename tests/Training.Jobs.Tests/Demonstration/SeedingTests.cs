using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Jobs.Demonstration;
using Training.Testing;

namespace Training.Jobs.Tests.Demonstration;

[Collection(nameof(SeededCity))]
public class SeedingTests(SeededCity city)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task The_same_seed_gives_the_same_logical_export_whatever_the_keys_and_the_day(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        var folder = new DataFolder(Directory.CreateTempSubdirectory("training-city-").FullName);
        try
        {
            Assert.True((await SeededCity.SeedAsync(database, folder, 1)).Ok);
            await using (var db = database.Open())
            {
                Assert.True(await new AddTodaysSessions(db, FakeClock.Shanghai(2027, 3, 3, 14)).RunAsync() > 3);
            }

            await using var one = city.Database.Open();
            await using var other = database.Open();
            var (said, again) = (await LogicalExport.HashesAsync(one), await LogicalExport.HashesAsync(other));
            Assert.Equal([], said.Where(table => again.GetValueOrDefault(table.Key) != table.Value).Select(table => table.Key));
            Assert.Equal(said.Keys, again.Keys);
        }
        finally
        {
            Directory.Delete(folder.Root, recursive: true);
        }
    }

    [Fact]
    public async Task Another_seed_gives_another_city_and_today_is_added_once_a_day()
    {
        await using var database = await TestDatabase.CreateAsync();
        var folder = new DataFolder(Directory.CreateTempSubdirectory("training-city-").FullName);
        try
        {
            Assert.True((await SeededCity.SeedAsync(database, folder, 2)).Ok);
            var clock = FakeClock.Shanghai(2026, 11, 22, 10);
            long seeded;
            await using (var db = database.Open())
            await using (var first = city.Database.Open())
            {
                Assert.NotEqual(await LogicalExport.HashAsync(first), await LogicalExport.HashAsync(db));
                seeded = await db.AuditEntries().MaxAsync(e => e.Id);
                Assert.True(await new AddTodaysSessions(db, clock).RunAsync() > 3);
            }

            await using (var db = database.Open())
            {
                var roll = await db.Rolls().SingleAsync(r => r.Status == RollStatus.Open);
                Assert.Equal(27, await RollCounts.PresentAsync(db, roll.Id));
                var session = await db.Sessions().SingleAsync(s => s.Id == roll.SessionId);
                Assert.Equal(SessionStatus.Running, session.Status);
                Assert.InRange((clock.UtcNow() - session.StartedUtc!.Value).TotalMinutes, 60, 64);
                clock.Advance(TimeSpan.FromMinutes(5));
                Assert.Equal(0, await new AddTodaysSessions(db, clock).RunAsync());
                Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
                var now = clock.UtcNow();
                Assert.Equal([], await db.AuditEntries().Where(e => e.Id > seeded && e.OccurredUtc > now).Select(e => e.Process).Distinct().ToListAsync());
            }
        }
        finally
        {
            Directory.Delete(folder.Root, recursive: true);
        }
    }

    [Fact]
    public async Task A_database_with_stations_of_its_own_is_refused_in_a_sentence()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var db = database.Open())
        {
            await Some.StationAsync(db);
        }

        var result = await SeededCity.SeedAsync(database, city.Folder, 1);
        Assert.False(result.Ok);
        Assert.Contains("1 个站点", result.Refusal!.Message, StringComparison.Ordinal);
        await using var after = database.Open();
        Assert.Equal(0, await after.Sessions().CountAsync());
    }
}
