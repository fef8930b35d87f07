using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Training.Domain.Agenda;
using Training.Domain.Audit;
using Training.Domain.Commendations;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Filing.Declared;
using Training.Domain.Identity;
using Training.Domain.Inspections;
using Training.Domain.Notices;
using Training.Domain.Organizations;
using Training.Domain.Shared;
using Training.Domain.Sheets;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Domain.Trainers;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Browser.Tests;

/// <summary>The pages of officers and teachers: axe finds nothing and nothing but the paper and the wide tables scrolls sideways.</summary>
[Collection(BrowserCollection.Name)]
public sealed class StaffPagesTests(BrowserFixture browser) : IAsyncLifetime
{
    private readonly FakeClock clock = FakeClock.Ordinary();
    private TestSite site = null!;
    private PublicNotice notice = null!;
    private PublicNotice deadline = null!;
    private Account city = null!;
    private Guid member;
    private Account county = null!;
    private Account teacher = null!;
    private Account worker = null!;
    private Account coordinator = null!;
    private Account undertaker = null!;
    private Guid coming;
    private string station = "";
    private string roll = "";
    private string correction = "";
    private string walkIn = "";
    private string helped = "";
    private string taught = "";
    private string body = "";
    private string agreement = "";
    private Guid proposed;
    private Guid reviewed;
    private string person = "";
    private string course = "";
    private string lesson = "";
    private string review = "";
    private string question = "";
    private string pair = "";
    private string filing = "";
    private string signed = "";
    private string part = "";
    private string stamped = "";
    private string declared = "";
    private string praise = "";
    private string praised = "";
    private Guid missed;
    private string draw = "";
    private string waiting = "";
    private string heard = "";
    private string answered = "";

