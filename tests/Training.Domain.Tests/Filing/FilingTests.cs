using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Filing;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Testing;

namespace Training.Domain.Tests.Filing;

public sealed class FilingTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_sheet_goes_from_the_bodies_through_the_county_to_the_city_and_each_step_is_dated_and_signed(DatabaseProvider provider)
    {
        await using var scene = await FilingScene.SetAsync(provider);
        var filing = await scene.ToAsync(FilingState.Accepted);
        Assert.Equal(FilingState.Accepted, filing.State);
        var view = (await new ReadFiling(scene.Db, scene.Stage.Desk).FindAsync(filing.Key))!;
        Assert.Equal(
            [FilingAction.Opened, FilingAction.PartSigned, FilingAction.PartSigned, FilingAction.CountySigned, FilingAction.Received, FilingAction.Approved, FilingAction.Accepted],
            view.Steps.Select(s => s.Action));
        Assert.Equal([SignatureKind.Body, SignatureKind.Body, SignatureKind.County, SignatureKind.Approval, SignatureKind.Acceptance], view.Signatures.Select(s => s.Kind));
        Assert.Equal("张静怡", view.Signatures[2].SignerName);
        Assert.Equal(view.Snapshot!.Sha256, view.Signatures[4].Sha256);
        Assert.Equal([true, false], view.Parts.Select(p => p.IsLead));
        Assert.Null((await AuditTrail.VerifyAsync(scene.Db)).Broken);
        var told = await scene.Db.InboxMessages().Where(m => m.AccountId == scene.Stage.Body.Actor.AccountId).Select(m => m.Title).ToListAsync();
        Assert.Equal(["清丰县2026年第三季度填报开始了，请签本单位的分表"], told);
    }

    [Fact]
    public async Task A_period_has_one_filing_and_only_a_body_with_a_station_leads_it()
    {
        await using var scene = await FilingScene.SetAsync();
        var open = new OpenFiling(scene.Db, scene.Stage.Sheets, scene.Stage.Desk, scene.Clock);
        var input = new OpenFilingInput { Actor = scene.Stage.County.Actor, County = FilingScene.County, Period = FilingScene.Period };
        Assert.IsType<FilingLeadMissing>((await open.RunAsync(input)).Refusal);
        var idle = await Some.OrganizationAsync(scene.Db, with: o => o.Name = "没有站点的机构");
        Assert.IsType<FilingLeadMissing>((await open.RunAsync(input with { Lead = idle.Key })).Refusal);
        Assert.IsType<PeriodNotBegun>((await open.RunAsync(input with { Lead = scene.Lead.Key, Period = "2027-Q1" })).Refusal);
        Assert.True((await open.RunAsync(input with { Lead = scene.Lead.Key })).Ok);
        Assert.IsType<FilingOpenAlready>((await open.RunAsync(input with { Lead = scene.Other.Key })).Refusal);
    }

    [Fact]
    public async Task Nobody_signs_before_the_last_month_is_closed()
    {
        await using var scene = await FilingScene.SetAsync();
        scene.Clock.SetUtc(new DateTime(2026, 10, 4, 2, 0, 0, DateTimeKind.Utc));
        var filing = await scene.ToAsync(FilingState.Open);
        var part = await scene.Db.FilingParts().FirstAsync();
        Assert.Equal(new PeriodNotClosed("2026年第三季度", new DateOnly(2026, 10, 5)), (await scene.Stage.SignPartAsync(part)).Refusal);
        scene.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await scene.Stage.SignPartAsync(part)).Ok);
        Assert.Equal(FilingState.Open, filing.State);
    }

    [Fact]
    public async Task Signing_wants_the_own_name_and_the_hash_that_was_shown()
    {
        await using var scene = await FilingScene.SetAsync();
        await scene.ToAsync(FilingState.Open);
        var part = await scene.Db.FilingParts().FirstAsync();
        var other = scene.Stage.Body with { Name = "孙海" };
        Assert.Equal(new SignerNameDiffers("孙海峰"), (await scene.Stage.SignPartAsync(part, other)).Refusal);
        var shown = (await scene.Stage.Snapshots.RunAsync(await scene.Db.Filings().SingleAsync(), part)).Sha256;
        var own = await scene.Db.Stations().Where(s => s.OrganizationId == part.OrganizationId).Select(s => s.Id).ToListAsync();
        var session = await scene.Db.Sessions().FirstAsync(s => s.Month == Month.From(2026, 8) && s.TaughtMinutes != null && own.Contains(s.StationId));
        session.TaughtMinutes += 1;
        await scene.Db.SaveChangesAsync();
        Assert.IsType<SheetChanged>((await scene.Stage.SignPartAsync(part, sha256: shown)).Refusal);
        Assert.Equal(0, await scene.Db.FilingSignatures().CountAsync());
        Assert.True((await scene.Stage.SignPartAsync(part)).Ok);
    }

    [Fact]
    public async Task Every_step_from_a_wrong_state_is_refused_aloud_and_changes_nothing()
    {
        await using var scene = await FilingScene.SetAsync();
        var filing = await scene.ToAsync(FilingState.Open);
        var stage = scene.Stage;
        var part = await scene.Db.FilingParts().FirstAsync();
        Assert.Equal("这份填报现在是“填报中”，不能由县区签字上报。", (await stage.SignFilingAsync(filing)).Refusal!.Message);
        Assert.IsType<FilingNotThere>((await stage.Review.ReceiveAsync(stage.City.Actor, filing.Key)).Refusal);
        Assert.IsType<FilingNotThere>((await stage.Review.ApproveAsync(await stage.ReviewedAsync(filing))).Refusal);
        Assert.IsType<FilingNotThere>((await stage.Review.AcceptAsync(await stage.ReviewedAsync(filing))).Refusal);
        Assert.IsType<FilingNotThere>((await stage.Returns.ToCountyAsync(stage.City.Actor, filing.Key, [new("J2", "不对")])).Refusal);
        Assert.IsType<FilingNotThere>((await stage.SupplementAsync(filing)).Refusal);
        Assert.IsType<FilingNotThere>((await stage.Subsidies.EnterAsync(new() { Actor = stage.City.Actor, FilingKey = filing.Key })).Refusal);
        Assert.IsType<PartNotThere>((await stage.Returns.ToBodyAsync(stage.County.Actor, part.Key, [new("J2", "不对")])).Refusal);
        Assert.IsType<PartNotThere>((await new WithdrawSignature(scene.Db, stage.Desk).OfPartAsync(stage.Body.Actor, part.Key)).Refusal);
        Assert.IsType<NotOverdue>((await new UrgeFiling(scene.Db, stage.Desk, scene.Clock).RunAsync(stage.City.Actor, filing.Key)).Refusal);
        Assert.Equal(1, await scene.Db.FilingSteps().CountAsync());
        Assert.Equal(0, await scene.Db.FilingSnapshots().CountAsync());
    }

    [Fact]
    public void From_each_state_the_filing_moves_as_the_notice_has_it_and_not_otherwise()
    {
        var moves = Enum.GetValues<FilingState>().ToDictionary(
            state => state, state => string.Join(" ", Enum.GetValues<FilingMove>().Select(m => (Move: m, To: FilingRules.Next(state, 1, m))).Where(m => m.To.Ok).Select(m => $"{m.Move}>{m.To.Value}")));
        Assert.Equal(
            [
                "PartsSigned>CountyReview PartOpened>Open", "PartOpened>Open CountySigns>Filed", "CountyWithdraws>Returned CityReceives>InReview", "CityReturns>Returned CityApproves>Approved",
                "PartsSigned>Returned PartOpened>Returned CountySigns>Filed", "CityAccepts>Accepted", "",
            ],
            moves.Values);
    }

    [Fact]
    public async Task A_signature_is_taken_back_by_its_signer_within_ten_minutes_while_nobody_has_gone_on()
    {
        await using var scene = await FilingScene.SetAsync();
        var filing = await scene.ToAsync(FilingState.Filed);
        var stage = scene.Stage;
        Task<Result<Done>> WithdrawAsync(Signer who) => new WithdrawSignature(scene.Db, stage.Desk).OfCountyAsync(who.Actor, filing.Key);
        Assert.IsType<SignatureStands>((await WithdrawAsync(stage.City)).Refusal);
        scene.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.True((await WithdrawAsync(stage.County)).Ok);
        filing = await scene.Db.Filings().SingleAsync();
        Assert.Equal(FilingState.CountyReview, filing.State);
        // The paper that was taken back is no longer the sheet that stands.
        Assert.Null(await CompareFiling.InForceAsync(scene.Db, filing.Id));
        Assert.True((await stage.SignFilingAsync(filing)).Ok);
        scene.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.IsType<SignatureStands>((await WithdrawAsync(stage.County)).Refusal);
        filing = await scene.Db.Filings().SingleAsync();
        Assert.Equal(FilingState.Filed, filing.State);
        Assert.True((await stage.Review.ReceiveAsync(stage.City.Actor, filing.Key)).Ok);
        Assert.IsType<FilingNotThere>((await WithdrawAsync(stage.County)).Refusal);
        var part = await scene.Db.FilingParts().FirstAsync();
        Assert.IsType<FilingNotThere>((await new WithdrawSignature(scene.Db, stage.Desk).OfPartAsync(stage.Body.Actor, part.Key)).Refusal);
    }

    [Fact]
    public async Task A_body_takes_its_own_signature_back_within_ten_minutes_and_the_county_has_its_sheet_no_more()
    {
        await using var scene = await FilingScene.SetAsync();
        var filing = await scene.ToAsync(FilingState.CountyReview);
        var stage = scene.Stage;
        var key = (await scene.Db.FilingParts().FirstAsync()).Key;
        Task<Result<Done>> WithdrawAsync(Signer who) => new WithdrawSignature(scene.Db, stage.Desk).OfPartAsync(who.Actor, key);
        scene.Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));
        Assert.IsType<SignatureStands>((await WithdrawAsync(stage.Body)).Refusal);
        Assert.Equal(FilingState.CountyReview, (await scene.Db.Filings().SingleAsync()).State);
        scene.Clock.Advance(TimeSpan.FromSeconds(-1));
        Assert.IsType<SignatureStands>((await WithdrawAsync(stage.County)).Refusal);
        Assert.True((await WithdrawAsync(stage.Body)).Ok);
        filing = await scene.Db.Filings().SingleAsync();
        var part = await scene.Db.FilingParts().SingleAsync(p => p.Key == key);
        Assert.Equal((FilingState.Open, PartState.Open), (filing.State, part.State));
        Assert.True((await scene.Db.FilingSignatures().SingleAsync(s => s.PartId == part.Id)).Withdrawn);
        Assert.IsType<FilingNotThere>((await stage.SignFilingAsync(filing)).Refusal);
        Assert.True((await stage.SignPartAsync(part)).Ok);
        Assert.Equal(FilingState.CountyReview, filing.State);
    }

    [Fact]
    public async Task The_county_signs_with_its_opinion_its_own_name_and_the_sheet_that_it_was_shown()
    {
        await using var scene = await FilingScene.SetAsync();
        var (officer, city) = (await scene.Stage.OfficerAsync(Places.Qingfeng), await scene.Stage.OfficerAsync(Places.City));
        var filing = await scene.ToAsync(FilingState.CountyReview);
        var stage = scene.Stage;
        Assert.IsType<OpinionMissing>((await stage.SignFilingAsync(filing, opinion: "　")).Refusal);
        Assert.IsType<WordsTooLong>((await stage.SignFilingAsync(filing, opinion: new('审', 501))).Refusal);
        Assert.Equal(new SignerNameDiffers("张静怡"), (await stage.SignFilingAsync(filing, signer: stage.County with { Name = "张静" })).Refusal);
        Assert.IsType<SheetChanged>((await stage.SignFilingAsync(filing, sha256: new('a', 64))).Refusal);
        Assert.Equal((FilingState.CountyReview, 0), (filing.State, await scene.Db.FilingSignatures().CountAsync(s => s.Kind == SignatureKind.County)));
        Assert.True((await stage.SignFilingAsync(filing, opinion: new('审', 500))).Ok);
        // Each party has its working days: here the ten of the city, from Thursday 8 October with the working Saturday that makes up for the holiday.
        Assert.Equal(new DateOnly(2026, 10, 21), filing.DueOn);
        Assert.Equal(["清丰县2026年第三季度填报：2 份分表都签了，等您审核"], await TitlesAsync(scene, officer));
        Assert.Equal(["清丰县2026年第三季度填报报上来了，等市局收件"], await TitlesAsync(scene, city));
    }

    [Fact]
    public async Task The_day_that_the_city_set_holds_until_it_is_over_then_working_days_are_counted()
    {
        await using var scene = await FilingScene.SetAsync();
        var set = new SetFilingTerm(scene.Db, scene.Stage.Desk, new(scene.Db), scene.Clock);
        var (bodies, county, city) = (new DateOnly(2026, 10, 8), new DateOnly(2026, 10, 9), new DateOnly(2026, 10, 12));
        var input = new SetFilingTermInput { Actor = scene.Stage.City.Actor, RegionCode = Places.City, Period = FilingScene.Period, BodiesUntil = bodies, CountyUntil = county, CityUntil = city };
        Assert.IsType<NotFound>((await set.RunAsync(input with { RegionCode = Places.Qingfeng })).Refusal);
        Assert.IsType<TermDayMissing>((await set.RunAsync(input with { BodiesUntil = null })).Refusal);
        Assert.IsType<TermDayMissing>((await set.RunAsync(input with { CountyUntil = null })).Refusal);
        // The months are closed on the 5th, and today is the 8th: neither day that is over is a term.
        Assert.Equal(new TermTooEarly(bodies), (await set.RunAsync(input with { BodiesUntil = new DateOnly(2026, 10, 7) })).Refusal);
        Assert.IsType<TermOutOfOrder>((await set.RunAsync(input with { CityUntil = bodies })).Refusal);
        Assert.True((await set.RunAsync(input with { CountyUntil = bodies, CityUntil = bodies })).Ok);
        Assert.True((await set.RunAsync(input)).Ok);

        var filing = await scene.ToAsync(FilingState.Open);
        Assert.Equal(bodies, filing.DueOn);
        scene.Clock.Advance(TimeSpan.FromDays(2));
        foreach (var part in await scene.Db.FilingParts().ToListAsync())
        {
            Assert.True((await scene.Stage.SignPartAsync(part)).Ok);
        }

        Assert.Equal(new DateOnly(2026, 10, 14), filing.DueOn);
        Assert.True((await scene.Stage.SignFilingAsync(filing)).Ok);
        Assert.Equal(city, filing.DueOn);
    }

    [Fact]
    public async Task What_the_city_sends_back_is_answered_line_by_line_before_it_is_signed_again()
    {
        await using var scene = await FilingScene.SetAsync();
        var filing = await scene.ToAsync(FilingState.InReview);
        var stage = scene.Stage;
        var reviewed = await stage.ReviewedAsync(filing);
        Assert.IsType<SheetChanged>((await stage.Review.ApproveAsync(reviewed with { Confirms = stage.City.Over(new('a', 64)) })).Refusal);
        Assert.IsType<SignerNameDiffers>((await stage.Review.ApproveAsync(reviewed with { Confirms = (stage.City with { Name = "周志" }).Over(reviewed.Confirms.Sha256) })).Refusal);
        Assert.IsType<WordsTooLong>((await stage.Review.ApproveAsync(reviewed with { Opinion = new('好', 501) })).Refusal);
        Assert.IsType<ReturnReasonTooLong>((await stage.Returns.ToCountyAsync(stage.City.Actor, filing.Key, [new("J2", new('长', 501))])).Refusal);
        Assert.Equal(FilingState.InReview, filing.State);
        Assert.IsType<NothingReturned>((await stage.Returns.ToCountyAsync(stage.City.Actor, filing.Key, [new("J2", " "), new("X9", "没有这项")])).Refusal);
        Assert.IsType<FilingFrozen>((await stage.Remarks.AddAsync(new() { Actor = stage.County.Actor, SheetKey = filing.Key, Item = "J2", Text = "说明" })).Refusal);
        Assert.True((await stage.Returns.ToCountyAsync(stage.City.Actor, filing.Key, [new("J2", "两次课没有签名"), new("", "附上照片")])).Ok);
        Assert.Equal((FilingState.Returned, 1), (filing.State, filing.Round));
        Assert.Empty(await scene.Db.FilingSignatures().Where(s => s.Kind == SignatureKind.County && s.EndedUtc == null).ToListAsync());
        Assert.Equal(new ReturnsUnanswered(2), (await stage.SignFilingAsync(filing)).Refusal);

        // The county hands one of the lines on to the body, which answers and signs anew.
        var part = await scene.Db.FilingParts().SingleAsync(p => p.IsLead);
        Assert.True((await stage.Returns.ToBodyAsync(stage.County.Actor, part.Key, [new("J2", "请补签名")])).Ok);
        Assert.Equal(new ReturnsUnanswered(1), (await stage.SignPartAsync(part)).Refusal);
        Assert.IsType<PartsUnsigned>((await stage.SignFilingAsync(filing)).Refusal);
        foreach (var line in await scene.Db.FilingReturns().ToListAsync())
        {
            var answers = line.PartId is null ? stage.County.Actor : stage.Body.Actor;
            Assert.IsType<WordsTooLong>((await new AnswerReturn(scene.Db, stage.Desk).RunAsync(new() { Actor = answers, ReturnKey = line.Key, Text = new('长', 501) })).Refusal);
            Assert.IsType<AnswerMissing>((await new AnswerReturn(scene.Db, stage.Desk).RunAsync(new() { Actor = answers, ReturnKey = line.Key, Text = " " })).Refusal);
            Assert.True((await new AnswerReturn(scene.Db, stage.Desk).RunAsync(new() { Actor = answers, ReturnKey = line.Key, Text = "已补齐，见附件" })).Ok);
        }

        // What a body is asked is the body's to answer, and after it signed nobody's.
        var asked = await scene.Db.FilingReturns().SingleAsync(r => r.PartId == part.Id);
        Task<Result<Done>> AnswerAsync(Signer who) => new AnswerReturn(scene.Db, stage.Desk).RunAsync(new() { Actor = who.Actor, ReturnKey = asked.Key, Text = "再补一句" });
        Assert.IsType<PartIsOfBody>((await AnswerAsync(stage.County)).Refusal);
        Assert.True((await stage.SignPartAsync(part)).Ok);
        Assert.IsType<PartNotThere>((await AnswerAsync(stage.Body)).Refusal);
        Assert.True((await stage.SignFilingAsync(filing)).Ok);
        Assert.Equal(FilingState.Filed, filing.State);
        Assert.Equal([1, 2, 3, 4, 5], await scene.Db.FilingSnapshots().OrderBy(s => s.Id).Select(s => s.Number).ToListAsync());
        Assert.IsType<FilingNotThere>((await new AnswerReturn(scene.Db, stage.Desk).RunAsync(new() { Actor = stage.County.Actor, ReturnKey = (await scene.Db.FilingReturns().FirstAsync()).Key, Text = "再说" })).Refusal);
    }

    [Fact]
    public async Task Remarks_are_kept_to_the_letter_and_figures_are_nobodys_to_write()
    {
        await using var scene = await FilingScene.SetAsync();
        var filing = await scene.ToAsync(FilingState.Open);
        var part = await scene.Db.FilingParts().FirstAsync();
        var stage = scene.Stage;
        Assert.True((await stage.Remarks.AddAsync(new() { Actor = stage.Body.Actor, SheetKey = part.Key, Item = "J2", Text = " 七月检修，　停课两周 " })).Ok);
        Assert.True((await stage.Remarks.AddAsync(new() { Actor = stage.County.Actor, SheetKey = filing.Key, Item = "J5", Text = "含借用 2 人" })).Ok);
        Assert.IsType<RemarkNeedsLine>((await stage.Remarks.AddAsync(new() { Actor = stage.Body.Actor, SheetKey = part.Key, Item = "", Text = "没选项" })).Refusal);
        Assert.IsType<PartIsOfBody>((await stage.Remarks.AddAsync(new() { Actor = stage.County.Actor, SheetKey = part.Key, Item = "J2", Text = "县区代写" })).Refusal);
        Assert.IsType<RemarkMissing>((await stage.Remarks.AddAsync(new() { Actor = stage.Body.Actor, SheetKey = part.Key, Item = "J2" })).Refusal);
        Assert.IsType<WordsTooLong>((await stage.Remarks.AddAsync(new() { Actor = stage.Body.Actor, SheetKey = part.Key, Item = "J2", Text = new('长', 201) })).Refusal);
        Assert.IsType<NotFound>((await stage.Remarks.AddAsync(new() { Actor = stage.Body.Actor, SheetKey = part.Key, Item = "J9", Text = "没有这项" })).Refusal);
        var kept = await scene.Db.FilingRemarks().OrderBy(r => r.Id).ToListAsync();
        Assert.Equal([" 七月检修，　停课两周 ", "含借用 2 人"], kept.Select(r => r.Text));
        Assert.True((await stage.Remarks.AddAsync(new() { Actor = stage.Body.Actor, SheetKey = part.Key, Item = "J3", Text = "写错了" })).Ok);
        var wrong = await scene.Db.FilingRemarks().SingleAsync(r => r.Text == "写错了");
        Assert.IsType<NotFound>((await stage.Remarks.RemoveAsync(stage.County.Actor, filing.Key, wrong.Key)).Refusal);
        Assert.IsType<PartIsOfBody>((await stage.Remarks.RemoveAsync(stage.County.Actor, part.Key, wrong.Key)).Refusal);
        Assert.True((await stage.Remarks.RemoveAsync(stage.Body.Actor, part.Key, wrong.Key)).Ok);
        Assert.IsType<NotFound>((await stage.Remarks.RemoveAsync(stage.Body.Actor, part.Key, wrong.Key)).Refusal);
        Assert.True((await stage.SignPartAsync(part)).Ok);
        Assert.IsType<PartNotThere>((await stage.Remarks.RemoveAsync(stage.Body.Actor, part.Key, kept[0].Key)).Refusal);
        var signed = (await scene.Db.FilingSnapshots().SingleAsync()).Json;
        Assert.Contains("七月检修", signed, StringComparison.Ordinal);
        Assert.DoesNotContain("写错了", signed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_reaches_its_own_part_sheet_and_the_filing_that_it_leads()
    {
        await using var scene = await FilingScene.SetAsync();
        var filing = await scene.ToAsync(FilingState.CountyReview);
        var parts = await scene.Db.FilingParts().OrderBy(p => p.Id).ToListAsync();
        var county = new CodeRange(Places.Qingfeng, Places.Qingfeng + 1_000_000);
        await using var lead = scene.Database.Open(AccessScope.Of([county], organization: scene.Lead.Id));
        await using var other = scene.Database.Open(AccessScope.Of([county], organization: scene.Other.Id));
        await using var neighbour = scene.Database.Open(AccessScope.Of([new CodeRange(Places.Hualong, Places.Hualong + 1_000_000)]));
        async Task<string> SeesAsync(TrainingDbContext db)
        {
            var read = new ReadFiling(db, new FilingStage(db, scene.Clock, scene.Folder).Desk);
            return $"{await read.FindAsync(filing.Key) is not null} {await read.PartAsync(parts[0].Key) is not null} {await read.PartAsync(parts[1].Key) is not null} {(await new ReadFilings(db, scene.Clock).PartsAsync()).Count}";
        }

        Assert.Equal(["True True True 2", "True True False 1", "False False True 1", "False False False 0"], [await SeesAsync(scene.Db), await SeesAsync(lead), await SeesAsync(other), await SeesAsync(neighbour)]);
        var stage = new FilingStage(other, scene.Clock, scene.Folder);
        Assert.IsType<NotFound>((await stage.Remarks.AddAsync(new() { Actor = scene.Stage.Body.Actor, SheetKey = filing.Key, Item = "J2", Text = "越界" })).Refusal);
        Assert.IsType<NotFound>((await new WithdrawSignature(other, stage.Desk).OfPartAsync(scene.Stage.Body.Actor, parts[0].Key)).Refusal);
    }

    [Fact]
    public async Task Who_is_late_is_listed_and_urged_once_a_day()
    {
        await using var scene = await FilingScene.SetAsync();
        var officer = await scene.Stage.OfficerAsync(Places.Qingfeng);
        var filing = await scene.ToAsync(FilingState.CountyReview);
        // Saturday 10 October is a working day: it makes up for the holiday.
        Assert.Equal(new DateOnly(2026, 10, 12), filing.DueOn);
        scene.Clock.Advance(TimeSpan.FromDays(4));
        Assert.IsType<NotOverdue>((await new UrgeFiling(scene.Db, scene.Stage.Desk, scene.Clock).RunAsync(scene.Stage.City.Actor, filing.Key)).Refusal);
        scene.Clock.Advance(TimeSpan.FromDays(2));
        var board = await new ReadFilings(scene.Db, scene.Clock).BoardAsync(new() { Period = FilingDesk.Period(filing) });
        Assert.Equal((1, 1), (board.Overdue, board.States[FilingState.CountyReview]));
        Assert.True(board.Lines[0].IsOverdue(scene.Clock.Today()));
        Assert.Equal(board.NotOpened, board.Lines.Count(l => l.Filing is null));
        Assert.True((await new UrgeFiling(scene.Db, scene.Stage.Desk, scene.Clock).RunAsync(scene.Stage.City.Actor, filing.Key)).Ok);
        Assert.IsType<UrgedToday>((await new UrgeFiling(scene.Db, scene.Stage.Desk, scene.Clock).RunAsync(scene.Stage.City.Actor, filing.Key)).Refusal);
        scene.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await new UrgeFiling(scene.Db, scene.Stage.Desk, scene.Clock).RunAsync(scene.Stage.City.Actor, filing.Key)).Ok);
        // It is the county that lets it wait, not the bodies, who signed.
        Assert.Equal(2, (await TitlesAsync(scene, officer)).Count(t => t.StartsWith("督办：", StringComparison.Ordinal)));
        Assert.DoesNotContain(await TitlesAsync(scene, scene.Stage.Body.Actor.AccountId), t => t.StartsWith("督办：", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_subsidy_rests_on_an_accepted_sheet_and_is_struck_out_and_never_erased()
    {
        await using var scene = await FilingScene.SetAsync();
        var filing = await scene.ToAsync(FilingState.Accepted);
        var stage = scene.Stage;
        var part = await scene.Db.FilingParts().FirstAsync();
        var input = new EnterSubsidyInput { Actor = stage.City.Actor, FilingKey = filing.Key, Part = part.Key, Fund = SubsidyFund.Lottery, Amount = 12_345.60m, DecidedOn = new DateOnly(2026, 10, 8), Document = "濮财社〔2026〕31号" };
        Assert.IsType<SubsidyNeedsPart>((await stage.Subsidies.EnterAsync(input with { Part = Guid.Empty })).Refusal);
        Assert.IsType<SubsidyNeedsFund>((await stage.Subsidies.EnterAsync(input with { Fund = null })).Refusal);
        Assert.IsType<SubsidyNeedsFundName>((await stage.Subsidies.EnterAsync(input with { Fund = SubsidyFund.Other })).Refusal);
        foreach (var amount in (decimal?[])[null, 0, -1, 0.001m, 100_000_001])
        {
            Assert.IsType<SubsidyAmountWrong>((await stage.Subsidies.EnterAsync(input with { Amount = amount })).Refusal);
        }

        Assert.IsType<SubsidyDayWrong>((await stage.Subsidies.EnterAsync(input with { DecidedOn = new DateOnly(2026, 10, 7) })).Refusal);
        Assert.IsType<SubsidyDayWrong>((await stage.Subsidies.EnterAsync(input with { DecidedOn = new DateOnly(2026, 10, 9) })).Refusal);
        Assert.IsType<WordsTooLong>((await stage.Subsidies.EnterAsync(input with { Document = new('号', 101) })).Refusal);
        Assert.IsType<WordsTooLong>((await stage.Subsidies.EnterAsync(input with { Fund = SubsidyFund.Other, FundName = new('金', 101) })).Refusal);
        var key = Some.Right(await stage.Subsidies.EnterAsync(input with { FundName = "选了别的以前写的" }));
        Assert.Null((await scene.Db.SubsidyEntries().SingleAsync()).FundName);
        Assert.Equal((await CompareFiling.InForceAsync(scene.Db, filing.Id))!.Sha256, (await scene.Db.SubsidyEntries().SingleAsync()).Sha256);
        Assert.Contains("清丰县2026年第三季度填报：登记了一笔补助 12345.60 元", await TitlesAsync(scene, stage.Body.Actor.AccountId));
        Some.Right(await stage.Subsidies.EnterAsync(input with { Fund = SubsidyFund.Other, FundName = "慈善资金", Amount = 1000 }));
        var ledger = await new ReadSubsidies(scene.Db).RunAsync(new() { Year = 2026 });
        Assert.Equal((13_345.60m, 2), (ledger.Total, ledger.Lines.Count));
        async Task<int> LinesAsync(SubsidyQuestion question) => (await new ReadSubsidies(scene.Db).RunAsync(question)).Lines.Count;
        int[] found = [await LinesAsync(new() { Year = 2025 }), await LinesAsync(new() { County = Places.Qingfeng }), await LinesAsync(new() { County = Places.Hualong }), await LinesAsync(new() { Fund = SubsidyFund.Other }), await LinesAsync(new() { Filing = Guid.Empty })];
        Assert.Equal([0, 2, 0, 1, 0], found);
        Assert.Equal([("清丰县", 13_345.60m)], ledger.ByCounty);
        Assert.IsType<WordsTooLong>((await stage.Subsidies.StrikeAsync(stage.City.Actor, key, new('错', 201))).Refusal);
        Assert.IsType<StrikeNeedsReason>((await stage.Subsidies.StrikeAsync(stage.City.Actor, key, " ")).Refusal);
        Assert.True((await stage.Subsidies.StrikeAsync(stage.City.Actor, key, "金额录错")).Ok);
        Assert.IsType<SubsidyStruck>((await stage.Subsidies.StrikeAsync(stage.City.Actor, key, "再划")).Refusal);
        ledger = await new ReadSubsidies(scene.Db).RunAsync(new() { Year = 2026, Filing = filing.Key });
        Assert.Equal((1000m, 2), (ledger.Total, ledger.Lines.Count));
        Assert.Equal([(SubsidyFund.Other, 1000m)], ledger.ByFund);
        await using var other = scene.Database.Open(AccessScope.Of([new CodeRange(Places.Qingfeng, Places.Qingfeng + 1_000_000)], organization: scene.Other.Id));
        Assert.Empty((await new ReadSubsidies(other).RunAsync(new() { Year = 2026 })).Lines);
        Assert.Empty((await stage.Proof.RunAsync()).Faults);
        scene.Clock.Advance(TimeSpan.FromDays(90));
        Assert.IsType<NothingToUrge>((await new UrgeFiling(scene.Db, scene.Stage.Desk, scene.Clock).RunAsync(stage.City.Actor, filing.Key)).Refusal);
    }

    private static Task<List<string>> TitlesAsync(FilingScene scene, long? account) =>
        scene.Db.InboxMessages().Where(m => m.AccountId == account).OrderBy(m => m.Id).Select(m => m.Title).ToListAsync();
}
