using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Work;
using Training.Testing;

namespace Training.Jobs.Tests.Work;

public sealed class RecoveryTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("training-jobs-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task After_kill_9_the_next_start_takes_the_running_item_up_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        var id = await KillableHost.EnqueueAsync(database);
        await using (var process = RunningProcess.Start(typeof(KillableHost).Assembly.Location, "Sqlite", data, database.ConnectionString))
        {
            await database.ItemWhenAsync(id, w => w.Progress == 40);
            await process.KillAsync();
        }

        Assert.Equal(WorkStatus.Running, (await database.ItemAsync(id)).Status);
        await using var jobs = await RunningJobs.StartAsync(
            database, Scripts.Handler(KillableHost.Kind, (_, _, _) => Task.FromResult(WorkOutcome.Succeeded("第二遍"))), data: data);

        var done = await database.ItemWhenAsync(id, WorkStatus.Succeeded);
        Assert.Equal(2, done.Attempts);
        var runs = await database.RunsAsync(id);
        Assert.Equal([(WorkStatus.Failed, "做到一半程序停了。"), (WorkStatus.Succeeded, null)], runs.Select(r => (r.Status, r.Error)));
    }

    [Fact]
    public async Task An_item_that_kills_the_process_each_time_ends_as_failed()
    {
        await using var database = await TestDatabase.CreateAsync();
        long id;
        await using (var db = database.Open())
        {
            db.WorkItems().Add(new WorkItem
            {
                Kind = "test", Title = "一项任务", Status = WorkStatus.Running, Attempts = WorkRules.MostStarts, MaxAttempts = 3,
                EnqueuedUtc = TimeProvider.System.UtcNow(), NotBeforeUtc = TimeProvider.System.UtcNow(), HeartbeatUtc = TimeProvider.System.UtcNow(),
            });
            await db.SaveChangesAsync();
            id = await db.WorkItems().Select(w => w.Id).SingleAsync();
        }

        await using var jobs = await RunningJobs.StartAsync(database, Scripts.Handler("test", (_, _, _) => Task.FromResult(WorkOutcome.Succeeded())), data: data);
        Assert.Equal((WorkStatus.Failed, "做到一半程序停了。"), await StateAsync(database, id));
    }

    [Fact]
    public async Task Stopping_in_order_gives_the_item_back_without_counting_the_attempt()
    {
        await using var database = await TestDatabase.CreateAsync();
        long id;
        await using (var jobs = await RunningJobs.StartAsync(database, Scripts.Handler("test", Endless), data: data))
        {
            id = await jobs.EnqueueAsync("test", maxAttempts: 1);
            await database.ItemWhenAsync(id, WorkStatus.Running);
        }

        Assert.Equal(WorkStatus.Queued, (await database.ItemAsync(id)).Status);
        await using var again = await RunningJobs.StartAsync(database, Scripts.Handler("test", (_, _, _) => Task.FromResult(WorkOutcome.Succeeded())), data: data);
        await database.ItemWhenAsync(id, WorkStatus.Succeeded);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_runner_without_a_heartbeat_loses_its_item_and_can_write_nothing_more(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        var clock = FakeClock.Ordinary();
        await using var db = database.Open();
        var ledger = new WorkLedger(db, new WorkPace(), clock);
        var item = new WorkQueue(new WorkSignal(), clock).Enqueue(db, "test", 1, "一项任务");
        await db.SaveChangesAsync();
        Assert.Equal(1, (await ledger.ClaimAsync(item.Id, "甲"))!.Attempts);
        Assert.Null(await ledger.ClaimAsync(item.Id, "乙"));
        Assert.True(await ledger.BeatAsync(item.Id, 1, 30, "一步", null));

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await ledger.PutBackStalledAsync());
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await ledger.PutBackStalledAsync());

        Assert.Equal(2, (await ledger.ClaimAsync(item.Id, "乙"))!.Attempts);
        Assert.False(await ledger.BeatAsync(item.Id, 1, 99, "一步", null));
        Assert.False(await ledger.SucceedAsync(item.Id, 1, "甲做的"));
        Assert.True(await ledger.SucceedAsync(item.Id, 2, "乙做的"));
        Assert.Equal([("很久没有动静，当作停住了。", null), (null, "乙做的")], (await database.RunsAsync(item.Id)).Select(r => (r.Error, r.Summary)));
    }

    [Fact]
    public async Task A_stalled_item_is_found_by_the_clock_job_and_done_by_another_runner()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var jobs = await RunningJobs.StartAsync(database, Scripts.Handler("test", (_, _, _) => Task.FromResult(WorkOutcome.Succeeded())), data: data);
        long id;
        await using (var db = database.Open())
        {
            var longAgo = TimeProvider.System.UtcNow().AddMinutes(-10);
            var item = new WorkItem { Kind = "test", Title = "一项任务", Status = WorkStatus.Running, Attempts = 1, EnqueuedUtc = longAgo, NotBeforeUtc = longAgo, HeartbeatUtc = longAgo };
            db.WorkItems().Add(item);
            await db.SaveChangesAsync();
            id = item.Id;
        }

        var board = jobs.Services.GetRequiredService<IJobBoard>();
        Assert.True((await board.StartAsync(StalledWorkJob.Key.Name)).Ok);
        Assert.Equal(2, (await database.ItemWhenAsync(id, WorkStatus.Succeeded)).Attempts);
    }

    [Fact]
    public async Task On_sqlite_a_second_host_on_the_folder_refuses_with_a_sentence()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var jobs = await RunningJobs.StartAsync(database, Scripts.Handler("test", Endless), data: data);
        using var second = RunningJobs.Build(data, database.Provider, database.ConnectionString, Scripts.Handler("test", Endless));
        var refusal = await Assert.ThrowsAsync<InstallationHeldException>(() => second.StartAsync());
        Assert.Contains("正被另一个进程使用", refusal.Message);
        Assert.Contains(data, refusal.Message);
    }

    [Theory, OnPostgres]
    public async Task Several_hosts_share_one_queue_in_the_product_s_own_database(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var jobs = await RunningJobs.StartAsync(database, Scripts.Handler("test", (_, _, _) => Task.FromResult(WorkOutcome.Succeeded())), data: data);
        await using var second = await RunningJobs.StartAsync(database, Scripts.Handler("test", (_, _, _) => Task.FromResult(WorkOutcome.Succeeded())), data: data);
        await database.ItemWhenAsync(await jobs.EnqueueAsync("test"), WorkStatus.Succeeded);
        Assert.False(File.Exists(Path.Combine(data, "jobs.db")));
    }

    private static async Task<WorkOutcome> Endless(WorkItem item, IProgress<WorkProgress> progress, CancellationToken ct)
    {
        await Task.Delay(Timeout.Infinite, ct);
        return WorkOutcome.Succeeded();
    }

    private static async Task<(WorkStatus Status, string? Error)> StateAsync(TestDatabase database, long id)
    {
        var item = await database.ItemAsync(id);
        return (item.Status, item.Error);
    }
}
