using Microsoft.EntityFrameworkCore;
using Training.Domain.Agenda;
using Training.Domain.Audit;
using Training.Domain.Filing;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Domain.Tests.Filing;
using Training.Testing;

namespace Training.Domain.Tests.Agenda;

public sealed class AgendaTests
{
    private static readonly AgendaReader Everything = AgendaReader.Everybody;

    [Theory, OnSqlite, OnPostgres]
    public async Task Duties_are_read_from_the_records_that_carry_their_days_and_are_gone_when_those_are_done(DatabaseProvider provider)
    {
        await using var scene = await FilingScene.SetAsync(provider);
        var filing = await scene.ToAsync(FilingState.CountyReview);
        var agreement = await Some.AgreementAsync(scene.Db, Places.Qingfeng, a => a.UntilDate = new DateOnly(2026, 10, 1));
        await Some.StationUnderWayAsync(scene.Db, StationStatus.Proposed);
        var notice = await Some.NoticeAsync(scene.Db, scene.Clock);
        var found = await Read(scene).RunAsync(new(), Everything);
        Assert.Equal(filing.DueOn, Assert.Single(found.Lines, l => l.Duty.Kind == DutyKind.Filing).Duty.DueOn);
        var ended = Assert.Single(found.Lines, l => l.Duty.Kind == DutyKind.Agreement);
        Assert.Equal((agreement.UntilDate!.Value, agreement.Key.ToString()), (ended.Duty.DueOn, ended.Duty.Subject));
        Assert.Equal(notice.LastDay, Assert.Single(found.Lines, l => l.Duty.Kind == DutyKind.Notice).Duty.DueOn);
        Assert.Single(found.Lines, l => l.Duty.Kind == DutyKind.StationReview);
        // 国庆 leaves one working day between the first and the eighth of October.
        Assert.True(ended.WorkingDaysLate is 1 or 0);
        Assert.Equal(found.Lines.Count(l => l.Duty.DueOn < new DateOnly(2026, 10, 8)), found.Overdue);

        agreement.EndedOn = new DateOnly(2026, 10, 8);
        await scene.Db.SaveChangesAsync();
        Assert.DoesNotContain((await Read(scene).RunAsync(new(), Everything)).Lines, l => l.Duty.Kind == DutyKind.Agreement);
    }

