using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Commendations;
using Training.Domain.Filing;
using Training.Domain.Households;
using Training.Domain.Identity;
using Training.Domain.Inspections;
using Training.Domain.Notices;
using Training.Domain.Organizations;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.SocialWork;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Domain.Tests.Standards;
using Training.Domain.Trainers;
using Training.Testing;

namespace Training.Domain.Tests.Commendations;

/// <summary>A random campaign of two counties after its third quarter, with bodies, several names on the cards, spot checks of every end, and the quarter's checks closed.</summary>
internal sealed class CommendationScene : IAsyncDisposable
{
    private readonly DataFolder folder = new(Directory.CreateTempSubdirectory("training-commendations-").FullName);

    private CommendationScene(TestDatabase database) => Database = database;

    /// <summary>A rule under which random stations come through, with every figure and every bar of the shipped one.</summary>
    public static CommendationDefinition Lenient { get; } = CommendationDefinition.Shipped[0] with
    {
        Kinds =
        [
            .. CommendationDefinition.Shipped[0].Kinds.Select(k => k with
            {
                Bars = [.. k.Bars.Select(b => b.Rule switch { BarRule.FailedMonths => b with { MostPercent = 100 }, BarRule.TooFew => b with { LeastEachMonth = 1 }, _ => b })],
                Measures = [.. k.Measures.Select(m => m with { FewestAnswers = Math.Min(m.FewestAnswers, 3) })],
            }),
        ],
    };

    public static SheetPeriod Quarter => SheetPeriod.QuarterOf(Month.From(2026, 7));

    public static Actor Officer { get; } = new(7);

    public TestDatabase Database { get; }

    public FakeClock Clock { get; } = Afterwards();

    public TrainingDbContext Db { get; private set; } = null!;

    public ComputeCommendation Compute => new(Gather);

    public MakeCommendation Make => new(Db, Compute, Clock);

    public JudgeCandidate Judge => new(Db, Clock);

    public PublishCommendation Publish => new(Db, Compute, new OpenNotice(Db, new Officers(Db), Clock), new(Db), Clock);

    public ReadCommendations Read => new(Db, new(Db));

    public OpenCandidate Open => new(Gather, Compute, new(Db));

    private GatherCandidates Gather => new(Db, new(Db), new(Db), new(Db));

    private EndNotice End => new(Db, [new CommendationNotices(Db, Clock)], Clock);

    public static async Task<CommendationScene> SetAsync(DatabaseProvider provider = DatabaseProvider.Sqlite, int seed = 5, bool worthy = false)
    {
        var scene = new CommendationScene(await TestDatabase.CreateAsync(provider, $"commendations {seed} {worthy}", database => FillAsync(database, seed, worthy)));
        scene.Db = scene.Database.Open();
        return scene;
    }

    private static FakeClock Afterwards() => FakeClock.Shanghai(2026, 10, 12);

    /// <summary>The campaign, its enrichment, and the checks of its quarter.</summary>
    private static async Task FillAsync(TestDatabase database, int seed, bool worthy)
    {
        await using (var writing = database.Open())
        {
            using var _ = HistoryWatch.Arranging();
            await new RandomCampaign(writing, seed).WriteAsync();
            await EnrichAsync(writing, new Random(seed));
            if (worthy)
            {
                await WorthyAsync(writing);
            }
        }

        await using (var checking = database.Open())
        {
            foreach (var month in Quarter.Months)
            {
                Assert.True((await new MonthlyCheck(checking, new(checking), new(checking), Afterwards()).RunAsync(month, Places.City, Actor.Job)).Ok);
                checking.ChangeTracker.Clear();
            }
        }
    }

    public MakeCommendationInput Asked(string? period = "2026-Q3") => new() { Actor = Officer, RegionCode = Places.City, Period = period };

    public async Task<CommendationList> StartedAsync()
    {
        var key = Some.Right(await Make.StartAsync(Asked()));
        return await ListAsync(key);
    }

    public Task<CommendationList> ListAsync(Guid key) => Db.CommendationLists().SingleAsync(l => l.Key == key);

    public Task<List<CommendationCandidate>> CandidatesAsync(CommendationList list, CandidateState state) =>
        Db.CommendationCandidates().Where(c => c.ListId == list.Id && c.State == state).OrderBy(c => c.Id).ToListAsync();

    public Task<Result<PublicNotice>> PublishAsync(CommendationList list, string? hash = null) =>
        Publish.RunAsync(new() { Actor = Officer, Key = list.Key, Sha256 = hash ?? list.Sha256, WorkingDays = 5 });