    public async Task InitializeAsync()
    {
        site = await TestSite.ListenAsync(clock: clock);
        await using var db = site.Open();
        var town = await SomeTown.FillAsync(db, clock.Today());
        var people = await Some.PeopleAsync(db, 31);
        var held = await Some.SessionAsync(db, town.DayCare, clock.Today().AddDays(-9), town.Teacher);
        var closed = await Some.ClosedRollAsync(db, held, people, 68);
        (roll, correction, walkIn) = ($"/rolls/{closed.Key}", $"/rolls/{closed.Key}/correct/{people[0].Key}", $"/rolls/{closed.Key}/walk-ins/{(await Some.WalkInAsync(db, closed)).Key}");
        await Some.ClosedRollAsync(db, await Some.SessionAsync(db, town.DayCare, clock.Today().AddDays(-6), town.Teacher), people, 41);
        notice = await Some.NoticeAsync(db, clock);
        await Some.ObjectionAsync(db, notice);
        deadline = await Some.NoticeAsync(db, clock, Some.NoticeInput() with { Subject = NoticeSubjects.Deadline, PartyRegionCode = Places.City });
        var organization = await Some.OrganizationAsync(db, with: o => o.Kind = OrganizationKind.SocialWork);
        await Some.AttachmentAsync(db, site.Folder, organization, a => a.ValidUntil = clock.Today().AddDays(20));
        (body, agreement) = ($"/organizations/{organization.Key}", $"/agreements/{(await Some.AgreementAsync(db, with: a => a.OrganizationId = organization.Id)).Key}");
        await Some.PairingAsync(db, await Some.OrganizationAsync(db, with: o => o.Name = "清丰县益民社会工作服务中心"));
        var filed = await Some.FilingAsync(db, Places.Qingfeng, "2026-10", organization);
        var marked = Some.Right(await new ImportStandard(db, clock).RunAsync(StandardReader.ShippedJson("wenzhou-2018-88"), Actor.Job));
        declared = $"/declared/{(await Some.DeclaredSheetAsync(db, town.DayCare, "2026", DeclaredState.CountyAudit, marked.Id)).Key}";
        var drawn = await Some.InspectionAsync(db, held, Places.Qingfeng, i => (i.State, i.Verdict, i.FollowUp, i.AnswersJson, i.Form, i.InspectedOn, i.DueOn) = (InspectionState.Drawn, null, null, null, null, null, clock.Today().AddDays(-1)));
        (draw, waiting) = ($"/inspections/draws/{drawn.Draw.Key}", $"/inspections/{drawn.Inspection.Key}");
        heard = $"/inspections/{(await Some.InspectionAsync(db, held, Places.City)).Inspection.Key}";
        answered = $"/inspections/{(await Some.InspectionAsync(db, held, Places.City, i => (i.State, i.Answer, i.DueOn) = (InspectionState.Answered, "照片是散课时拍的。", null))).Inspection.Key}";
        var (list, listed) = await Some.CommendationAsync(db, clock, town.DayCare, state: CommendationState.Draft);
        (praise, praised) = ($"/commendations/{list.Key}", $"/commendations/candidates/{listed.Key}?figure=Sessions");
        (filing, part) = ($"/filings/{filed.Filing.Key}", $"/filing-parts/{filed.Part.Key}");
        var photo = await site.Services.GetRequiredService<IFileStore>().KeepAsync(new MemoryStream(SamplePhoto.Jpeg()));
        var paper = await Some.SignedPaperAsync(db, filed.Part, await new FilingStage(db, clock, site.Folder).Snapshots.RunAsync(filed.Filing, filed.Part), photo);
        (signed, stamped) = ($"/filing-snapshots/{paper.Snapshot.Key}", $"/filing-scans/{(await Some.ReadScanAsync(db, paper.Snapshot, photo)).Scan.Key}");
        await Some.GroupMemberAsync(db);
        await Some.PilotAsync(db);
        proposed = (await Some.StationUnderWayAsync(db, StationStatus.Proposed)).Key;
        reviewed = (await Some.StationUnderWayAsync(db, StationStatus.Reviewed, Places.QingfengOtherVillage)).Key;
        await Some.HouseholdAsync(db, people[0], people[1]);
        await Some.MergeAsync(db, people[5], people[0]);
        await Some.LendingAsync(db, people[0], Places.Nanle);
        (person, pair) = ($"/people/{people[0].Key}", $"/people/matches/{(await Some.MatchAsync(db, people[2], people[3])).Key}");
        member = town.Teacher.Key;
        await Some.DossierAsync(db, town.Teacher);
        var candidate = await Some.TrainerAsync(db, name: "赵申报", with: t => (t.Status, t.InPoolFrom) = (TrainerStatus.Applied, null));
        await Some.DossierAsync(db, candidate);
        var recorded = await Some.TrainerAsync(db, name: "钱备案", with: t => (t.Status, t.InPoolFrom) = (TrainerStatus.OnRecord, null));
        await Some.DossierAsync(db, recorded);
        city = await site.AccountAsync(Roles.CityOfficer, Places.City);
        county = await site.AccountAsync(Roles.CountyOfficer);
        teacher = await site.AccountAsync(Roles.Trainer, with: account => account.TrainerId = town.Teacher.Id);
        var own = await Some.CourseAsync(db, town.Teacher, with: c => c.Status = CourseStatus.Draft);
        await Some.UploadAsync(db, own.Key, teacher.Id);
        taught = $"/lessons/{own.Key}";
        var helper = await Some.TrainerAsync(db, TalentKind.SocialWorker, name: "韩社工");
        await Some.SocialWorkerPostAsync(db, town.DayCare, helper);
        await Some.HelpServiceAsync(db, town.DayCare, helper, clock.Today().AddDays(-2), [await Some.HouseholdAsync(db, people[7])]);
        await Some.HouseholdFileAsync(db, town.DayCare, people[7]);
        worker = await site.AccountAsync(Roles.SocialWorker, stations: [town.DayCare.Id], with: account => account.TrainerId = helper.Id);
        coordinator = await site.AccountAsync(Roles.Coordinator, stations: [town.DayCare.Id]);
        coming = town.Sessions[0].Key;
        for (var n = 0; n < DutyFold.Least; n++)
        {
            missed = (await Some.SessionAsync(db, town.DayCare, clock.Today().AddDays(-2))).Key;
        }

        var (version, _, _, asked) = await Some.LessonPartsAsync(db, town.TurningLessons[0], people[0]);
        (course, lesson) = ($"/lessons/{town.Turning.Key}", $"/lessons/{town.Turning.Key}/{town.TurningLessons[0].Key}");
        (review, question) = ($"/course-reviews/{version.Key}", $"/questions/{asked.Key}");
        helped = $"/help/{town.DayCare.Key}";
        undertaker = await site.AccountAsync(Roles.Organization, stations: [town.DayCare.Id], with: account => account.OrganizationId = organization.Id);
        station = $"/stations/{town.DayCare.Key}";
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task Staff_pages_are_clean()
    {
        (ColorScheme Scheme, int Width)[] looks = [(ColorScheme.Light, 1280), (ColorScheme.Dark, 1280), (ColorScheme.Light, 320)];
        var sheet = await OldRollsAsync();
        (Account Account, string[] Paths)[] rounds =
        [
            (city, ["/overview", "/notice-board", $"/notice-board/{notice.Key}", "/notice-board/new", "/deadlines", $"/deadlines/{deadline.Key}", "/calendar", "/calendar/list"]),
            (city, ["/regions", "/regions?words=qf", "/regions/410922100101", "/regions/lists"]),
            (county, ["/imports", "/imports/stations"]),
            (coordinator, ["/imports", "/imports/old-rolls", sheet, $"{sheet}?show=all", "/regulars", "/cards"]),
            (coordinator, [roll, $"{roll}/correct", correction, $"{roll}/correct/person", $"{roll}/correct/walk-in", $"{roll}/correct/times", walkIn, $"{roll}/history", "/taught"]),
            (county, [roll, $"{roll}/history", $"{roll}/record", "/roll-flags"]),
            (undertaker, ["/overview", "/my-organization", body, $"{body}/contact", agreement, $"/agreements/new?renews={agreement["/agreements/".Length..]}", "/stations", station, "/stations/propose", "/social-workers", "/people", "/accounts"]),
            (undertaker, ["/trainers", $"/trainers/{member}", "/trainers/recommend", $"/trainers/{member}/sessions", "/accounts/invite", "/inbox"]),
            (county, ["/organizations", body, $"{body}/edit", $"{body}/contact", "/agreements", agreement, "/agreements/new", "/pairings", "/pairings/new", "/leading-group", "/pilots", "/pilots/new"]),
            (county, ["/filings", "/filings/new", filing, $"{filing}?item=J1", signed, stamped, "/sheet-codes", "/declared", declared]),
            (undertaker, ["/filings", part, "/declared", "/agenda", "/inspections", heard]),
            (city, ["/agenda", "/agenda?overdue=true", $"/agenda?kind=RollMissing&day={clock.Today().AddDays(-2):yyyy-MM-dd}", "/agenda/calendar", "/filing-terms", "/inspections", "/inspections/draws/new", heard, answered]),
            (county, ["/agenda", "/inspections", draw, $"{draw}/forms", waiting]),
            (city, ["/stations/board", "/stations/map", "/stations/notice", $"/stations/{reviewed}/record"]),
            (county, ["/stations", $"/stations/{reviewed}", "/stations/propose", $"/stations/{proposed}/review", $"/stations/{proposed}/mend", "/social-workers", "/sheets/410922/2026-11?item=J2", "/quota", "/overview", "/check", "/rulings"]),
            (city, ["/commendations", praise, $"{praise}?part=Barred", praised]),
            (city, ["/tasks", "/standards", "/standards/1", "/rulings/D1", "/check"]),
            (county, ["/people", person, $"{person}/edit", $"{person}/household", $"{person}/counties", "/people/new", "/people/matches", pair]),
            (city, ["/trainers", "/trainers/board", "/trainers/record"]),
            (county, ["/trainers", $"/trainers/{member}", $"/trainers/{member}/keep", $"/trainers/{member}/facts", $"/trainers/{member}/sessions", "/trainers/selection", "/trainers/recommend"]),
            (teacher, ["/lessons", "/agenda", "/agenda/calendar", taught, "/kits", "/my-pool", course, $"{course}/about", $"{course}/withdraw", lesson, $"{lesson}/captions", "/questions", question]),
            (county, ["/county-courses", "/county-courses/topics", course.Replace("/lessons", "/county-courses", StringComparison.Ordinal), review, "/questions", question]),
            (worker, ["/help", "/agenda", helped]),
            (coordinator, ["/class-bookings", $"/class-bookings/{coming}", $"/class-bookings/{coming}/new", "/agenda?kind=RollMissing", $"/rolls/{missed}", $"/class-bookings/{missed}"]),
            (city, ["/history", "/rights", "/privacy", "/accounts", "/accounts/failures", "/accounts/invite", "/account/security"]),
            (county, ["/privacy", $"/privacy{person}", $"/privacy{person}/portrait", $"/privacy{person}/open?field=Phone", $"/privacy{person}/copy", "/accounts", $"/accounts/{teacher.Id}", "/account/totp"]),
        ];
        var faults = new List<string>();
        var asked = rounds.SelectMany(r => r.Paths.Select(path => (r.Account, Path: path)))
            .SelectMany((ask, place) => Looks.Of(place, looks).Select(look => (ask.Account, Look: look, ask.Path)));
        foreach (var round in asked.GroupBy(a => (a.Account, a.Look), a => a.Path))
        {
            var (scheme, width) = round.Key.Look;
            await using var visitor = await browser.VisitorAsync(site.Address, width, scheme: scheme);
            await visitor.SignInAsync(site, round.Key.Account.UserName!);
            var page = await visitor.NewPageAsync();
            foreach (var path in round)
            {
                var answer = await page.GotoAsync(path);
                Assert.True(answer!.Ok && !page.Url.Contains("/sign-in", StringComparison.Ordinal), $"{path} answered {answer.Status}");
                faults.AddRange((await CleanPage.FaultsAsync(page)).Select(fault => $"{path} {scheme} {width}: {fault}"));
            }
        }

        Assert.True(faults.Count == 0, $"TRAINING_LOOKS={Looks.Run}:\n" + string.Join('\n', faults));
    }

    /// <summary>A sheet of old rolls that was looked at: one row good, one wrong.</summary>
    private async Task<string> OldRollsAsync()
    {
        var file = SheetWriter.Write(new SheetLayout
        {
            Name = "点名册", Columns = [.. ((string[])["日期", "课名", "开始", "结束", "主题", "姓名", "到课"]).Select(title => new LayoutColumn(title))],
            Rows = [["2026年3月5日", "防跌倒", "9:00", "10:30", "紧急救援", "李明", "到"], ["2026年3月5日", "防跌倒", "9:00", "8:30", "紧急救援", "王桂兰", "到"]],
        });
        await using var desk = await browser.VisitorAsync(site.Address, 1280);
        await desk.SignInAsync(site, coordinator.UserName!);
        var page = await desk.NewPageAsync();
        await page.GotoAsync("/imports/old-rolls");
        await page.GetByLabel("Excel 文件").SetInputFilesAsync(new FilePayload { Name = "点名册.xlsx", MimeType = SheetWriter.ContentType, Buffer = file });
        await page.GetByRole(AriaRole.Button, new() { Name = "看看对不对" }).ClickAsync();
        await page.ArrivesAsync("**/imports/old-rolls/*");
        return new Uri(page.Url).AbsolutePath;
    }
}
