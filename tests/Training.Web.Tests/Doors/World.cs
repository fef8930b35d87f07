using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Door;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Identity;
using Training.Domain.Notices;
using Training.Domain.Messages;
using Training.Domain.Sessions.Bookings;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Domain.People.Privacy;
using Training.Domain.Trainers;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests.Doors;

/// <summary>
/// Two counties with the same things in each, and one account a role that belongs to the first. The names in braces in routes.tsv are
/// looked up here: {station} is the accounts' own, {other.station} is the neighbour county's, {next.station} stands in the same county and belongs to
/// another body, with households of its own.
/// </summary>
public sealed class World : IAsyncLifetime
{
    public const string Visitor = nameof(Visitor);

    private readonly Dictionary<string, string> names = [];
    private readonly Dictionary<string, Pass> passes = [];
    private TestSite? site;

    public static IEnumerable<string> Everybody => Roles.All.Prepend(Visitor);

    /// <summary>Accounts that reach their own stations only.</summary>
    public static IReadOnlyList<string> StationBound { get; } = [Roles.Organization, Roles.Coordinator, Roles.SocialWorker];

    public TestSite Site => site!;

    public Pass PassOf(string who) => passes[who];

    /// <summary>Of somebody new with the same role, for a door that ends sessions: the others go on with theirs.</summary>
    public async Task<Pass> OwnPassAsync(string who) =>
        who == Visitor ? passes[Visitor] : await PassOfAsync((await Site.AccountAsync(who)).UserName!);

    private async Task<Pass> PassOfAsync(string userName)
    {
        using var client = Site.Visitor();
        await client.SignInAsync(userName, TestSite.Password);
        return new Pass(await client.AntiforgeryTokenAsync("/sign-in?next=/"), client.CookieHeader);
    }

    public string Resolve(string path)
    {
        foreach (var (name, value) in names)
        {
            path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        return path.Contains('{', StringComparison.Ordinal) ? throw new InvalidOperationException($"{path}: a name in braces is not in the world") : path;
    }

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync();
        var here = await CountyAsync("", Places.Qingfeng, Places.QingfengVillage);
        var there = await CountyAsync("other.", Places.Nanle, Places.NanleCommunity);
        names["far.person.key"] = names["other.person.key"];
        await CountyAsync("next.", Places.Qingfeng, Places.QingfengOtherVillage);

        var users = new Dictionary<string, string>();
        foreach (var role in Roles.All)
        {
            var region = role is Roles.CityOfficer ? Places.City : Places.Qingfeng;
            var account = await site.AccountAsync(role, region, here.Stations, account =>
            {
                account.OrganizationId = role is Roles.Organization ? here.Organization : null;
                account.PersonId = role is Roles.Family ? here.Person : null;
                account.TrainerId = role is Roles.Trainer ? here.Trainer : role is Roles.SocialWorker ? here.SocialWorker : null;
            });
            users[role] = account.UserName!;
            passes[role] = await PassOfAsync(account.UserName!);
            if (role == Roles.Trainer)
            {
                await UploadsAsync(account);
            }
        }

        foreach (var (role, name) in ((string, string)[])[(Roles.CountyOfficer, "import"), (Roles.Coordinator, "station.import")])
        {
            await DraftsAsync(name, users[role], role, "look", "drop");
            await DraftsAsync($"other.{name}", (await site.AccountAsync(role, Places.Nanle, there.Stations)).UserName!, role, "look");
        }

        await StandardDraftAsync();
        using var visitor = site.Visitor();
        passes[Visitor] = new Pass(await visitor.AntiforgeryTokenAsync("/sign-in"), visitor.CookieHeader);
    }

    public async Task DisposeAsync() => await Site.DisposeAsync();

    /// <summary>Sheets that somebody looked at and has not decided on; the one row of each is wrong.</summary>
    private async Task DraftsAsync(string prefix, string user, string role, params string[] which)
    {
        var (address, file) = role == Roles.Coordinator
            ? ("/imports/old-rolls", Workbooks.Of(["日期", "课名", "开始", "结束", "主题", "姓名", "到课"], ["2026年3月5日", "防跌倒", "9:00", "8:30", "紧急救援", "李明", "到"]))
            : ("/imports/stations", Workbooks.Of(
                ["站点名称", "类型", "乡镇", "村（社区）", "地址", "依托单位", "依托单位类型", "座位数"], ["新站", "日间照料中心", "乌有镇", "乌有村", "路 1 号", "村委会", "其他", "很多"]));
        using var client = Site.Visitor();
        await client.SignInAsync(user, TestSite.Password);
        foreach (var draft in which)
        {
            using var sent = await Workbooks.SendAsync(client, address, file, "表.xlsx");
            names[$"{prefix}.{draft}"] = sent.Headers.Location!.ToString().Split('/')[^1];
        }
    }