    public async Task<Guid> ObjectAsync(PublicNotice notice, Guid candidate)
    {
        var item = await Db.NoticeItems().AsNoTracking().SingleAsync(i => i.NoticeId == notice.Id && i.SubjectKey == candidate);
        var key = Guid.CreateVersion7();
        Assert.True((await new FileObjection(Db, new Vault(folder), Clock).RunAsync(new() { NoticeKey = notice.Key, ObjectionKey = key, ItemKey = item.Key, Text = "报的次数比实际多。" })).Ok);
        return key;
    }

    public Task<Result<Done>> AnswerAsync(PublicNotice notice, Guid objection, bool upheld) =>
        new AnswerObjection(Db, Clock).RunAsync(new() { Actor = Officer, NoticeKey = notice.Key, ObjectionKey = objection, Upheld = upheld, Answer = "核对过点名册和照片。" });

    public Task<Result<Done>> ConcludeAsync(PublicNotice notice) => new ConcludeNotice(Db, End, Clock).RunAsync(notice.Key, Actor.Job);

    public Task<Result<Done>> WithdrawAsync(PublicNotice notice) => new WithdrawNotice(End, Clock).RunAsync(new() { Actor = Officer, NoticeKey = notice.Key, Reason = "名单漏了一个县" });

    public async ValueTask DisposeAsync()
    {
        await Db.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(folder.Root, recursive: true);
    }

    /// <summary>Bodies for the stations, a second name on cards and other hands in services, and inspections that ended each way or not yet.</summary>
    private static async Task EnrichAsync(TrainingDbContext db, Random random)
    {
        var day = Quarter.Last.LastDay;
        foreach (var county in (long[])[Places.Qingfeng, Places.Hualong])
        {
            var bodies = new[] { await Some.OrganizationAsync(db, county, o => o.Name = "甲养老院"), await Some.OrganizationAsync(db, county, o => (o.Name, o.ClosedOn) = ("乙社工中心", county == Places.Hualong ? day : null)) };
            var range = RegionCodes.RangeOf(county);
            var stays = await (
                from served in db.TrainerCounties()
                where served.RegionCode == county
                join stay in db.PoolMemberships() on served.TrainerId equals stay.TrainerId
                select stay).ToListAsync();
            foreach (var station in await db.Stations().Where(s => s.RegionCode >= range.From && s.RegionCode < range.Until).OrderBy(s => s.Id).ToListAsync())
            {
                station.OrganizationId = random.Next(4) == 0 ? null : bodies[random.Next(2)].Id;
            }

            foreach (var session in await db.Sessions().Where(s => s.RegionCode >= range.From && s.RegionCode < range.Until).OrderBy(s => s.Id).ToListAsync())
            {
                var stay = stays[random.Next(stays.Count)];
                if (random.Next(2) == 0 && !await db.SessionTrainers().AnyAsync(c => c.SessionId == session.Id && c.TrainerId == stay.TrainerId))
                {
                    db.SessionTrainers().Add(new() { SessionId = session.Id, TrainerId = stay.TrainerId, PoolMembershipId = stay.Id });
                }

                if (session.Status == SessionStatus.Held && random.Next(30) == 0)
                {
                    var (state, verdict) = random.Next(4) switch
                    {
                        0 => (InspectionState.Closed, InspectionVerdict.True), 1 => (InspectionState.Closed, InspectionVerdict.False), 2 => (InspectionState.Mending, InspectionVerdict.Partly),
                        _ => (InspectionState.Hearing, InspectionVerdict.False),
                    };
                    await Some.InspectionAsync(db, session, Places.City, i => (i.State, i.Verdict, i.SettledUtc) = (state, verdict, state == InspectionState.Hearing ? null : new DateTime(2026, 10, 9, 2, 0, 0, DateTimeKind.Utc)));
                }
            }

            await InspectedHomesAsync(db, county);
            await ReturnedAsync(db, county, bodies);
            foreach (var service in await db.HelpServices().Where(s => s.RegionCode >= range.From && s.RegionCode < range.Until).OrderBy(s => s.Id).ToListAsync())
            {
                var stay = stays[random.Next(stays.Count)];
                (service.TrainerId, service.PoolMembershipId) = (stay.TrainerId, stay.Id);
            }
        }

        foreach (var trainer in await db.Trainers().OrderBy(t => t.Id).ToListAsync())
        {
            trainer.PapersLapsedOn = random.Next(8) == 0 ? day : null;
        }

        await db.SaveChangesAsync();
    }

