using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Calendar;
using Training.Domain.Messages;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Notices;

public sealed class NoticeLifeTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task An_upheld_objection_strikes_off_its_line_and_the_others_pass(DatabaseProvider on)
    {
        await using var scene = await NoticeScene.SetAsync(on);
        var items = (await scene.NoticeAsync()).Items;
        var first = (await scene.ObjectAsync(items[0].Key, name: "赵国民", contact: "13800001234")).Value!;
        var second = (await scene.ObjectAsync(items[1].Key)).Value!;
        scene.At(11, 26);

        Assert.Equal(new ObjectionsOpen(2), (await scene.ConcludeAsync()).Refusal);
        Assert.Empty(await scene.DueAsync());
        Assert.True((await scene.AnswerAsync(first.Key, true, "证书确已过期，取消资格。")).Ok);
        Assert.Equal(new ObjectionsOpen(1), (await scene.ConcludeAsync()).Refusal);
        Assert.True((await scene.AnswerAsync(second.Key, true)).Ok);
        // Until the end an officer may see that an answer was wrong.
        Assert.True((await scene.AnswerAsync(second.Key, false)).Ok);
        Assert.Equal([scene.Key], await scene.DueAsync());
        Assert.True((await scene.ConcludeAsync()).Ok);

        var notice = await scene.NoticeAsync();
        Assert.Equal((NoticeState.Concluded, NoticeEnding.ByPerson), (notice.State, notice.Ending));
        Assert.Equal([NoticeOutcome.StruckOff, NoticeOutcome.Passed], notice.Items.Select(i => i.Outcome!.Value));
        Assert.Equal([("王桂兰", NoticeOutcome.StruckOff, 7L), ("李福田", NoticeOutcome.Passed, 7L)], scene.Told.Select(t => (t.Name, t.Outcome, t.Actor!.Value)));
        Assert.IsType<NoticeIsOver>((await scene.ConcludeAsync()).Refusal);
        Assert.IsType<NoticeIsOver>((await scene.AnswerAsync(first.Key, false)).Refusal);

        await using var db = scene.Database.Open();
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
        Assert.Equal(
            [nameof(OpenNotice), nameof(FileObjection), nameof(FileObjection), nameof(AnswerObjection), nameof(AnswerObjection), nameof(AnswerObjection), nameof(ConcludeNotice)],
            await db.AuditEntries().Where(a => a.Stream == notice.AuditStream()).OrderBy(a => a.Sequence).Select(a => a.Process).ToListAsync());
        Assert.DoesNotContain(await db.AuditEntries().Select(a => a.AfterJson).ToListAsync(), j => j is not null && (j.Contains("赵国民") || j.Contains("1234")));
        Assert.Equal(2, await db.InboxMessages().CountAsync(m => m.AccountId == 1 && m.Title.StartsWith("收到一条异议")));
        Assert.Equal("1 个通过，1 个取消。", (await db.InboxMessages().SingleAsync(m => m.Title.StartsWith("公示办结了"))).Body);
        var kept = await db.NoticeObjections().SingleAsync(o => o.Key == first.Key);
        Assert.Equal("赵国民", scene.Vault.Open(kept.NameSealed!, OpeningPurpose.ShowWhole));
    }

    [Fact]
    public async Task An_objection_to_the_whole_strikes_off_every_line()
    {
        await using var scene = await NoticeScene.SetAsync();
        var objection = (await scene.ObjectAsync()).Value!;
        await scene.AnswerAsync(objection.Key, true);
        scene.At(11, 26);
        await scene.ConcludeAsync();

        Assert.All((await scene.NoticeAsync()).Items, i => Assert.Equal(NoticeOutcome.StruckOff, i.Outcome));
    }

    [Fact]
    public async Task The_window_ends_with_the_last_minute_of_its_last_working_day_in_Shanghai()
    {
        await using var scene = await NoticeScene.SetAsync();
        scene.At(11, 25, 23, 59, 59);
        Assert.True((await scene.ObjectAsync()).Ok);
        Assert.True((await scene.PublicViewAsync())!.IsOpen);
        Assert.Equal(new WindowStillRuns(new DateOnly(2026, 11, 26)), (await scene.ConcludeAsync()).Refusal);

        scene.At(11, 26, 0, 0);
        Assert.Equal(new WindowIsOver(new DateOnly(2026, 11, 25)), (await scene.ObjectAsync()).Refusal);
        Assert.False((await scene.PublicViewAsync())!.IsOpen);
        Assert.Equal(new ObjectionsOpen(1), (await scene.ConcludeAsync()).Refusal);
    }

    [Fact]
    public async Task The_clock_concludes_what_nobody_objected_to()
    {
        await using var scene = await NoticeScene.SetAsync();
        scene.At(11, 25, 23, 59);
        Assert.Empty(await scene.DueAsync());
        scene.At(11, 26, 0, 0);
        Assert.Equal([scene.Key], await scene.DueAsync());
        Assert.True((await scene.ConcludeAsync(Actor.Job)).Ok);
        Assert.Empty(await scene.DueAsync());
        Assert.Equal(NoticeEnding.ByClock, (await scene.NoticeAsync()).Ending);
    }

    [Fact]
    public async Task What_an_objection_lacks_is_said_and_one_form_is_one_objection()
    {
        await using var scene = await NoticeScene.SetAsync();

        Assert.IsType<ObjectionTextBad>((await scene.ObjectAsync(text: "不行")).Refusal);
        Assert.IsType<ObjectionTextBad>((await scene.ObjectAsync(text: new string('长', NoticeObjection.TextMaxLength + 1))).Refusal);
        Assert.Equal("Contact", (await scene.ObjectAsync(contact: new string('1', 101))).Refusal!.Field);
        Assert.IsType<NotFound>((await scene.ObjectAsync(item: Guid.NewGuid())).Refusal);
        var key = Guid.CreateVersion7();
        Assert.Equal((await scene.ObjectAsync(key: key)).Value!.Id, (await scene.ObjectAsync(key: key)).Value!.Id);
        await using var db = scene.Database.Open();
        Assert.Equal(1, await db.NoticeObjections().CountAsync());
    }

    [Fact]
    public async Task An_answer_needs_a_verdict_and_grounds_and_the_own_county()
    {
        await using var scene = await NoticeScene.SetAsync();
        var key = (await scene.ObjectAsync()).Value!.Key;

        Assert.Equal("Upheld", (await scene.AnswerAsync(key, null)).Refusal!.Field);
        Assert.Equal("Answer", (await scene.AnswerAsync(key, true, "对")).Refusal!.Field);
        Assert.IsType<NotFound>((await scene.AnswerAsync(key, true, scope: AccessScope.Of([RegionCodes.RangeOf(Places.Nanle)]))).Refusal);
        Assert.IsType<NotFound>((await scene.AnswerAsync(Guid.NewGuid(), true)).Refusal);
    }

    [Fact]
    public async Task A_notice_is_withdrawn_with_a_reason_before_its_end_only()
    {
        await using var scene = await NoticeScene.SetAsync();
        Assert.IsType<NoticeReasonBad>((await scene.WithdrawAsync(" ")).Refusal);
        scene.At(11, 26);
        Assert.IsType<WindowPassed>((await scene.WithdrawAsync()).Refusal);
        scene.At(11, 25, 12);
        Assert.True((await scene.WithdrawAsync()).Ok);

        Assert.All(scene.Told, t => Assert.Equal(NoticeOutcome.Withdrawn, t.Outcome));
        Assert.IsType<NoticeIsOver>((await scene.ObjectAsync()).Refusal);
        var view = (await scene.PublicViewAsync())!;
        Assert.Equal(("名单有误，重新核对", "王*兰"), (view.EndReason, view.Items[0].Name));
    }

    [Fact]
    public async Task An_extension_is_counted_by_the_calendar_and_refused_where_a_year_is_missing()
    {
        await using var scene = await NoticeScene.SetAsync();
        Assert.Equal(new DateOnly(2026, 11, 27), (await scene.ExtendAsync(2)).Value.LastDay);
        Assert.Equal(new CalendarYearMissing(2027), (await scene.ExtendAsync(30)).Refusal);
        Assert.IsType<BadExtension>((await scene.ExtendAsync(0)).Refusal);
        Assert.IsType<BadExtension>((await scene.ExtendAsync(54)).Refusal);
        scene.At(11, 27, 23, 59);
        Assert.True((await scene.ObjectAsync()).Ok);
        Assert.Equal((7, new DateOnly(2026, 11, 28)), ((await scene.NoticeAsync()).WorkingDays, (await scene.NoticeAsync()).ConcludableFrom));
    }

    [Fact]
    public async Task The_page_stays_and_masks_persons_when_the_notice_is_over()
    {
        await using var scene = await NoticeScene.SetAsync();
        Assert.Equal(["王桂兰", "李福田"], (await scene.PublicViewAsync())!.Items.Select(i => i.Name));
        Assert.Equal([1, 2, null, null, 3, 4, 5], (await scene.PublicViewAsync())!.Window.Select(d => d.Ordinal));
        scene.At(11, 26);
        await scene.ConcludeAsync(Actor.Job);
        scene.At(12, 31);

        var view = (await scene.PublicViewAsync())!;
        Assert.Equal(["王*兰", "李*田"], view.Items.Select(i => i.Name));
        Assert.Equal("清丰县民政局", view.Publisher);
        await using var visitor = scene.Database.Open(AccessScope.Nothing);
        var lists = new NoticeLists(visitor, scene.Clock);
        Assert.Single((await lists.PublicAsync(new() { Words = "表扬名单" })).Lines);
        Assert.Empty((await lists.PublicAsync(new() { Words = "王桂兰" })).Lines);
        Assert.Empty((await lists.BoardAsync(new())).Lines);
        await using var staff = scene.Database.Open();
        Assert.Equal("王桂兰", (await new ReadNotice(staff, scene.Clock).ForStaffAsync(scene.Key))!.Items[0].Name);
    }

    [Theory]
    [InlineData("王兰", "王*")]
    [InlineData("欧阳淑敏", "欧**敏")]
    [InlineData("𠮷田𬱖", "𠮷*𬱖")]
    [InlineData("凡", "*")]
    public void A_masked_name_keeps_whole_characters(string name, string masked) => Assert.Equal(masked, NoticeWords.Masked(name));

    [Fact]
    public async Task Who_objected_is_opened_for_a_purpose_that_is_written_down()
    {
        await using var scene = await NoticeScene.SetAsync();
        var key = (await scene.ObjectAsync(name: "赵国民", contact: "13800001234")).Value!.Key;
        await using var db = scene.Database.Open();
        var read = new ReadObjections(db, scene.Vault, scene.Clock);

        var line = Assert.Single(await read.OfAsync(scene.Key));
        Assert.Equal(("赵*民", "****1234", null), (line.NameMasked, line.ContactMasked, line.About));
        Assert.IsType<PurposeMissing>((await read.OpenContactAsync(scene.Key, key, NoticeScene.Officer, " ")).Refusal);
        Assert.Equal(new ObjectorContact("赵国民", "13800001234"), (await read.OpenContactAsync(scene.Key, key, NoticeScene.Officer, "电话核实")).Value);
        Assert.Equal("电话核实", (await db.AuditEntries().OrderByDescending(a => a.Id).FirstAsync()).Reason);
    }
}
