using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Notices;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Trainers;
using Training.Testing;

namespace Training.Domain.Tests.Trainers;

public class PoolLifeTests
{
    [Fact]
    public async Task Nobody_is_taken_down_as_travelling_to_a_county_that_is_no_more()
    {
        await using var stage = await PoolStage.SetAsync(DatabaseProvider.Sqlite);
        await using (var db = stage.Open())
        {
            (await db.Regions().SingleAsync(r => r.Code == Places.Nanle)).FormerFrom = new DateOnly(2026, 1, 1);
            await db.SaveChangesAsync();
        }

        await using var visitor = stage.OpenOutside();
        var apply = new ApplyToPool(visitor, stage.Vault, stage.Clock);
        Assert.IsType<PoolNeedsCounties>((await apply.RunAsync(stage.Application())).Refusal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task From_a_form_without_an_account_into_the_pool_and_out_and_back(DatabaseProvider on)
    {
        await using var stage = await PoolStage.SetAsync(on);
        var receipt = await stage.ApplyAsync();
        var notice = await stage.OnNoticeAsync(receipt.TrainerKey);
        // Published on Wednesday 18 November; five working days end on Wednesday the 25th.
        Assert.Equal(new DateOnly(2026, 11, 25), notice.LastDay);
        stage.Clock.SetUtc(new DateTime(2026, 11, 25, 17, 0, 0, DateTimeKind.Utc));
        await stage.ConcludeAsync(receipt.TrainerKey, NoticeOutcome.Passed);
        Assert.Equal(TrainerStatus.InPool, await stage.ProvenStateAsync(receipt.TrainerKey));
        await using (var db = stage.Open())
        {
            var trainer = await db.Trainers().SingleAsync(t => t.Key == receipt.TrainerKey);
            Assert.Equal(new DateOnly(2026, 11, 26), trainer.InPoolFrom);
            Assert.Equal(new DateOnly(2026, 11, 26), (await db.PoolMemberships().SingleAsync(m => m.TrainerId == trainer.Id)).FromDate);
            Assert.Equal(
                [Places.Qingfeng, Places.Nanle],
                await db.TrainerCounties().Where(c => c.TrainerId == trainer.Id).OrderBy(c => c.RegionCode).Select(c => c.RegionCode).ToListAsync());
        }

        stage.Clock.SetUtc(new DateTime(2026, 12, 10, 2, 0, 0, DateTimeKind.Utc));
        await using (var db = stage.Open())
        {
            var leave = new LeavePool(db, [], stage.Clock);
            var early = await leave.RunAsync(new() { Actor = stage.Actor, Key = receipt.TrainerKey, LeavingOn = new DateOnly(2026, 11, 26), Reason = "调到外地工作" });
            Assert.IsType<LeavingDayBad>(early.Refusal);
        }

        await using (var db = stage.Open())
        {
            Assert.True((await new LeavePool(db, [], stage.Clock).RunAsync(
                new() { Actor = stage.Actor, Key = receipt.TrainerKey, LeavingOn = new DateOnly(2026, 12, 9), Reason = "调到外地工作" })).Ok);
            Assert.True((await new ComeBackToPool(db, stage.Clock).RunAsync(stage.Choice(receipt.TrainerKey, "调回来了"))).Ok);
        }

        Assert.Equal(TrainerStatus.Applied, await stage.ProvenStateAsync(receipt.TrainerKey));
        await stage.OnNoticeAsync(receipt.TrainerKey);
        stage.Clock.SetUtc(new DateTime(2026, 12, 18, 2, 0, 0, DateTimeKind.Utc));
        await stage.ConcludeAsync(receipt.TrainerKey, NoticeOutcome.Passed);
        await using (var db = stage.Open())
        {
            var stays = await db.PoolMemberships().OrderBy(m => m.FromDate).ToListAsync();
            Assert.Equal(2, stays.Count);
            Assert.Equal(new DateOnly(2026, 12, 9), stays[0].UntilDate);
            Assert.Null(stays[1].UntilDate);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_upheld_objection_strikes_off_and_a_mended_application_may_come_again(DatabaseProvider on)
    {
        await using var stage = await PoolStage.SetAsync(on);
        var application = stage.Application();
        var receipt = await stage.ApplyAsync(application);
        await stage.OnNoticeAsync(receipt.TrainerKey);
        await stage.ConcludeAsync(receipt.TrainerKey, NoticeOutcome.StruckOff);
        Assert.Equal(TrainerStatus.StruckOff, await stage.ProvenStateAsync(receipt.TrainerKey));
        await using (var db = stage.Open())
        {
            Assert.False(await db.PoolMemberships().AnyAsync());
            Assert.False(await db.TrainerCounties().AnyAsync());
        }

        await stage.ApplyAsync(application with { Receipt = receipt.Receipt, OldTail = application.Phone![^4..], Introduction = "补交了执业证。" });
        Assert.Equal(TrainerStatus.Applied, await stage.ProvenStateAsync(receipt.TrainerKey));
        await using (var db = stage.Open())
        {
            Assert.Equal("补交了执业证。", (await db.PoolDossiers().SingleAsync()).Introduction);
            Assert.Equal(1, await db.Trainers().CountAsync());
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_withdrawn_notice_leads_back_to_on_record(DatabaseProvider on)
    {
        await using var stage = await PoolStage.SetAsync(on);
        var receipt = await stage.ApplyAsync();
        await stage.OnNoticeAsync(receipt.TrainerKey);
        await stage.ConcludeAsync(receipt.TrainerKey, NoticeOutcome.Withdrawn);
        Assert.Equal(TrainerStatus.OnRecord, await stage.ProvenStateAsync(receipt.TrainerKey));
    }

    [Fact]
    public async Task A_year_without_a_calendar_is_said_when_the_notice_is_opened_and_nothing_is_written()
    {
        await using var stage = await PoolStage.SetAsync(DatabaseProvider.Sqlite);
        // Five working days end on the last of the year, and the day of admission would lie in a year that has no list.
        stage.Clock.SetUtc(new DateTime(2026, 12, 24, 2, 0, 0, DateTimeKind.Utc));
        var receipt = await stage.ApplyAsync();
        await using var db = stage.Open();
        Assert.True((await new SelectTrainers(db, stage.Clock).RunAsync(stage.Choice(receipt.TrainerKey))).Ok);
        Assert.True((await new RecordTrainers(db, stage.Clock).RunAsync(stage.Choice(receipt.TrainerKey))).Ok);

        var opened = await stage.PublishAsync(db, receipt.TrainerKey);

        Assert.Contains("2027", opened.Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal(TrainerStatus.OnRecord, await stage.ProvenStateAsync(receipt.TrainerKey));
        await using var after = stage.Open();
        Assert.False(await after.PublicNotices().AnyAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Decisions_from_a_wrong_state_of_another_county_or_without_a_reason_change_nobody(DatabaseProvider on)
    {
        await using var stage = await PoolStage.SetAsync(on);
        var (one, two) = (await stage.ApplyAsync(), await stage.ApplyAsync(stage.Application("钱申报")));
        await using (var db = stage.Open())
        {
            Assert.IsType<WrongPoolState>((await new RecordTrainers(db, stage.Clock).RunAsync(stage.Choice(one.TrainerKey))).Refusal);
            Assert.IsType<PoolActNeedsReason>((await new DeclineTrainers(db, stage.Clock).RunAsync(stage.Choice(one.TrainerKey))).Refusal);
            Assert.IsType<NobodyChosen>((await new SelectTrainers(db, stage.Clock).RunAsync(stage.Choice(one.TrainerKey) with { Keys = [] })).Refusal);
        }

        await using (var neighbour = stage.OpenIn(Places.Nanle))
        {
            Assert.IsType<NotFound>((await new SelectTrainers(neighbour, stage.Clock).RunAsync(stage.Choice(one.TrainerKey))).Refusal);
        }

        await using (var db = stage.OpenIn(Places.Qingfeng))
        {
            Assert.True((await new SelectTrainers(db, stage.Clock).RunAsync(stage.Choice(one.TrainerKey))).Ok);
        }

        // One of two is already selected: neither changes.
        await using (var db = stage.Open())
        {
            var both = stage.Choice(one.TrainerKey) with { Keys = [two.TrainerKey, one.TrainerKey] };
            Assert.IsType<WrongPoolState>((await new SelectTrainers(db, stage.Clock).RunAsync(both)).Refusal);
        }

        Assert.Equal(TrainerStatus.Selected, await stage.ProvenStateAsync(one.TrainerKey));
        Assert.Equal(TrainerStatus.Applied, await stage.ProvenStateAsync(two.TrainerKey));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Two_who_decide_at_once_do_not_both_decide(DatabaseProvider on)
    {
        await using var stage = await PoolStage.SetAsync(on);
        var receipt = await stage.ApplyAsync();
        await using var slow = stage.Open();
        var seen = await slow.Trainers().SingleAsync(t => t.Key == receipt.TrainerKey);
        await using (var quick = stage.Open())
        {
            Assert.True((await new DeclineTrainers(quick, stage.Clock).RunAsync(stage.Choice(receipt.TrainerKey, "人数已满"))).Ok);
        }

        Assert.Equal(TrainerStatus.Applied, seen.Status);
        Assert.IsType<ChangedMeanwhile>((await new SelectTrainers(slow, stage.Clock).RunAsync(stage.Choice(receipt.TrainerKey))).Refusal);
        Assert.Equal(TrainerStatus.Declined, await stage.ProvenStateAsync(receipt.TrainerKey));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_form_is_refused_field_by_field_and_nothing_is_half_written(DatabaseProvider on)
    {
        await using var stage = await PoolStage.SetAsync(on);
        var good = stage.Application();
        foreach (var (bad, field) in ((ApplyToPoolInput, string)[])
        [
            (good with { Name = " 赵申报" }, "Name"), (good with { Name = "" }, "Name"), (good with { Name = new string('长', 101) }, "Name"),
            (good with { Phone = "1380000" }, "Phone"), (good with { CountyCode = Places.City }, "CountyCode"), (good with { Agreed = false }, "Agreed"),
            (good with { Introduction = new string('长', 501) }, "Introduction"), (good with { UnitName = new string('长', 101) }, "UnitName"),
            (good with { Facts = good.Facts with { Kind = null } }, "Kind"), (good with { Facts = good.Facts with { Topics = [] } }, "Topics"),
            (good with { Facts = good.Facts with { Topics = ["nothing"] } }, "Topics"), (good with { Facts = good.Facts with { Counties = [1] } }, "Counties"),
            (good with { Facts = good.Facts with { MonthlyCeiling = 32 } }, "MonthlyCeiling"), (good with { Way = ApplicationWay.ByUnit }, "OrganizationId"),
        ])
        {
            await using var db = stage.OpenOutside();
            var done = await new ApplyToPool(db, stage.Vault, stage.Clock).RunAsync(bad);
            Assert.Equal(field, done.Refusal?.Field);
        }

        await using (var db = stage.Open())
        {
            Assert.False(await db.Trainers().AnyAsync() || await db.People().AnyAsync() || await db.AuditEntries().AnyAsync(a => a.Stream.StartsWith("trainer/")));
        }

        await stage.ApplyAsync(good);
        await using (var db = stage.OpenOutside())
        {
            Assert.IsType<AlreadyApplied>((await new ApplyToPool(db, stage.Vault, stage.Clock).RunAsync(good)).Refusal);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_receipt_opens_only_with_its_phone_and_a_name_with_a_rare_character_comes_out_as_written(DatabaseProvider on)
    {
        await using var stage = await PoolStage.SetAsync(on);
        const string Name = "买买提·\U0002CC56〇";
        var application = stage.Application(Name);
        var receipt = await stage.ApplyAsync(application);
        await using var db = stage.OpenOutside();
        var progress = new PoolProgress(db, stage.Vault);

        Assert.Null(await progress.RunAsync(receipt.Receipt, "0000"));
        Assert.Null(await progress.RunAsync("SQ-AAAA-AAAA", application.Phone![^4..]));
        Assert.Null(await progress.RunAsync(null, null));
        var view = await progress.RunAsync($" {receipt.Receipt.ToLowerInvariant()} ", application.Phone[^4..]);
        Assert.Equal((Name, TrainerStatus.Applied, Places.Qingfeng), (view!.Name, view.Status, view.CountyCode));
        Assert.Equal([PoolAct.Apply], view.Steps.Select(s => s.Act));
        await using var all = stage.Open();
        var person = await all.People().SingleAsync();
        Assert.DoesNotContain(application.Phone, System.Text.Encoding.UTF8.GetString(person.PhoneSealed!), StringComparison.Ordinal);
        Assert.Equal(RegionLevel.County, RegionCodes.LevelOf(person.RegionCode));
    }
}