    /// <summary>Households whose spot check found a fault, is under way, ended well, and one whose visits all lie before the quarter.</summary>
    private static async Task InspectedHomesAsync(TrainingDbContext db, long county)
    {
        var until = county + 1_000_000;
        var session = await db.Sessions().Where(s => s.RegionCode >= county && s.RegionCode < until).OrderBy(s => s.Id).FirstAsync();
        var visited = await db.HouseholdFiles().Where(f => f.RegionCode >= county && f.RegionCode < until && db.HomeVisits().Any(v => v.HouseholdFileId == f.Id && v.Status == VisitStatus.Completed)).OrderBy(f => f.Id).ToListAsync();
        var early = visited.First(f => !db.HomeVisits().Any(v => v.HouseholdFileId == f.Id && v.Month >= Quarter.First));
        (HouseholdFile File, InspectionState State, InspectionVerdict Verdict)[] found =
        [
            (visited[0], InspectionState.Closed, InspectionVerdict.Partly), (visited[^1], InspectionState.Answered, InspectionVerdict.False),
            (visited[visited.Count / 2], InspectionState.Closed, InspectionVerdict.True), (early, InspectionState.Closed, InspectionVerdict.False),
        ];
        foreach (var (file, state, verdict) in found)
        {
            await Some.InspectionAsync(db, session, Places.City, i =>
            {
                (i.Kind, i.RecordKey, i.RecordId, i.StationId, i.RegionCode) = (InspectedKind.Home, file.Key, file.Id, file.StationId, file.RegionCode);
                (i.State, i.Verdict, i.SettledUtc) = (state, verdict, state == InspectionState.Answered ? null : new DateTime(2026, 10, 9, 2, 0, 0, DateTimeKind.Utc));
            });
        }
    }

    /// <summary>In one county a part-sheet of a month of the quarter came back, in the other the sheet that a body leads, and those of other quarters in both.</summary>
    private static async Task ReturnedAsync(TrainingDbContext db, long county, Organization[] bodies)
    {
        await Some.FilingAsync(db, county, "2026-Q2", bodies[0]);
        await Some.FilingAsync(db, county, "2026-10", bodies[0]);
        var (filing, part, _, _) = await Some.FilingAsync(db, county, "2026-09", bodies[county == Places.Qingfeng ? 1 : 0]);
        if (county == Places.Hualong)
        {
            (filing.State, part.State) = (FilingState.Returned, PartState.Signed);
        }
    }

    /// <summary>A station, its body, a lecturer and a social worker of 华龙区 to whom nothing can be objected, two of each so that they tie.</summary>
    private static async Task WorthyAsync(TrainingDbContext db)
    {
        var people = await Some.PeopleAsync(db, 36, Places.HualongCommunity);
        var household = new List<Household>();
        for (var i = 0; i < 12; i++)
        {
            household.Add(await Some.HouseholdAsync(db, people[i]));
        }

        foreach (var name in (string[])["先进一站", "先进二站"])
        {
            var body = await Some.OrganizationAsync(db, Places.Hualong, o => o.Name = name + "的单位");
            var station = await Some.StationAsync(db, Places.HualongCommunity, s => (s.Name, s.OrganizationId) = (name, body.Id));
            var lecturer = await Some.TrainerAsync(db, TalentKind.Teaching, Places.Hualong, with: t => t.Name = name + "讲师");
            var worker = await Some.TrainerAsync(db, TalentKind.SocialWorker, Places.Hualong, with: t => t.Name = name + "社工");
            var stay = await Some.StayOfAsync(db, lecturer);
            foreach (var month in Quarter.Months)
            {
                for (var n = 0; n < 4; n++)
                {
                    var session = await Some.SessionAsync(db, station, month.FirstDay.AddDays(3 * n));
                    await Some.ClosedRollAsync(db, session, people.Take(31), 70);
                    session.MaterialArchived = true;
                    db.SessionTrainers().Add(new() { SessionId = session.Id, TrainerId = lecturer.Id, PoolMembershipId = stay });
                }

                for (var n = 0; n < 3; n++)
                {
                    await Some.HelpServiceAsync(db, station, worker, month.FirstDay.AddDays(n), household, s => s.Note = "送餐、打扫");
                }
            }
        }

        await db.SaveChangesAsync();
    }
}
