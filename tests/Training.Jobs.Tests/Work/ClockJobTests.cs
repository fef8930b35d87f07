using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Audit;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Audit;
using Training.Jobs.Work;
using Training.Testing;

namespace Training.Jobs.Tests.Work;

public sealed class ClockJobTests
{
    /// <summary>Registered only in the data folder of a demonstration.</summary>
    private const string DemonstrationsOwn = "Training.Jobs.Demonstration";

    [Fact]
    public async Task Every_clock_job_can_be_built_has_a_next_start_and_a_name_of_its_own()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var jobs = await RunningJobs.StartAsync(database, _ => { });
        var definitions = jobs.Services.GetRequiredService<ClockJobs>().Definitions;
        var types = typeof(JobsModule).Assembly.GetTypes().Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(IClockJob)) && t.Namespace != DemonstrationsOwn);
        Assert.Equal(types.OrderBy(t => t.Name), definitions.Select(d => d.Type).OrderBy(t => t.Name));
        Assert.Equal(definitions.Count, definitions.Select(d => d.Schedule.Title).Distinct().Count());
        var scheduler = await jobs.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await jobs.Services.GetRequiredService<ClockJobs>().PlanAsync(scheduler, CancellationToken.None);
        foreach (var definition in definitions)
        {
            Assert.NotNull(ActivatorUtilities.CreateInstance(jobs.Services.CreateScope().ServiceProvider, definition.Type));
        }

        Assert.All(await jobs.Services.GetRequiredService<IJobBoard>().ListAsync(), j => Assert.NotNull(j.NextUtc));
    }

    [Fact]
    public async Task Cron_is_read_in_Shanghai()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var jobs = await RunningJobs.StartAsync(database, _ => { });
        var scheduler = await jobs.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await jobs.Services.GetRequiredService<ClockJobs>().PlanAsync(scheduler, CancellationToken.None);
        var next = (await jobs.Services.GetRequiredService<IJobBoard>().ListAsync()).Single(j => j.Job == VerifyChainsJob.Key.Name).NextUtc!.Value;
        Assert.Equal(new TimeOnly(3, 0), TimeOnly.FromDateTime(ShanghaiTime.FromUtc(next)));
    }

    [Fact]
    public async Task A_started_job_leaves_its_run_with_what_it_found()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var jobs = await RunningJobs.StartAsync(database, _ => { });
        var entries = await database.WriteHistoryAsync(3);

        var good = await RunAsync(database, jobs);
        Assert.Equal((WorkStatus.Succeeded, $"{entries} 条，0 次封存，链完整"), (good.Status, good.Summary));

        await using (var db = database.Open())
        {
            await db.AuditEntries().Where(a => a.Stream == "station/1" && a.Sequence == 2).ExecuteUpdateAsync(s => s.SetProperty(a => a.AfterJson, "{\"marks\":9}"));
        }

        var bad = await RunAsync(database, jobs);
        Assert.Equal(WorkStatus.Failed, bad.Status);
        Assert.StartsWith("操作历史对不上：station/1 的第 2 条", bad.Error);
    }

    /// <summary>Starts a clock job by hand and waits for its run.</summary>
    internal static async Task<WorkRun> RunAsync(TestDatabase database, RunningJobs jobs, string? job = null)
    {
        await using var db = database.Open();
        var last = await db.WorkRuns().MaxAsync(r => (long?)r.Id) ?? 0;
        var scheduler = await jobs.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await jobs.Services.GetRequiredService<ClockJobs>().PlanAsync(scheduler, CancellationToken.None);
        Assert.True((await jobs.Services.GetRequiredService<IJobBoard>().StartAsync(job ?? VerifyChainsJob.Key.Name)).Ok);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await look.WaitForNextTickAsync(patience.Token))
        {
            if (await db.WorkRuns().AsNoTracking().SingleOrDefaultAsync(r => r.Id > last && r.FinishedUtc != null) is { } run)
            {
                return run;
            }
        }

        throw new TimeoutException();
    }
}