    [Fact]
    public async Task Each_sees_what_his_scope_reaches_and_whose_page_opens_for_him()
    {
        await using var scene = await FilingScene.SetAsync();
        await scene.ToAsync(FilingState.CountyReview);
        await using var neighbour = scene.Database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Hualong)]));
        Assert.DoesNotContain((await new ReadAgenda(neighbour, new(neighbour), scene.Clock).RunAsync(new(), Everything)).Lines, l => l.Duty.Kind == DutyKind.Filing);
        Assert.Empty((await Read(scene).RunAsync(new(), new() { May = _ => false })).Lines);
        Assert.Empty((await Read(scene).RunAsync(new() { County = Places.Hualong, Kind = DutyKind.Filing }, Everything)).Lines);
        var body = AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)], [], scene.Lead.Id);
        await using var own = scene.Database.Open(body);
        Assert.DoesNotContain((await new ReadAgenda(own, new(own), scene.Clock).RunAsync(new(), Everything)).Lines, l => l.Duty.Kind == DutyKind.Filing);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_class_whose_day_went_by_stands_late_with_its_station_and_above_until_its_roll_is_begun_or_it_is_called_off(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        var clock = FakeClock.Shanghai(2026, 11, 18);
        var today = clock.Today();
        var trainer = await Some.TrainerAsync(db);
        var station = await Some.StationAsync(db);
        var (taken, offCalled) = (await Some.SessionAsync(db, station, today.AddDays(-40), trainer), await Some.SessionAsync(db, station, today.AddDays(-1)));
        await Some.SessionAsync(db, station, today);
        Assert.Equal([(taken.Key, today.AddDays(-40)), (offCalled.Key, today.AddDays(-1))], await MissingAsync(database, clock, AccessScope.Everything));
        Assert.Equal(2, (await MissingAsync(database, clock, AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)], [station.Id]))).Count);
        Assert.Equal(2, (await MissingAsync(database, clock, AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)]))).Count);
        Assert.Empty(await MissingAsync(database, clock, AccessScope.Of([RegionCodes.RangeOf(Places.Hualong)])));
        Assert.Equal([(taken.Key, today.AddDays(-40))], await MissingAsync(database, clock, AccessScope.Everything, trainer.Id));

        var read = new ReadAgenda(db, new(db), clock);
        // Who takes rolls is led to the roll, whoever reads figures to the station.
        var line = (await read.RunAsync(new() { Kind = DutyKind.RollMissing }, new() { May = verb => verb is "ReadRoll" or "Roll" })).Lines[0].Duty;
        Assert.Equal(($"/rolls/{taken.Key}", "Roll"), (line.Page, line.Verb));
        Assert.Equal($"/stations/{station.Key}", (await read.RunAsync(new() { Kind = DutyKind.RollMissing }, new() { May = verb => verb is "ReadRoll" or "Figures" })).Lines[0].Duty.Page);

        await Some.OpenRollAsync(db, taken);
        (offCalled.Status, offCalled.CancelReason) = (SessionStatus.Cancelled, "停电");
        await db.SaveChangesAsync();
        Assert.Empty(await MissingAsync(database, clock, AccessScope.Everything));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_is_late_is_urged_once_a_day_and_the_history_keeps_it(DatabaseProvider provider)
    {
        await using var scene = await FilingScene.SetAsync(provider);
        var agreement = await Some.AgreementAsync(scene.Db, Places.Qingfeng, a => a.UntilDate = new DateOnly(2026, 9, 30));
        var call = Call(scene);
        var city = scene.Stage.City.Actor;
        Assert.IsType<NobodyToUrge>((await call.UrgeAsync(city, DutyKind.Agreement, agreement.Key.ToString(), Everything)).Refusal);
        var officer = await OfficerAsync(scene.Db);
        Assert.Equal(1, Some.Right(await call.UrgeAsync(city, DutyKind.Agreement, agreement.Key.ToString(), Everything)));
        Assert.IsType<DutyUrgedToday>((await call.UrgeAsync(city, DutyKind.Agreement, agreement.Key.ToString(), Everything)).Refusal);
        Assert.IsType<NotFound>((await call.UrgeAsync(city, DutyKind.Agreement, Guid.NewGuid().ToString(), Everything)).Refusal);
        Assert.StartsWith("督办：", (await scene.Db.InboxMessages().SingleAsync(m => m.AccountId == officer)).Title, StringComparison.Ordinal);
        scene.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await call.UrgeAsync(city, DutyKind.Agreement, agreement.Key.ToString(), Everything)).Ok);
        Assert.Equal(2, await scene.Db.AuditEntries().CountAsync(e => e.Process == "UrgeDuty"));
        agreement.UntilDate = new DateOnly(2026, 10, 30);
        await scene.Db.SaveChangesAsync();
        Assert.IsType<DutyInTime>((await call.UrgeAsync(city, DutyKind.Agreement, agreement.Key.ToString(), Everything)).Refusal);
        Assert.Null((await AuditTrail.VerifyAsync(scene.Db)).Broken);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Two_who_urge_in_the_same_moment_urge_once(DatabaseProvider provider)
    {
        await using var scene = await FilingScene.SetAsync(provider);
        var agreement = await Some.AgreementAsync(scene.Db, Places.Qingfeng, a => a.UntilDate = new DateOnly(2026, 9, 30));
        var officer = await OfficerAsync(scene.Db);
        await using var one = scene.Database.Open();
        await using var other = scene.Database.Open();
        var done = await Task.WhenAll(((TrainingDbContext[])[one, other]).Select(db => Task.Run(() => new CallDuty(
            db, new ReadAgenda(db, new(db), scene.Clock), new StandardInForce(db), new Officers(db), new UrgeFiling(db, scene.Stage.Desk, scene.Clock), scene.Clock)
            .UrgeAsync(scene.Stage.City.Actor, DutyKind.Agreement, agreement.Key.ToString(), Everything))));
        Assert.Single(done, d => d.Ok);
        Assert.Single(done, d => d.Refusal is DutyUrgedToday);
        Assert.Equal(1, await scene.Db.InboxMessages().CountAsync(m => m.AccountId == officer));
        Assert.Null((await AuditTrail.VerifyAsync(scene.Db)).Broken);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Urging_goes_down_only_and_says_how_many_working_days_it_is_late(DatabaseProvider provider)
    {
        await using var scene = await FilingScene.SetAsync(provider);
        var agreement = await Some.AgreementAsync(scene.Db, Places.Qingfeng, a => a.UntilDate = new DateOnly(2026, 9, 30));
        var station = await Some.StationUnderWayAsync(scene.Db, StationStatus.Reviewed);
        var officer = await OfficerAsync(scene.Db);
        scene.Clock.Advance(TimeSpan.FromDays(60));
        await using var below = scene.Database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)]));
        var county = new CallDuty(
            below, new ReadAgenda(below, new(below), scene.Clock), new StandardInForce(below), new Officers(below), new UrgeFiling(below, scene.Stage.Desk, scene.Clock), scene.Clock);
        var upward = await county.UrgeAsync(scene.Stage.County.Actor, DutyKind.StationRecord, station.Key.ToString(), Everything);
        Assert.Equal("督办只往下：这件事等的是市民政局。", Assert.IsType<UrgesUpward>(upward.Refusal).Message);
        Assert.IsType<UrgesUpward>((await county.UrgeAsync(scene.Stage.County.Actor, DutyKind.Agreement, agreement.Key.ToString(), Everything)).Refusal);
        Assert.Equal(0, await scene.Db.DutyCalls().CountAsync());
        var city = scene.Stage.City.Actor;
        Assert.IsType<UrgesUpward>((await Call(scene).UrgeAsync(city, DutyKind.StationRecord, station.Key.ToString(), Everything)).Refusal);
        Assert.True((await Call(scene).UrgeAsync(city, DutyKind.Agreement, agreement.Key.ToString(), Everything)).Ok);
        Assert.EndsWith("个工作日。", (await scene.Db.InboxMessages().SingleAsync(m => m.AccountId == officer)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clock_reminds_once_of_what_is_due_soon()
    {
        await using var scene = await FilingScene.SetAsync();
        await scene.ToAsync(FilingState.CountyReview);
        var officer = await OfficerAsync(scene.Db);
        scene.Clock.Advance(TimeSpan.FromDays(3));
        var told = await Call(scene).RemindAsync();
        Assert.True(told > 0);
        Assert.Equal(0, await Call(scene).RemindAsync());
        Assert.True(await scene.Db.InboxMessages().AnyAsync(m => m.AccountId == officer && m.Title.Contains("到期")));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_city_sets_the_days_of_a_period_and_running_filings_follow(DatabaseProvider provider)
    {
        await using var scene = await FilingScene.SetAsync(provider);
        var filing = await scene.ToAsync(FilingState.CountyReview);
        var set = new SetFilingTerm(scene.Db, scene.Stage.Desk, new StandardInForce(scene.Db), scene.Clock);
        var input = new SetFilingTermInput
        {
            Actor = scene.Stage.City.Actor, RegionCode = Places.City, Period = FilingScene.Period, BodiesUntil = new DateOnly(2026, 10, 15), CountyUntil = new DateOnly(2026, 10, 20), CityUntil = new DateOnly(2026, 10, 30),
        };
        Assert.IsType<TermNeedsPeriod>((await set.RunAsync(input with { Period = "十月" })).Refusal);
        Assert.IsType<TermDayMissing>((await set.RunAsync(input with { CityUntil = null })).Refusal);
        Assert.IsType<TermTooEarly>((await set.RunAsync(input with { BodiesUntil = new DateOnly(2026, 10, 2) })).Refusal);
        Assert.IsType<TermOutOfOrder>((await set.RunAsync(input with { CountyUntil = new DateOnly(2026, 10, 14) })).Refusal);
        Assert.True((await set.RunAsync(input)).Ok);
        Assert.Equal(new DateOnly(2026, 10, 20), filing.DueOn);
        Assert.True((await scene.Stage.SignFilingAsync(filing)).Ok);
        Assert.Equal(new DateOnly(2026, 10, 30), filing.DueOn);
        Assert.Equal(FilingAction.TermSet, (await scene.Db.FilingSteps().Where(s => s.FilingId == filing.Id).OrderBy(s => s.Id).ToListAsync())[^2].Action);
        Assert.Contains((await Read(scene).RunAsync(new(), Everything)).Lines, l => l.Duty.Kind == DutyKind.FilingOpen && l.Duty.RegionCode == Places.Hualong);
        Assert.Null((await AuditTrail.VerifyAsync(scene.Db)).Broken);
    }

    [Fact]
    public void Three_and_more_of_one_kind_and_day_are_one_line_and_fewer_are_their_own()
    {
        DutyLine Line(DutyKind kind, int day, string state = "没有开始", long region = Places.Qingfeng) => new(
            new() { Kind = kind, Subject = Guid.NewGuid().ToString(), RegionCode = region, Title = "填报", State = state, Turn = DutyTurn.County, DueOn = new(2026, 10, day), Page = "/", Verb = "Filings" }, 0);
        var folds = DutyFold.Of([
            Line(DutyKind.FilingOpen, 3), Line(DutyKind.Agreement, 3), Line(DutyKind.FilingOpen, 3, region: Places.Hualong), Line(DutyKind.FilingOpen, 3), Line(DutyKind.Agreement, 3),
            Line(DutyKind.FilingOpen, 4), Line(DutyKind.Subsidy, 5), Line(DutyKind.Subsidy, 5, "没有登记"), Line(DutyKind.Subsidy, 5),
        ]);
        Assert.Equal([3, 1, 1, 1, 3], folds.Select(f => f.Count));
        Assert.Equal(("没有开始", "各不相同", "县区民政局"), (folds[0].State, folds[^1].State, folds[^1].Turn));
        Assert.Equal([Places.Qingfeng, Places.Hualong], folds[0].Counties);
    }

    /// <summary>What stands late as missing, and the count of front pages agrees.</summary>
    private static async Task<IReadOnlyList<(Guid, DateOnly)>> MissingAsync(TestDatabase database, FakeClock clock, AccessScope scope, long? member = null)
    {
        await using var db = database.Open(scope);
        var reader = new AgendaReader { May = verb => verb is "ReadRoll" or "Roll", Member = member };
        var agenda = new ReadAgenda(db, new(db), clock);
        var found = (await agenda.RunAsync(new() { Overdue = true }, reader)).Lines;
        Assert.Equal(found.Count, await agenda.OverdueAsync(reader));
        return [.. found.Where(l => l.Duty.Kind == DutyKind.RollMissing).Select(l => (Guid.Parse(l.Duty.Subject), l.Duty.DueOn))];
    }

    private static ReadAgenda Read(FilingScene scene) => new(scene.Db, new StandardInForce(scene.Db), scene.Clock);

    private static CallDuty Call(FilingScene scene) => new(
        scene.Db, Read(scene), new StandardInForce(scene.Db), new Officers(scene.Db), new UrgeFiling(scene.Db, scene.Stage.Desk, scene.Clock), scene.Clock);

    private static async Task<long> OfficerAsync(TrainingDbContext db)
    {
        var account = new Account { DisplayName = "张静怡", UserName = $"officer{Guid.CreateVersion7():N}" };
        db.Accounts().Add(account);
        await db.SaveChangesAsync();
        db.Add(new Microsoft.AspNetCore.Identity.IdentityUserRole<long> { UserId = account.Id, RoleId = await db.AccountRoles().Where(r => r.Name == Roles.CountyOfficer).Select(r => r.Id).SingleAsync() });
        db.AccountRegions().Add(new() { AccountId = account.Id, RegionCode = Places.Qingfeng });
        await db.SaveChangesAsync();
        return account.Id;
    }
}
