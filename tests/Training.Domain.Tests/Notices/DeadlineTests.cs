using Training.Domain.Audit;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Notices;

public sealed class DeadlineTests
{
    private static OpenNoticeInput Input() => Some.NoticeInput() with { Subject = NoticeSubjects.Deadline, PartyRegionCode = Places.City, WorkingDays = 3 };

    [Theory, OnSqlite, OnPostgres]
    public async Task Silence_becomes_consent_on_the_working_day_after_the_window(DatabaseProvider on)
    {
        // Wednesday 18 November and three working days: Monday 23; consent comes on Tuesday 24.
        await using var scene = await NoticeScene.SetAsync(on, Input());
        scene.At(11, 23, 23, 59);
        Assert.Empty(await scene.DueAsync());
        scene.At(11, 24, 0, 0);
        Assert.IsType<DeadlineIsOver>((await scene.ReplyAsync(false, "材料不齐，退回补充。")).Refusal);
        Assert.Equal([scene.Key], await scene.DueAsync());
        Assert.True((await scene.ConcludeAsync(Actor.Job)).Ok);

        var notice = await scene.NoticeAsync();
        Assert.Equal((NoticeState.Concluded, NoticeEnding.ByClock), (notice.State, notice.Ending));
        Assert.All(notice.Items, i => Assert.Equal(NoticeOutcome.Passed, i.Outcome));
    }

    [Fact]
    public async Task Before_a_weekend_consent_waits_for_Monday()
    {
        await using var scene = await NoticeScene.SetAsync(input: Input() with { WorkingDays = 2 });
        scene.At(11, 22);
        Assert.Empty(await scene.DueAsync());
        scene.At(11, 23, 0, 1);
        Assert.Equal([scene.Key], await scene.DueAsync());
    }

    [Fact]
    public async Task The_party_objects_or_agrees_before_the_end_and_nobody_else_does()
    {
        await using (var scene = await NoticeScene.SetAsync(input: Input()))
        {
            Assert.IsType<NotFound>((await scene.ReplyAsync(true, division: Places.Qingfeng)).Refusal);
            Assert.Equal("Agree", (await scene.ReplyAsync(null)).Refusal!.Field);
            Assert.Equal("Reason", (await scene.ReplyAsync(false, "不行")).Refusal!.Field);
            Assert.True((await scene.ReplyAsync(false, "材料不齐，退回补充。")).Ok);
            var notice = await scene.NoticeAsync();
            Assert.Equal((NoticeState.Concluded, NoticeEnding.ByParty), (notice.State, notice.Ending));
            Assert.All(notice.Items, i => Assert.Equal(NoticeOutcome.StruckOff, i.Outcome));
            Assert.IsType<NoticeIsOver>((await scene.ReplyAsync(true)).Refusal);
        }

        await using var other = await NoticeScene.SetAsync(input: Input());
        Assert.True((await other.ReplyAsync(true)).Ok);
        Assert.All((await other.NoticeAsync()).Items, i => Assert.Equal(NoticeOutcome.Passed, i.Outcome));
    }

    [Fact]
    public async Task A_deadline_is_nobody_elses_page()
    {
        await using var scene = await NoticeScene.SetAsync(input: Input());
        Assert.Null(await scene.PublicViewAsync());
        Assert.IsType<NotFound>((await scene.ObjectAsync()).Refusal);

        await using var db = scene.Database.Open();
        var lists = new NoticeLists(db, scene.Clock);
        Assert.Empty((await lists.PublicAsync(new())).Lines);
        Assert.Empty((await lists.BoardAsync(new())).Lines);
        Assert.Empty((await lists.DeadlinesAsync([Places.Qingfeng], new())).Lines);
        Assert.Single((await lists.DeadlinesAsync([Places.City], new() { Stage = NoticeStage.Open })).Lines);
        Assert.Equal(0, await lists.OpenNowAsync());
    }
}
