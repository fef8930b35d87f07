using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Persistence;
using Training.Domain.Work;
using Training.Jobs.Work;
using Training.Testing;

namespace Training.Jobs.Tests.Work;

public sealed class WorkQueueTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_saved_item_is_done_and_leaves_its_run(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        AccessScope? seen = null;
        await using var jobs = await RunningJobs.StartAsync(database, services => services
            .AddSingleton(new ScriptedHandler.Script((_, _, _) => Task.FromResult(WorkOutcome.Succeeded("三档画面"))))
            .AddWorkHandler<ScriptedHandler>("test", "试")
            .AddScoped<ScopeSeen>().AddSingleton<Action<AccessScope>>(s => seen = s)
            .AddKeyedScoped<IWorkHandler, ScopeSeen>("scope").AddSingleton(new WorkKind("scope", "试", 1)));

        var id = await jobs.EnqueueAsync("test", "转码：翻身");
        var other = await jobs.EnqueueAsync("scope");

        var item = await database.ItemWhenAsync(id, WorkStatus.Succeeded);
        Assert.Equal((1, 100, null), (item.Attempts, item.Progress, item.Error));
        Assert.Equal(RunWorkItem.Worker, item.Worker);
        var run = Assert.Single(await database.RunsAsync(id));
        Assert.Equal(("test", WorkStatus.Succeeded, "三档画面"), (run.Job, run.Status, run.Summary));
        Assert.NotNull(run.FinishedUtc);

        await database.ItemWhenAsync(other, WorkStatus.Succeeded);
        Assert.Same(AccessScope.Everything, seen);
        await using var ofAPerson = jobs.Services.CreateAsyncScope();
        Assert.Same(AccessScope.Nothing, ofAPerson.ServiceProvider.GetRequiredService<AccessScope>());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_failure_is_tried_again_after_a_wait_and_every_attempt_is_kept(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var jobs = await RunningJobs.StartAsync(database, Scripts.Handler("test", (item, _, _) => item.Attempts < 3
            ? throw new TimeoutException("too slow")
            : Task.FromResult(WorkOutcome.Succeeded())));

        var id = await jobs.EnqueueAsync("test");

        await database.ItemWhenAsync(id, WorkStatus.Succeeded);
        var runs = await database.RunsAsync(id);
        Assert.Equal([WorkStatus.Failed, WorkStatus.Failed, WorkStatus.Succeeded], runs.Select(r => r.Status));
        Assert.All(runs.Take(2), r => Assert.Equal("等得太久，停下了。再试一次。", r.Error));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_full_disk_is_waited_for_as_long_as_it_takes_and_costs_no_attempt(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var jobs = await RunningJobs.StartAsync(database, Scripts.Handler("test", (item, _, _) => item.Attempts switch
        {
            1 => throw new IOException("No space left on device", 28),
            2 => throw new InvalidOperationException("wrapped", new NoRoomException("还差 3 GB。")),
            < 6 => throw new NoRoomException("还差 2 GB。"),
            _ => Task.FromResult(WorkOutcome.Succeeded()),
        }));

        var id = await jobs.EnqueueAsync("test", maxAttempts: 1);

        await database.ItemWhenAsync(id, WorkStatus.Succeeded);
        var runs = await database.RunsAsync(id);
        Assert.Equal([.. Enumerable.Repeat(WorkStatus.Cancelled, 5), WorkStatus.Succeeded], runs.Select(r => r.Status));
        Assert.Equal([DiskRoom.Waits, DiskRoom.Waits, "还差 2 GB。"], runs.Take(3).Select(r => r.Error));
    }

    [Fact]
    public async Task Used_up_attempts_stop_it_until_somebody_tries_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        var broken = true;
        await using var jobs = await RunningJobs.StartAsync(database, Scripts.Handler("test", (_, _, _) => broken
            ? throw new InvalidDataException("unexpected")
            : Task.FromResult(WorkOutcome.Succeeded())));

        var id = await jobs.EnqueueAsync("test", maxAttempts: 2);
        var item = await database.ItemWhenAsync(id, WorkStatus.Failed);
        Assert.Equal(2, item.Attempts);
        Assert.Equal("出了没有料到的错（InvalidDataException），详细情况写在日志里。", item.Error);

        broken = false;
        Assert.True((await jobs.UseAsync<RetryWork, Domain.Shared.Result<Domain.Shared.Done>>(r => r.RunAsync(id, new Actor(7)))).Ok);
        item = await database.ItemWhenAsync(id, WorkStatus.Succeeded);
        Assert.Equal((3, null), (item.Attempts, item.Error));

        var again = await jobs.UseAsync<RetryWork, Domain.Shared.Result<Domain.Shared.Done>>(r => r.RunAsync(id, new Actor(7)));
        Assert.IsType<RetryWork.NotStopped>(again.Refusal);
        await using var db = database.Open();
        Assert.Equal(7, Assert.Single(db.AuditEntries().Where(a => a.Stream == $"work/{id}")).ActorId);
    }

    [Fact]
    public async Task A_refusal_is_not_tried_again_and_says_why()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var jobs = await RunningJobs.StartAsync(database, Scripts.Handler("test", (_, _, _) => Task.FromResult(WorkOutcome.Refused("这个文件不是视频。"))));

        var id = await jobs.EnqueueAsync("test");

        var item = await database.ItemWhenAsync(id, WorkStatus.Refused);
        Assert.Equal((1, "这个文件不是视频。"), (item.Attempts, item.Error));
        Assert.Equal("这个文件不是视频。", Assert.Single(await database.RunsAsync(id)).Error);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Progress_is_written_while_it_runs_and_stopping_ends_it(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        var ended = new TaskCompletionSource();
        await using var jobs = await RunningJobs.StartAsync(database, Scripts.Handler("test", async (_, progress, ct) =>
        {
            progress.Report(new WorkProgress(62, "转 480p", [new("声音", 100), new("480p", 62)]));
            try
            {
                await Task.Delay(Timeout.Infinite, ct);
            }
            finally
            {
                ended.SetResult();
            }

            return WorkOutcome.Succeeded();
        }));

        var id = await jobs.EnqueueAsync("test");
        var item = await database.ItemWhenAsync(id, w => w.Progress == 62);
        Assert.Equal("转 480p", item.Step);
        Assert.Equal([new WorkStage("声音", 100), new WorkStage("480p", 62)], WorkStage.Read(item.Stages));

        Assert.True((await jobs.UseAsync<StopWork, Domain.Shared.Result<Domain.Shared.Done>>(s => s.RunAsync(id, Actor.Job))).Ok);
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(4));
        Assert.Equal(WorkStatus.Cancelled, (await database.ItemAsync(id)).Status);
        Assert.Equal(WorkStatus.Cancelled, Assert.Single(await database.RunsAsync(id)).Status);
        var again = await jobs.UseAsync<StopWork, Domain.Shared.Result<Domain.Shared.Done>>(s => s.RunAsync(id, Actor.Job));
        Assert.IsType<StopWork.AlreadyEnded>(again.Refusal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task One_kind_runs_one_at_a_time_by_priority_and_then_age_while_another_kind_goes_on(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        var gate = new TaskCompletionSource();
        var order = new ConcurrentQueue<string>();
        var most = 0;
        var now = 0;
        await using var jobs = await RunningJobs.StartAsync(database, services => services
            .AddSingleton(new ScriptedHandler.Script(async (item, _, ct) =>
            {
                if (item.Kind == "test")
                {
                    most = Math.Max(most, Interlocked.Increment(ref now));
                    await gate.Task.WaitAsync(ct);
                    order.Enqueue(item.Title);
                    Interlocked.Decrement(ref now);
                }

                return WorkOutcome.Succeeded();
            }))
            .AddWorkHandler<ScriptedHandler>("test", "试").AddWorkHandler<ScriptedHandler>("other", "试"));

        var first = await jobs.EnqueueAsync("test", "一");
        await database.ItemWhenAsync(first, WorkStatus.Running);
        List<long> rest = [await jobs.EnqueueAsync("test", "二"), await jobs.EnqueueAsync("test", "三"), await jobs.EnqueueAsync("test", "急", priority: 5)];
        await database.ItemWhenAsync(await jobs.EnqueueAsync("other"), WorkStatus.Succeeded);
        foreach (var id in rest)
        {
            await jobs.PlannedAsync(await database.ItemAsync(id));
        }

        gate.SetResult();
        foreach (var id in rest)
        {
            await database.ItemWhenAsync(id, WorkStatus.Succeeded);
        }

        Assert.Equal(["一", "急", "二", "三"], order);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Work_of_a_kind_that_this_version_does_not_know_waits()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var jobs = await RunningJobs.StartAsync(database, Scripts.Handler("test", (_, _, _) => Task.FromResult(WorkOutcome.Succeeded())));
        var unknown = await jobs.EnqueueAsync("from-a-later-version", priority: 9);
        await database.ItemWhenAsync(await jobs.EnqueueAsync("test"), WorkStatus.Succeeded);
        Assert.Equal(WorkStatus.Queued, (await database.ItemAsync(unknown)).Status);
    }

    private sealed class ScopeSeen(AccessScope scope, Action<AccessScope> tell) : IWorkHandler
    {
        public Task<WorkOutcome> RunAsync(WorkItem item, IProgress<WorkProgress> progress, CancellationToken ct)
        {
            tell(scope);
            return Task.FromResult(WorkOutcome.Succeeded());
        }
    }
}
