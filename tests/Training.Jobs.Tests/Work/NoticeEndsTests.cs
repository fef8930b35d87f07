using Microsoft.EntityFrameworkCore;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Domain.Work;
using Training.Jobs.Notices;
using Training.Testing;

namespace Training.Jobs.Tests.Work;

public sealed class NoticeEndsTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task The_night_concludes_what_is_over_and_leaves_what_is_not_answered(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        PublicNotice quiet, disputed;
        await using (var db = database.Open())
        {
            // Long ago by any clock that the test runs under.
            quiet = await Some.NoticeAsync(db, FakeClock.Shanghai(2024, 3, 4));
            disputed = await Some.NoticeAsync(db, FakeClock.Shanghai(2024, 3, 4));
            await Some.ObjectionAsync(db, disputed);
        }

        await using var jobs = await RunningJobs.StartAsync(database, _ => { });
        var run = await ClockJobTests.RunAsync(database, jobs, NoticeEndsJob.Key.Name);

        await using var read = database.Open();
        Assert.Equal(NoticeEnding.ByClock, await read.PublicNotices().Where(n => n.Id == quiet.Id && n.State == NoticeState.Concluded).Select(n => n.Ending).SingleAsync());
        Assert.Equal(NoticeState.Running, await read.PublicNotices().Where(n => n.Id == disputed.Id).Select(n => n.State).SingleAsync());
        Assert.Equal((WorkStatus.Succeeded, "到期 1 件，办结 1 件"), (run.Status, run.Summary));
    }
}
