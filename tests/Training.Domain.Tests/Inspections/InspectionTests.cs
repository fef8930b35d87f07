using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Households;
using Training.Domain.Identity;
using Training.Domain.Inspections;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Testing;

namespace Training.Domain.Tests.Inspections;

public sealed class InspectionTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_draw_keeps_its_list_and_whoever_draws_again_from_it_gets_the_same(DatabaseProvider provider)
    {
        await using var scene = await InspectionScene.SetAsync(provider);
        var key = Some.Right(await scene.Draws.RunAsync(scene.Quarter));
        var draw = await scene.Db.InspectionDraws().AsNoTracking().SingleAsync(d => d.Key == key);
        Assert.Equal(DrawRules.HashOf(draw.Population), draw.PopulationSha256);
        Assert.Equal(await scene.Db.Sessions().CountAsync(s => s.Status == SessionStatus.Held && s.Month >= draw.First && s.Month <= draw.Last), draw.SessionsThere);
        Assert.Equal(await scene.Db.HomeVisits().Where(v => v.Status == VisitStatus.Completed && v.Month >= draw.First && v.Month <= draw.Last).Select(v => v.HouseholdFileId).Distinct().CountAsync(), draw.HomesThere);
        Assert.Equal(draw.SessionsThere + draw.HomesThere, draw.Population.Split('\n').Length);
        // Fifteen working days from Monday 12 October.
        Assert.Equal(new DateOnly(2026, 11, 2), draw.DueOn);
        var kept = await scene.Db.Inspections().AsNoTracking().Where(i => i.DrawId == draw.Id).OrderBy(i => i.Ordinal).Select(i => i.RecordKey).ToListAsync();
        Assert.Equal(16, kept.Count);
        Assert.Equal(DrawRules.Draw(draw.Seed, draw.Population, draw.Spread, 12, 4).Select(d => d.Key), kept);

        // What comes into the database later changes nothing of it.
        var station = await scene.Db.Stations().FirstAsync();
        await Some.SessionAsync(scene.Db, station, new DateOnly(2026, 9, 2));
        Assert.Equal(kept, DrawRules.Draw(draw.Seed, draw.Population, draw.Spread, 12, 4).Select(d => d.Key));
        Assert.Null((await AuditTrail.VerifyAsync(scene.Db)).Broken);
    }

    [Fact]
    public async Task There_is_no_second_draw_without_a_reason_and_none_of_nothing()
    {
        await using var scene = await InspectionScene.SetAsync();
        Assert.IsType<NothingToDraw>((await scene.Draws.RunAsync(scene.Quarter with { Period = "2025-Q1" })).Refusal);
        Assert.IsType<DrawNeedsNumber>((await scene.Draws.RunAsync(scene.Quarter with { Sessions = 0, Homes = 0 })).Refusal);
        Assert.IsType<DrawNeedsNumber>((await scene.Draws.RunAsync(scene.Quarter with { Sessions = 500, Homes = 1 })).Refusal);
        Assert.IsType<DrawNeedsNumber>((await scene.Draws.RunAsync(scene.Quarter with { Sessions = -1 })).Refusal);
        Assert.IsType<DrawNeedsNumber>((await scene.Draws.RunAsync(scene.Quarter with { Homes = -1 })).Refusal);
        Assert.IsType<SeedUnfit>((await scene.Draws.RunAsync(scene.Quarter with { Seed = "十 月" })).Refusal);
        Assert.IsType<SeedUnfit>((await scene.Draws.RunAsync(scene.Quarter with { Seed = new('7', 41) })).Refusal);
        Assert.IsType<DrawReasonTooLong>((await scene.Draws.RunAsync(scene.Quarter with { Reason = new('因', 201) })).Refusal);
        Assert.IsType<NothingToDraw>((await scene.Draws.RunAsync(scene.Quarter with { Period = "2026-10" })).Refusal);
        Assert.IsType<DrawNeedsPeriod>((await scene.Draws.RunAsync(scene.Quarter with { Period = "2027-Q1" })).Refusal);
        Assert.Empty(scene.Db.InspectionDraws());
        Assert.True((await scene.Draws.RunAsync(scene.Quarter)).Ok);
        Assert.IsType<DrawnAlready>((await scene.Draws.RunAsync(scene.Quarter with { Period = "2026-09", Seed = null })).Refusal);
        Assert.IsType<DrawnAlready>((await scene.Draws.RunAsync(scene.Quarter with { Period = "2026-07", Seed = null, Reason = " " })).Refusal);
        Assert.True((await scene.Draws.RunAsync(scene.Quarter with { Period = "2026-06", Seed = new('7', 40), Sessions = 500, Homes = 0 })).Ok);
        var whole = await scene.Db.InspectionDraws().AsNoTracking().OrderBy(d => d.Id).LastAsync();
        Assert.Equal(whole.SessionsThere, await scene.Db.Inspections().CountAsync(i => i.DrawId == whole.Id));
        Assert.True((await scene.Draws.RunAsync(scene.Quarter with { County = "410922" })).Ok);
        Assert.True((await scene.Draws.RunAsync(scene.Quarter with { County = "410922", StationKind = StationKind.CommunityDayCare, Reason = "只抽日间照料中心。" })).Ok);
        var narrow = await scene.Db.InspectionDraws().AsNoTracking().OrderBy(d => d.Id).LastAsync();
        var stations = await scene.Db.Stations().Where(s => s.Kind == StationKind.CommunityDayCare && s.RegionCode >= Places.Qingfeng && s.RegionCode < Places.Qingfeng + 1_000_000).Select(s => s.Id).ToListAsync();
        Assert.Equal(stations.Order(), DrawRules.Thawed(narrow.Population).Select(r => r.StationId).Distinct().Order());
        Assert.True((await scene.Draws.RunAsync(scene.Quarter with { Reason = "有群众反映，另抽一次。", Seed = null })).Ok);
        Assert.Matches("^[0-9]{8}$", (await scene.Db.InspectionDraws().OrderBy(d => d.Id).LastAsync()).Seed);
    }

    [Fact]
    public async Task A_county_draws_in_itself_and_never_in_its_neighbour_and_does_not_enter_what_the_city_drew()
    {
        await using var scene = await InspectionScene.SetAsync();
        var inspection = await scene.DrawnAsync();
        await using var county = scene.Database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)]));
        var draw = new DrawSample(county, scene.Clock);
        Assert.IsType<NotFound>((await draw.RunAsync(scene.Quarter with { RegionCode = Places.Qingfeng, County = "410902" })).Refusal);
        Assert.IsType<NotFound>((await draw.RunAsync(scene.Quarter)).Refusal);
        // The city draws in its counties, not in what is below them.
        Assert.IsType<NotFound>((await scene.Draws.RunAsync(scene.Quarter with { County = "410922101" })).Refusal);
        Assert.True((await draw.RunAsync(scene.Quarter with { RegionCode = Places.Qingfeng })).Ok);
        var desk = new InspectionDesk(county, new Officers(county), scene.Clock);
        Assert.IsType<NotFound>((await new EnterInspection(desk, scene.Clock).RunAsync(scene.Found(inspection, InspectionVerdict.True))).Refusal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_is_wrong_is_heard_once_settled_mended_and_looked_at_again(DatabaseProvider provider)
    {
        await using var scene = await InspectionScene.SetAsync(provider);
        var inspection = await scene.DrawnAsync();
        Assert.IsType<NotFound>((await scene.Settle.AnswerAsync(scene.Coordinator, inspection.Key, "没有这回事")).Refusal);
        Assert.True((await scene.Enter.RunAsync(scene.Found(inspection, InspectionVerdict.False))).Ok);
        Assert.Equal((InspectionState.Hearing, new DateOnly(2026, 10, 19)), (inspection.State, inspection.DueOn!.Value));
        Assert.True(await scene.Db.InboxMessages().AnyAsync(m => m.AccountId == scene.Coordinator.AccountId && m.Href == $"/inspections/{inspection.Key}"));
        Assert.IsType<InspectionNotThere>((await scene.Enter.RunAsync(scene.Found(inspection, InspectionVerdict.True))).Refusal);
        Assert.IsType<InspectionNotThere>((await scene.Mend.ReportAsync(scene.Coordinator, inspection.Key, "改好了。")).Refusal);
        Assert.IsType<InspectionNotThere>((await scene.Mend.CloseAsync(scene.Officer, inspection.Key, "办结。")).Refusal);
        Assert.IsType<InspectionNotThere>((await scene.Mend.SendBackAsync(scene.Officer, inspection.Key, "再改。")).Refusal);
        Assert.IsType<StillHeard>((await scene.Settle.SettleAsync(scene.Settled(inspection, InspectionVerdict.False))).Refusal);

        Assert.IsType<InspectionWordsMissing>((await scene.Settle.AnswerAsync(scene.Coordinator, inspection.Key, " ")).Refusal);
        Assert.True((await scene.Settle.AnswerAsync(scene.Coordinator, inspection.Key, "照片拍得早，后面又来了 6 人。")).Ok);
        Assert.IsType<InspectionNotThere>((await scene.Settle.AnswerAsync(scene.Coordinator, inspection.Key, "再说一次")).Refusal);
        var settled = scene.Settled(inspection, InspectionVerdict.Partly);
        Assert.IsType<VerdictMissing>((await scene.Settle.SettleAsync(settled with { Verdict = null })).Refusal);
        Assert.IsType<InspectionWordsMissing>((await scene.Settle.SettleAsync(settled with { Words = null })).Refusal);
        Assert.IsType<FollowUpMissing>((await scene.Settle.SettleAsync(settled with { FollowUp = null })).Refusal);
        Assert.True((await scene.Settle.SettleAsync(settled)).Ok);
        Assert.IsType<InspectionNotThere>((await scene.Settle.SettleAsync(settled)).Refusal);
        Assert.Equal((InspectionVerdict.Partly, InspectionState.Mending, new DateOnly(2026, 10, 21)), (inspection.Verdict!.Value, inspection.State, inspection.DueOn!.Value));
        Assert.True(inspection.IsOpenFault);

        Assert.IsType<InspectionWordsMissing>((await scene.Mend.ReportAsync(scene.Coordinator, inspection.Key, " ")).Refusal);
        Assert.True((await scene.Mend.ReportAsync(scene.Coordinator, inspection.Key, "点名册更正了。")).Ok);
        Assert.Equal((InspectionState.Mended, null), (inspection.State, inspection.DueOn));
        Assert.IsType<InspectionWordsMissing>((await scene.Mend.SendBackAsync(scene.Officer, inspection.Key, " ")).Refusal);
        Assert.IsType<InspectionWordsMissing>((await scene.Mend.CloseAsync(scene.Officer, inspection.Key, " ")).Refusal);
        Assert.True((await scene.Mend.SendBackAsync(scene.Officer, inspection.Key, "还差一个人。")).Ok);
        Assert.Equal((InspectionState.Mending, new DateOnly(2026, 10, 21)), (inspection.State, inspection.DueOn));
        Assert.True((await scene.Mend.ReportAsync(scene.Coordinator, inspection.Key, "补好了。")).Ok);
        Assert.True((await scene.Mend.CloseAsync(scene.Officer, inspection.Key, "和现场一致。")).Ok);
        Assert.False(inspection.IsOpenFault);
        var steps = (await new ReadInspections(scene.Db, new(scene.Db)).FindAsync(inspection.Key))!.Steps.Select(s => s.Action);
        Assert.Equal(
            [
                InspectionAction.Entered, InspectionAction.Answered, InspectionAction.Settled, InspectionAction.Reported, InspectionAction.SentBack, InspectionAction.Reported, InspectionAction.Closed,
            ],
            steps);
        Assert.Null((await AuditTrail.VerifyAsync(scene.Db)).Broken);
    }

    [Fact]
    public async Task Who_keeps_silent_until_the_day_is_over_is_settled_without_an_answer()
    {
        await using var scene = await InspectionScene.SetAsync();
        var inspection = await scene.DrawnAsync(InspectedKind.Home);
        Assert.True((await scene.Enter.RunAsync(scene.Found(inspection, InspectionVerdict.False))).Ok);
        scene.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(new StillHeard(new DateOnly(2026, 10, 19)), (await scene.Settle.SettleAsync(scene.Settled(inspection, InspectionVerdict.False))).Refusal);
        scene.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await scene.Settle.SettleAsync(scene.Settled(inspection, InspectionVerdict.False))).Ok);
        Assert.Null(inspection.Answer);
    }

    [Fact]
    public async Task What_is_right_is_closed_at_once_asks_nothing_and_waits_for_nobody()
    {
        await using var scene = await InspectionScene.SetAsync();
        var inspection = await scene.DrawnAsync();
        Assert.True((await scene.Enter.RunAsync(scene.Found(inspection, InspectionVerdict.True) with { FollowUp = FollowUp.Mend, Asked = "选错以前写的", MendDays = 9 })).Ok);
        Assert.Equal((InspectionState.Closed, null, null, null, null), (inspection.State, inspection.DueOn, inspection.FollowUp, inspection.Asked, inspection.MendDays));
        Assert.Equal((scene.Clock.UtcNow(), scene.Clock.UtcNow()), (inspection.SettledUtc!.Value, inspection.ClosedUtc!.Value));
        Assert.Equal(0, await scene.Db.InboxMessages().CountAsync(m => m.AccountId == scene.Coordinator.AccountId));

        // What was found wrong and proved right by the answer ends in the same way.
        var other = await scene.Db.Inspections().FirstAsync(i => i.DrawId == inspection.DrawId && i.State == InspectionState.Drawn && i.Kind == InspectedKind.Session);
        Assert.True((await scene.Enter.RunAsync(scene.Found(other, InspectionVerdict.False))).Ok);
        Assert.True((await scene.Settle.AnswerAsync(scene.Coordinator, other.Key, "签到在背面。")).Ok);
        Assert.True((await scene.Settle.SettleAsync(scene.Settled(other, InspectionVerdict.True) with { FollowUp = null, Asked = null })).Ok);
        Assert.Equal((InspectionState.Closed, null, null, null), (other.State, other.DueOn, other.FollowUp, other.MendDays));
        Assert.False(other.IsOpenFault);
    }

    [Fact]
    public async Task A_form_that_is_not_whole_writes_nothing_and_says_which_question()
    {
        await using var scene = await InspectionScene.SetAsync();
        var inspection = await scene.DrawnAsync();
        var found = scene.Found(inspection, InspectionVerdict.False);
        Assert.Equal("Answers[heads]", (await scene.Enter.RunAsync(found with { Answers = new Dictionary<string, string?>() })).Refusal!.Field);
        Assert.IsType<MoreThanAsked>((await scene.Enter.RunAsync(found with { Answers = new Dictionary<string, string?>(found.Answers) { ["confirmed"] = "6" } })).Refusal);
        Assert.IsType<NumberUnreadable>((await scene.Enter.RunAsync(found with { Answers = new Dictionary<string, string?>(found.Answers) { ["heads"] = "三十" } })).Refusal);
        Assert.IsType<InspectionDayWrong>((await scene.Enter.RunAsync(found with { InspectedOn = new DateOnly(2026, 10, 13) })).Refusal);
        scene.Clock.Advance(TimeSpan.FromDays(2));
        Assert.IsType<InspectionDayWrong>((await scene.Enter.RunAsync(found with { InspectedOn = new DateOnly(2026, 10, 11) })).Refusal);
        Assert.IsType<InspectionDayWrong>((await scene.Enter.RunAsync(found with { InspectedOn = null })).Refusal);
        Assert.IsType<InspectorsMissing>((await scene.Enter.RunAsync(found with { Inspectors = " " })).Refusal);
        Assert.IsType<InspectorsMissing>((await scene.Enter.RunAsync(found with { Inspectors = new('周', 51) })).Refusal);
        Assert.IsType<InspectionWordsTooLong>((await scene.Enter.RunAsync(found with { Remarks = new('查', 501) })).Refusal);
        Assert.IsType<InspectionWordsTooLong>((await scene.Enter.RunAsync(found with { Asked = new('改', 501) })).Refusal);
        Assert.IsType<MendDaysWrong>((await scene.Enter.RunAsync(found with { MendDays = 0 })).Refusal);
        Assert.IsType<MendDaysWrong>((await scene.Enter.RunAsync(found with { MendDays = 61 })).Refusal);
        Assert.IsType<QuestionUnanswered>((await scene.Enter.RunAsync(found with { Answers = found.Answers.ToDictionary(a => a.Key, a => a.Value == "yes" ? "maybe" : a.Value) })).Refusal);
        Assert.IsType<NumberUnreadable>((await scene.Enter.RunAsync(found with { Answers = new Dictionary<string, string?>(found.Answers) { ["heads"] = "10000" } })).Refusal);
        Assert.IsType<VerdictMissing>((await scene.Enter.RunAsync(found with { Verdict = null })).Refusal);
        Assert.IsType<InspectionWordsMissing>((await scene.Enter.RunAsync(found with { Remarks = "" })).Refusal);
        Assert.IsType<FollowUpMissing>((await scene.Enter.RunAsync(found with { FollowUp = null })).Refusal);
        Assert.Equal("Asked", (await scene.Enter.RunAsync(found with { Asked = null })).Refusal!.Field);
        Assert.Equal((InspectionState.Drawn, null), (inspection.State, inspection.AnswersJson));
        Assert.Empty(scene.Db.InspectionSteps());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_verdict_stands_beside_the_rows_of_the_sheet_and_no_figure_changes_by_it(DatabaseProvider provider)
    {
        await using var scene = await InspectionScene.SetAsync(provider);
        var home = await scene.DrawnAsync(InspectedKind.Home);
        var session = await scene.Db.Inspections().FirstAsync(i => i.DrawId == home.DrawId && i.Kind == InspectedKind.Session && i.RegionCode / 1000000 == home.RegionCode / 1000000);
        var county = RegionCodes.CountyOf(home.RegionCode);
        var marks = new InspectedMarks(scene.Db);
        var (first, last) = (Month.From(2026, 7), Month.From(2026, 9));
        Assert.True((await marks.SumAsync(county, first, last)).IsEmpty);
        var held = await scene.Db.Sessions().CountAsync(s => s.Status == SessionStatus.Held);

        Assert.True((await scene.Enter.RunAsync(scene.Found(session, InspectionVerdict.True))).Ok);
        Assert.True((await scene.Enter.RunAsync(scene.Found(home, InspectionVerdict.False))).Ok);
        Assert.Equal((1, 1, 0), ((await marks.SumAsync(county, first, last)).Sessions.All, (await marks.SumAsync(county, first, last)).Homes.Unsettled, (await marks.SumAsync(county, first, last)).Homes.False));
        Assert.True((await scene.Settle.AnswerAsync(scene.Coordinator, home.Key, "家里人记错了。")).Ok);
        Assert.True((await scene.Settle.SettleAsync(scene.Settled(home, InspectionVerdict.False))).Ok);

        var visit = await scene.Db.HomeVisits().FirstAsync(v => v.HouseholdFileId == home.RecordId);
        var found = await marks.OfAsync([(RecordKind.Session, session.RecordId), (RecordKind.HomeVisit, visit.Id), (RecordKind.HouseholdFile, home.RecordId), (RecordKind.Course, 1)]);
        Assert.Equal("已抽查 属实", found[(RecordKind.Session, session.RecordId)].Words);
        Assert.Equal("已抽查 不属实", found[(RecordKind.HomeVisit, visit.Id)].Words);
        Assert.True(found[(RecordKind.HouseholdFile, home.RecordId)].IsFault);
        Assert.Equal(3, found.Count);
        Assert.Equal(1, (await marks.SumAsync(county, first, last)).Homes.False);
        Assert.Equal(held, await scene.Db.Sessions().CountAsync(s => s.Status == SessionStatus.Held));
    }
}
