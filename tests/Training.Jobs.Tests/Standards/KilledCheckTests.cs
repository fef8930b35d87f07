using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Jobs.Tests.Work;
using Training.Testing;

namespace Training.Jobs.Tests.Standards;

public sealed class KilledCheckTests
{
    private const string Standing = "one batch is stored";

    private static readonly Month October = Month.From(2026, 10);

    [Theory, OnSqlite, OnPostgres]
    public async Task After_kill_9_between_two_batches_the_old_findings_stand_and_the_next_check_stores_the_new_ones(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using (var db = database.Open())
        {
            var people = await Some.PeopleAsync(db, 31);
            for (var n = 0; n < 3; n++)
            {
                await Some.ClosedRollAsync(db, await Some.SessionAsync(db, await Some.StationAsync(db, with: s => s.Name = $"第{n}站"), new DateOnly(2026, 10, 13)), people, 68);
            }

            Assert.True((await Check(db, 20_000).RunAsync(October, Places.City, Actor.Job)).Ok);
        }

        var before = await StoredAsync(database);
        await using (var db = database.Open())
        {
            await db.Sessions().ExecuteUpdateAsync(s => s.SetProperty(x => x.TaughtMinutes, 20));
        }

        await using (var process = RunningProcess.Start(typeof(KillableHost).Assembly.Location, "CHECK", provider.ToString(), database.ConnectionString))
        {
            await process.SaysAsync(Standing);
            await process.KillAsync();
        }

        Assert.Equal(before, await StoredAsync(database));
        await using var again = database.Open();
        var run = (await Check(again, 2).RunAsync(October, Places.City, Actor.Job)).Value!;
        Assert.True(run.Differences > 0);
        Assert.NotEqual(before, await StoredAsync(database));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task After_kill_9_between_two_batches_of_telling_nobody_was_told_and_the_next_night_each_is_told_once(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using (var db = database.Open())
        {
            for (var n = 0; n < 3; n++)
            {
                await CoordinatorAsync(db, await Some.StationAsync(db, with: s => s.Name = $"第{n}站"));
            }

            Assert.True((await Check(db, 20_000).RunAsync(October, Places.City, Actor.Job)).Ok);
        }

        await using (var process = RunningProcess.Start(typeof(KillableHost).Assembly.Location, "TELL", provider.ToString(), database.ConnectionString))
        {
            await process.SaysAsync(Standing);
            await process.KillAsync();
        }

        Assert.Empty(await ToldAsync(database));
        foreach (var told in (int[])[3, 0])
        {
            await using var db = database.Open();
            Assert.Equal(told, await Tell(db).RunAsync(October, Places.City));
            Assert.Equal(["第0站10月没有全达标", "第1站10月没有全达标", "第2站10月没有全达标"], await ToldAsync(database));
        }
    }

    /// <summary>In the process that is killed: never comes back.</summary>
    internal static async Task HangTellingAsync(DatabaseProvider provider, string connection)
    {
        await using var db = Open(provider, connection);
        using var forever = new ManualResetEventSlim();
        await Tell(db).RunAsync(October, Places.City, stations =>
        {
            if (stations == 2)
            {
                Console.WriteLine(Standing);
                forever.Wait();
            }
        });
    }

    /// <summary>In the process that is killed: never comes back.</summary>
    internal static async Task HangAsync(DatabaseProvider provider, string connection)
    {
        await using var db = Open(provider, connection);
        using var forever = new ManualResetEventSlim();
        var batches = 0;
        await Check(db, 2).RunAsync(October, Places.City, Actor.Job, percent =>
        {
            // The third: one has changed the counties, another the first stations.
            if (++batches == 3)
            {
                Console.WriteLine(Standing);
                forever.Wait();
            }
        });
    }

    private static TrainingDbContext Open(DatabaseProvider provider, string connection) => provider == DatabaseProvider.Sqlite
        ? new SqliteTrainingDbContext(new DbContextOptionsBuilder<SqliteTrainingDbContext>().For(provider, connection).Options, AccessScope.Everything)
        : new PostgresTrainingDbContext(new DbContextOptionsBuilder<PostgresTrainingDbContext>().For(provider, connection).Options, AccessScope.Everything);

    private static TellShortfalls Tell(TrainingDbContext db) => new(db, new(db), new Officers(db), FakeClock.Shanghai(2026, 11, 6)) { BatchStations = 1 };

    private static MonthlyCheck Check(TrainingDbContext db, int batchRows) => new(db, new(db), new(db), FakeClock.Shanghai(2026, 11, 6)) { BatchRows = batchRows };

    private static async Task<List<string>> ToldAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.InboxMessages().OrderBy(m => m.Title).Select(m => m.Title).ToListAsync();
    }

    private static async Task CoordinatorAsync(TrainingDbContext db, Station station)
    {
        var account = new Account { DisplayName = "李强", UserName = station.Name };
        db.Accounts().Add(account);
        await db.SaveChangesAsync();
        db.AccountRoleLinks().Add(new() { UserId = account.Id, RoleId = await db.AccountRoles().Where(r => r.Name == Roles.Coordinator).Select(r => r.Id).SingleAsync() });
        db.AccountStations().Add(new() { AccountId = account.Id, StationId = station.Id });
        await db.SaveChangesAsync();
    }

    private static async Task<List<string>> StoredAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.Findings().OrderBy(f => f.Id).Select(f => f.Id + " " + f.ItemCode + " " + f.Reading + " " + f.StationId + " " + f.State + " " + f.Numerator).ToListAsync();
    }
}
