using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Work;
using Training.Testing;

namespace Training.Jobs.Tests.Work;

/// <summary>Work that is done in parts: the whole waits for them, ends with them, and is stopped and begun again with them.</summary>
public sealed class PartsTests : IDisposable
{
    private const string Part = "test-part";

    private readonly string data = Directory.CreateTempSubdirectory("training-jobs-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task The_whole_ends_when_its_last_part_ends()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var jobs = await StartAsync(database, (_, _, _) => Task.FromResult(WorkOutcome.Succeeded("一份")));
        var whole = await jobs.EnqueueAsync("test");
        Assert.Equal(100, (await database.ItemWhenAsync(whole, WorkStatus.Succeeded)).Progress);
        await using var db = database.Open();
        Assert.Equal([WorkStatus.Succeeded, WorkStatus.Succeeded], await db.WorkItems().Where(w => w.ParentId == whole).Select(w => w.Status).ToListAsync());
        Assert.Equal("交出去了", (await database.RunsAsync(whole)).Single().Summary);
    }

    [Fact]
    public async Task A_part_that_fails_fails_the_whole_and_is_begun_again_alone()
    {
        await using var database = await TestDatabase.CreateAsync();
        var broken = true;
        await using var jobs = await StartAsync(database, (item, _, _) => item.SubjectId == 2 && broken
            ? throw new JobFailedException("第二步坏了。")
            : Task.FromResult(WorkOutcome.Succeeded()));
        var whole = await jobs.EnqueueAsync("test");
        Assert.Equal("第二步坏了。", (await database.ItemWhenAsync(whole, WorkStatus.Failed)).Error);

        broken = false;
        long second;
        await using (var db = database.Open())
        {
            second = await db.WorkItems().Where(w => w.ParentId == whole && w.SubjectId == 2).Select(w => w.Id).SingleAsync();
        }

        Assert.True((await jobs.UseAsync<RetryWork, Result<Done>>(retry => retry.RunAsync(second, new Actor(null)))).Ok);
        await database.ItemWhenAsync(whole, WorkStatus.Succeeded);
        await using var after = database.Open();
        Assert.Equal([1, 4], await after.WorkItems().Where(w => w.ParentId == whole).OrderBy(w => w.SubjectId).Select(w => w.Attempts).ToListAsync());
    }

    [Fact]
    public async Task Stopping_the_whole_stops_its_parts_and_their_tools()
    {
        await using var database = await TestDatabase.CreateAsync();
        var ended = new TaskCompletionSource();
        await using var jobs = await StartAsync(database, async (_, _, ct) =>
        {
            try
            {
                await Task.Delay(Timeout.Infinite, ct);
            }
            finally
            {
                ended.TrySetResult();
            }

            return WorkOutcome.Succeeded();
        });
        var whole = await jobs.EnqueueAsync("test");
        await database.ItemWhenAsync(whole, WorkStatus.Waiting);
        await database.ItemWhenAsync(whole + 1, WorkStatus.Running);
        Assert.True((await jobs.UseAsync<StopWork, Result<Done>>(stop => stop.RunAsync(whole, new Actor(null)))).Ok);
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(4));
        await using var db = database.Open();
        Assert.All(await db.WorkItems().ToListAsync(), item => Assert.Equal(WorkStatus.Cancelled, item.Status));
    }

    [Fact]
    public async Task A_handler_that_says_nothing_for_too_long_is_ended_and_tried_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var jobs = await RunningJobs.StartAsync(
            database,
            Scripts.Handler("test", async (item, _, ct) =>
            {
                if (item.Attempts == 1)
                {
                    await Task.Delay(Timeout.Infinite, ct);
                }

                return WorkOutcome.Succeeded();
            }),
            RunningJobs.Quick with { SilentAfter = TimeSpan.FromMilliseconds(300) }, data);
        var id = await jobs.EnqueueAsync("test");
        await database.ItemWhenAsync(id, WorkStatus.Succeeded);
        Assert.Equal(["很久没有进展，停下重来。", null], (await database.RunsAsync(id)).Select(run => run.Error));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_whole_whose_parts_ended_while_nobody_looked_is_settled_by_the_sweep(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var clock = FakeClock.Ordinary();
        var queue = new WorkQueue(new WorkSignal(), clock);
        var whole = queue.Enqueue(db, "test", 1, "一项任务");
        await db.SaveChangesAsync();
        var part = await queue.HandOverAsync(db, whole.Id, Part, 1, "第一步", 0);
        whole.Status = WorkStatus.Waiting;
        await db.SaveChangesAsync();
        var ledger = new WorkLedger(db, new WorkPace(), clock);
        Assert.Equal(0, await ledger.SettleWaitingAsync());

        db.ChangeTracker.Clear();
        (await db.WorkItems().SingleAsync(w => w.Id == part.Id)).Status = WorkStatus.Cancelled;
        await db.SaveChangesAsync();
        Assert.Equal(1, await ledger.SettleWaitingAsync());
        Assert.Equal(WorkStatus.Cancelled, (await database.ItemAsync(whole.Id)).Status);

        // The whole comes round again: the same part is used again, and only once.
        await queue.HandOverAsync(db, whole.Id, Part, 1, "第一步", 0);
        await db.SaveChangesAsync();
        await queue.HandOverAsync(db, whole.Id, Part, 1, "第一步", 0);
        await db.SaveChangesAsync();
        Assert.Equal(WorkStatus.Queued, (await db.WorkItems().AsNoTracking().SingleAsync(w => w.ParentId == whole.Id)).Status);
    }

    /// <summary>A whole that hands over two parts, each of which does what the test says.</summary>
    private Task<RunningJobs> StartAsync(TestDatabase database, Func<WorkItem, IProgress<WorkProgress>, CancellationToken, Task<WorkOutcome>> part) =>
        RunningJobs.StartAsync(
            database,
            services =>
            {
                services.AddWorkHandler<Divided>("test", "试");
                Scripts.Handler(Part, part)(services);
            },
            data: data);

    private sealed class Divided(TrainingDbContext db, WorkQueue queue) : IWorkHandler
    {
        public async Task<WorkOutcome> RunAsync(WorkItem item, IProgress<WorkProgress> progress, CancellationToken ct)
        {
            await queue.HandOverAsync(db, item.Id, Part, 1, "第一步", 0, ct);
            await queue.HandOverAsync(db, item.Id, Part, 2, "第二步", 0, ct);
            await db.SaveChangesAsync(ct);
            return WorkOutcome.Waits("交出去了");
        }
    }
}