    /// <summary>The city's standard, a draft of its next version, and one of another standard that may be dropped.</summary>
    private async Task StandardDraftAsync()
    {
        await using var db = Site.Open();
        using var arranging = HistoryWatch.Arranging();
        var version = await db.StandardVersions().OrderBy(v => v.Id).FirstAsync();
        names["standard.version"] = version.Id.ToString(CultureInfo.InvariantCulture);
        var drafts = new WriteDraft(db, TimeProvider.System);
        names["standard.draft"] = (await drafts.StartAsync(version.Code, Actor.Job)).Value!.Key.ToString();
        var spare = version.Json.Replace($"\"{version.Code}\"", "\"spare\"", StringComparison.Ordinal);
        names["standard.spare"] = (await drafts.TakeFileAsync(spare, Actor.Job)).Value!.Key.ToString();
    }

    /// <summary>Begun by the trainer's own account, and one of somebody else's.</summary>
    private async Task UploadsAsync(Account trainer)
    {
        await using var db = Site.Open();
        var colleague = await Site.AccountAsync(Roles.Trainer);
        names["upload.key"] = (await Some.UploadAsync(db, Guid.Parse(names["course.key"]), trainer.Id)).Key.ToString();
        names["upload.spare.key"] = (await Some.UploadAsync(db, Guid.Parse(names["course.key"]), trainer.Id)).Key.ToString();
        names["other.upload.key"] = (await Some.UploadAsync(db, Guid.Parse(names["course.key"]), colleague.Id)).Key.ToString();
    }

