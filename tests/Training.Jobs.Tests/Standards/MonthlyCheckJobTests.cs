using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Work;
using Training.Jobs.Standards;
using Training.Jobs.Tests.Work;
using Training.Jobs.Work;
using Training.Testing;

namespace Training.Jobs.Tests.Standards;

public sealed class MonthlyCheckJobTests
{
    [Fact]
    public async Task Each_night_at_two_in_Shanghai_so_also_on_the_first_and_a_night_that_was_missed_is_made_up_for()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var jobs = await RunningJobs.StartAsync(database, _ => { });
        var scheduler = await jobs.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await jobs.Services.GetRequiredService<ClockJobs>().PlanAsync(scheduler, CancellationToken.None);
        var trigger = Assert.IsAssignableFrom<ICronTrigger>(Assert.Single(await scheduler.GetTriggersOfJob(MonthlyCheckJob.Key)));
        Assert.Equal(CronTriggerMisfireInstruction.FireAndProceed, (CronTriggerMisfireInstruction)(int)trigger.MisfireInstruction);
        var month = Month.Of(TimeProvider.System.Today()).Next;
        Assert.Equal(
            (DateTimeOffset)ShanghaiTime.ToUtc(month.Next.FirstDay, new TimeOnly(2, 0)),
            trigger.GetFireTimeAfter(ShanghaiTime.ToUtc(month.LastDay, new TimeOnly(12, 0))));
    }

    [Fact]
    public async Task It_checks_the_running_month_and_the_two_before_it_and_older_ones_whose_rolls_changed()
    {
        await using var database = await TestDatabase.CreateAsync();
        var now = Month.Of(TimeProvider.System.Today());
        await using (var db = database.Open())
        {
            await new ImportStandard(db, TimeProvider.System).EnsureShippedAsync();
            var old = now.AddMonths(-5);
            var station = await Some.StationAsync(db, with: s => s.InUseFrom = now.AddMonths(-12).FirstDay);
            await Some.ClosedRollAsync(db, await Some.SessionAsync(db, station, old.FirstDay.AddDays(8)), await Some.PeopleAsync(db, 31), 68);
            var clock = FakeClock.Shanghai(old.Next.Year, old.Next.MonthOfYear, 9);
            Assert.True((await new MonthlyCheck(db, new(db), new(db), clock).RunAsync(old, Places.City, Training.Domain.Audit.Actor.Job)).Ok);
        }

        await using var jobs = await RunningJobs.StartAsync(database, _ => { });
        Assert.Equal(WorkStatus.Succeeded, (await ClockJobTests.RunAsync(database, jobs, MonthlyCheckJob.Key.Name)).Status);
        await using var read = database.Open();
        Assert.Equal([now.AddMonths(-5), now.AddMonths(-2), now.Previous, now], (await read.CheckRuns().Select(r => r.Month).ToListAsync()).Order());
        var before = await read.CheckRuns().SingleAsync(r => r.Month == now.AddMonths(-5));
        await using (var db = database.Open())
        {
            var roll = await db.Set<Training.Domain.Attendance.Roll>().SingleAsync();
            roll.HeadCount = 30;
            await db.SaveChangesAsync();
        }

        Assert.Equal(WorkStatus.Succeeded, (await ClockJobTests.RunAsync(database, jobs, MonthlyCheckJob.Key.Name)).Status);
        await using var again = database.Open();
        Assert.True((await again.CheckRuns().SingleAsync(r => r.Month == now.AddMonths(-5))).LastRunUtc > before.LastRunUtc);
        Assert.Equal(4, await again.CheckRuns().CountAsync());
    }
}
