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
        Assert.IsType<SeedUnfit>((await scene.Draws.RunAsync(scene.Quarter with { Seed = "十 月" })).Refusal);
        Assert.IsType<DrawNeedsPeriod>((await scene.Draws.RunAsync(scene.Quarter with { Period = "2027-Q1" })).Refusal);
        Assert.Empty(scene.Db.InspectionDraws());
        Assert.True((await scene.Draws.RunAsync(scene.Quarter)).Ok);
        Assert.IsType<DrawnAlready>((await scene.Draws.RunAsync(scene.Quarter with { Period = "2026-09", Seed = null })).Refusal);
        Assert.True((await scene.Draws.RunAsync(scene.Quarter with { County = "410922" })).Ok);
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
        Assert.IsType<StillHeard>((await scene.Settle.SettleAsync(scene.Settled(inspection, InspectionVerdict.False))).Refusal);

        Assert.IsType<InspectionWordsMissing>((await scene.Settle.AnswerAsync(scene.Coordinator, inspection.Key, " ")).Refusal);
        Assert.True((await scene.Settle.AnswerAsync(scene.Coordinator, inspection.Key, "照片拍得早，后面又来了 6 人。")).Ok);
        Assert.IsType<InspectionNotThere>((await scene.Settle.AnswerAsync(scene.Coordinator, inspection.Key, "再说一次")).Refusal);
        Assert.True((await scene.Settle.SettleAsync(scene.Settled(inspection, InspectionVerdict.Partly))).Ok);
        Assert.Equal((InspectionVerdict.Partly, InspectionState.Mending, new DateOnly(2026, 10, 21)), (inspection.Verdict!.Value, inspection.State, inspection.DueOn!.Value));
        Assert.True(inspection.IsOpenFault);

        Assert.True((await scene.Mend.ReportAsync(scene.Coordinator, inspection.Key, "点名册更正了。")).Ok);
        Assert.True((await scene.Mend.SendBackAsync(scene.Officer, inspection.Key, "还差一个人。")).Ok);
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
        scene.Clock.Advance(TimeSpan.FromDays(8));
        Assert.True((await scene.Settle.SettleAsync(scene.Settled(inspection, InspectionVerdict.False))).Ok);
        Assert.Null(inspection.Answer);
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