    private async Task<(long[] Stations, long Organization, long Trainer, long SocialWorker, long Person)> CountyAsync(string prefix, long county, long village)
    {
        await using var db = Site.Open();
        var organization = await Some.OrganizationAsync(db, county);
        var station = await Some.StationAsync(db, village, s => s.OrganizationId = organization.Id);
        var proposed = await Some.StationUnderWayAsync(db, StationStatus.Proposed, village, s => s.OrganizationId = organization.Id);
        var reviewed = await Some.StationUnderWayAsync(db, StationStatus.Reviewed, village, s => s.OrganizationId = organization.Id);
        var recorded = await Some.StationUnderWayAsync(db, StationStatus.OnRecord, village, s => s.OrganizationId = organization.Id);
        var trainer = await Some.TrainerAsync(db, TalentKind.Nursing, county);
        await Some.DossierAsync(db, trainer, county);
        var candidate = await Some.TrainerAsync(db, TalentKind.Carer, county, "赵申报", t => (t.Status, t.InPoolFrom) = (TrainerStatus.Applied, null));
        await Some.DossierAsync(db, candidate, county);
        var spare = await Some.TrainerAsync(db, TalentKind.Carer, county, "钱申报", t => (t.Status, t.InPoolFrom) = (TrainerStatus.Applied, null));
        await Some.DossierAsync(db, spare, county);
        var spareWorker = await Some.TrainerAsync(db, TalentKind.SocialWorker, county, "郑社工");
        var worker = await Some.TrainerAsync(db, TalentKind.SocialWorker, county, "韩社工");
        var post = await Some.SocialWorkerPostAsync(db, station, worker);
        var people = await Some.PeopleAsync(db, 31, village);
        var day = new DateOnly(2026, 10, 14);
        var held = await Some.SessionAsync(db, station, day, trainer);
        var closed = await Some.ClosedRollAsync(db, held, people);
        var running = await Some.SessionAsync(db, station, day.AddDays(7), trainer);
        var walkIn = await Some.WalkInAsync(db, closed);
        var roll = await Some.OpenRollAsync(db, running);
        var planned = await Some.SessionAsync(db, station, day.AddDays(14), trainer);
        var clock = Site.Services.GetRequiredService<TimeProvider>();
        var coming = await Some.SessionAsync(db, station, clock.Today().AddDays(6), with: s => s.PublishedUtc = clock.UtcNow().AddDays(-1));
        var booking = new Booking
        {
            Key = Guid.CreateVersion7(), SessionId = coming.Id, StationId = station.Id, RegionCode = village, PersonId = people[0].Id, State = BookingState.Seated, Seat = 1,
            QueuedUtc = clock.UtcNow().AddHours(-2),
        };
        db.Bookings().Add(booking);
        var sheet = await Some.RollPaperAsync(db, running, people.Take(3));
        var (file, learner) = await Some.HouseholdFileAsync(db, station, people[0]);
        await Some.HomeVisitAsync(db, file, trainer, day, learner);
        var course = await Some.CourseAsync(db, trainer, county);
        var lesson = await Some.LessonAsync(db, course);
        var (version, caption, track, question) = await Some.LessonPartsAsync(db, lesson, people[0]);
        var notice = await Some.NoticeAsync(db, FakeClock.Ordinary(), Some.NoticeInput(county));
        var objection = await Some.ObjectionAsync(db, notice);
        var deadline = await Some.NoticeAsync(
            db, FakeClock.Ordinary(), Some.NoticeInput(county) with { Subject = NoticeSubjects.Deadline, PartyRegionCode = county });
        var paper = await Some.AttachmentAsync(db, Site.Folder, organization);
        var agreement = await Some.AgreementAsync(db, county, a => a.OrganizationId = organization.Id);
        var pairing = await Some.PairingAsync(db, organization, village);
        var member = await Some.GroupMemberAsync(db, county);
        var pilot = await Some.PilotAsync(db, county);
        await Some.MemberAsync(db, station, people[1]);
        await Some.PortraitAsync(db, Site.Services.GetRequiredService<Vault>(), people[1]);
        var lent = await Some.LendingAsync(db, people[7], Places.Hualong);
        var household = await Some.HouseholdAsync(db, people[1], people[9]);
        var code = CardCode.New();
        var card = new HouseholdCard
        {
            Key = Guid.CreateVersion7(), HouseholdId = household.Id, StationId = station.Id, RegionCode = village, CodeHash = code.Hash,
            ShortIndex = FindCard.ShortIndex(Site.Services.GetRequiredService<Vault>(), code.Short), IssuedUtc = day.ToDateTime(default, DateTimeKind.Utc),
        };
        var flag = new RollFlag
        {
            Key = Guid.CreateVersion7(), RollId = closed.Id, StationId = station.Id, RegionCode = village, Kind = RollFlagKind.OneDevice, Subject = people[0].Key,
            Attendees = [people[0].Key, people[1].Key], FromUtc = held.PlannedStartUtc, UntilUtc = held.PlannedStartUtc.AddMinutes(3), RaisedUtc = held.PlannedStartUtc,
        };
        db.AddRange(card, flag);
        var match = await Some.MatchAsync(db, people[2], people[3]);
        var merge = await Some.MergeAsync(db, people[4], people[5]);
        await db.SaveChangesAsync();

        Name("household.key", household.Key);
        Name("card.key", card.Key);
        Name("card.code", code.Text);
        Name("flag.key", flag.Key);
        Name("organization.key", organization.Key);
        Name("organization", organization.Id);
        Name("candidate.key", candidate.Key);
        Name("candidate.spare.key", spare.Key);
        Name("worker.spare.key", spareWorker.Key);
        Name("worker.key", worker.Key);
        Name("lent.key", people[7].Key);
        Name("lent.county", lent.CountyCode);
        Name("mate.key", people[6].Key);
        Name("twin.key", people[2].Key);
        Name("item.key", deadline.Items.First().Key);
        Name("line.key", notice.Items.First().Key);
        Name("county.code", county);
        Name("village", village);
        Name("paper.key", paper.Key);
        Name("agreement.key", agreement.Key);
        Name("pairing.key", pairing.Key);
        Name("member.key", member.Key);
        Name("pilot.key", pilot.Key);
        Name("county", county / 1_000_000);
        var line = new InboxMessage { AccountId = 0, Title = "别人的消息", CreatedUtc = DateTime.UnixEpoch };
        db.InboxMessages().Add(line);
        await db.SaveChangesAsync();

        var colleague = await Site.AccountAsync(Roles.Coordinator, county, [station.Id]);
        var today = Site.Services.GetRequiredService<TimeProvider>().UtcNow();
        var invitation = new Invitation
        {
            Key = Guid.CreateVersion7(), TokenHash = System.Security.Cryptography.RandomNumberGenerator.GetBytes(32), DisplayName = "等着的人", Role = Roles.Coordinator,
            RegionCode = county, StationId = station.Id, PhoneSealed = Site.Services.GetRequiredService<Vault>().Seal("13900001234"), CreatedUtc = today,
            ExpiresUtc = today.AddDays(7),
        };
        db.Add(invitation);
        await db.SaveChangesAsync();
        Name("invitation.key", invitation.Key);
        Name("account", colleague.Id);
        Name("inbox", line.Id);
        Name("post", post.Id);
        Name("station", station.Id);
        Name("station.key", station.Key);
        Name("station.proposed.key", proposed.Key);
        Name("station.reviewed.key", reviewed.Key);
        Name("station.recorded.key", recorded.Key);
        Name("session.held", held.Id);
        Name("session.running", running.Id);
        Name("session.planned", planned.Id);
        Name("session.held.key", held.Key);
        Name("session.running.key", running.Key);
        Name("session.planned.key", planned.Key);
        Name("coming.key", coming.Key);
        Name("booking.key", booking.Key);
        Name("roll.key", roll.Key);
        Name("paper.code", sheet.Code);
        Name("closed.roll.key", closed.Key);
        Name("walkin.key", walkIn.Key);
        var now = day.AddDays(20).ToDateTime(default, DateTimeKind.Utc);
        var consent = new ConsentRecord
        {
            Key = Guid.CreateVersion7(), PersonId = people[0].Id, RegionCode = village, Matter = ConsentMatter.Register, Version = ConsentTexts.Version,
            Way = ConsentWay.Signed, GivenOn = day,
        };
        var erasure = new ErasureRequest { Key = Guid.CreateVersion7(), PersonId = people[1].Id, RegionCode = village, AskedUtc = now, How = "本人到站口头提出" };
        var due = new RetentionDue { Rule = "walk-in", RegionCode = county, Before = day.AddYears(-1), Count = 1, ListedUtc = now };
        db.AddRange(consent, erasure, due);
        await AuditTrail.AppendAsync(db, closed.AuditStream(), Actor.Job, nameof(CloseRoll), now, after: new { present = 31 }, regionCode: village);
        await db.SaveChangesAsync();
        Name("consent.key", consent.Key);
        Name("erasure.key", erasure.Key);
        Name("due", due.Id);
        Name("history", db.AuditEntries().Local.Single(e => e.Stream == closed.AuditStream() && e.Process == nameof(CloseRoll)).Id);
        Name("person.key", people[0].Key);
        Name("regular.key", people[1].Key);
        Name("match.key", match.Key);
        Name("merge.key", merge.Key);
        Name("trainer", trainer.Id);
        Name("trainer.key", trainer.Key);
        Name("course", course.Id);
        Name("course.key", course.Key);
        Name("notice.key", notice.Key);
        Name("objection.key", objection.Key);
        Name("deadline.key", deadline.Key);
        Name("lesson", lesson.Id);
        Name("lesson.key", lesson.Key);
        Name("version.key", version.Key);
        Name("caption.key", caption.Key);
        Name("track.key", track.Key);
        Name("question.key", question.Key);
        Name("import.key", Guid.CreateVersion7());
        var filing = await Some.FilingAsync(db, county, prefix.Length == 0 || prefix == "other." ? "2026-10" : "2026-09", organization);
        var (draw, inspection) = await Some.InspectionAsync(db, held, county);
        Name("draw.key", draw.Key);
        Name("inspection.key", inspection.Key);
        var (commendation, praised) = await Some.CommendationAsync(db, clock, station);
        Name("commendation.key", commendation.Key);
        Name("praised.key", praised.Key);
        Name("filing.key", filing.Filing.Key);
        Name("part.key", filing.Part.Key);
        Name("remark.key", filing.Remark.Key);
        Name("return.key", filing.Return.Key);
        Name("declared.key", (await Some.DeclaredSheetAsync(db, station)).Key);
        var draft = await new FilingStage(db, clock, Site.Folder).Snapshots.RunAsync(filing.Filing, filing.Part);
        var kept = await Site.Services.GetRequiredService<IFileStore>().KeepAsync(new MemoryStream(SamplePhoto.Jpeg()));
        var signed = await Some.SignedPaperAsync(db, filing.Part, draft, kept);
        Name("snapshot.key", signed.Snapshot.Key);
        Name("page.key", signed.Page.Key);
        Name("pack.key", (await Some.PackAsync(db, signed.Snapshot, signed.Page.StoredFileId)).Key);
        var scanned = await Some.ReadScanAsync(db, signed.Snapshot, kept);
        Name("scan.key", scanned.Scan.Key);
        Name("scanpage.key", scanned.Page.Key);
        Name("scanrow.key", scanned.Row.Key);
        return ([station.Id, proposed.Id, reviewed.Id, recorded.Id], organization.Id, trainer.Id, worker.Id, people[0].Id);

        void Name(string name, object value) => names[prefix + name] = FormattableString.Invariant($"{value}");
    }
}

/// <summary>What a signed-in browser holds: the token of a form and its cookies.</summary>
public sealed record Pass(string Token, string Cookies);
