using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Testing;

namespace Training.Domain.Tests.Stations;

public sealed class StationLifeTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task From_the_proposal_to_the_first_class_with_a_rejection_on_the_way(DatabaseProvider on)
    {
        await using var scene = await StationScene.SetAsync(on);
        var key = await scene.ProposeAsync();
        await scene.AllAsync(key, StationAction.Reject, StationAction.Mend, StationAction.Approve, StationAction.Record, StationAction.Open);

        await using var db = scene.Database.Open();
        var file = (await new StationFile(db).RunAsync(key))!;
        Assert.Equal((StationStatus.InUse, new DateOnly(2026, 11, 18), 50), (file.Station.Status, file.Station.InUseFrom, file.Station.Capacity));
        Assert.Equal("bhsqrjzlzx", file.Station.Initials);
        Assert.Equal(Some.StationFacts().Hours!.Note, file.Station.Hours!.Note);
        Assert.Equal([PremisesItem.Screen], file.Station.Premises!.Lacks);
        Assert.Equal(
            [StationAction.Propose, StationAction.Reject, StationAction.Mend, StationAction.Approve, StationAction.Record, StationAction.Open],
            file.Steps.Select(line => line.Step.Action));
        Assert.Equal(["承接主体", "县区民政局", "承接主体", "县区民政局", "市民政局", "县区民政局"], file.Steps.Select(line => line.Signer));
        Assert.Equal("教室太小", file.Steps[1].Step.Reason);
        Assert.Equal([PremisesItem.TeachingRoom, PremisesItem.Seats, PremisesItem.FireSafety], file.Steps[3].Step.Found!.Confirmed);
        Assert.Equal(6, await db.AuditEntries().CountAsync(a => a.Stream == $"station/{key}"));
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    /// <summary>Whatever people try in whatever order: the history replays to the state, days go forward, and refusals change nothing.</summary>
    [Theory, OnSqlite(1), OnSqlite(2), OnSqlite(3), OnPostgres(4)]
    public async Task Any_walk_replays_to_its_state(DatabaseProvider on, int seed)
    {
        await using var scene = await StationScene.SetAsync(on);
        var key = await scene.ProposeAsync();
        var random = new Random(seed);
        var actions = Enum.GetValues<StationAction>().Where(action => action != StationAction.Propose).ToArray();
        for (var i = 0; i < 40; i++)
        {
            scene.Clock.Advance(TimeSpan.FromDays(random.Next(0, 3)));
            var before = await StateAsync(scene, key);
            var done = await scene.DoAsync(key, actions[random.Next(actions.Length)], scene.Clock.Today().AddDays(-random.Next(-1, 4)));
            var after = await StateAsync(scene, key);
            Assert.Equal(done.Ok ? before.Steps.Count + 1 : before.Steps.Count, after.Steps.Count);
            Assert.Equal(after.Station.Status, StationRules.Replay(after.Steps.Select(line => line.Step.Action)));
            Assert.Equal(after.Station.Status, after.Steps[^1].Step.Status);
            Assert.Equal(after.Steps.Select(line => line.Step.EffectiveOn).Order(), after.Steps.Select(line => line.Step.EffectiveOn));
            Assert.All(after.Steps, line => Assert.True(line.Step.EffectiveOn <= ShanghaiTime.DateOf(line.Step.AtUtc)));
            // Suspended exactly while a stretch lasts; every stretch is at least a day long.
            Assert.Equal(after.Station.Status == StationStatus.Suspended, after.Suspensions.Any(s => s.UntilDate is null));
            if (after.Station.Status != StationStatus.TakenOff)
            {
                Assert.All(after.Suspensions, s => Assert.True(s.UntilDate is null || s.UntilDate > s.FromDate));
            }

            Assert.Equal(after.Steps.FirstOrDefault(line => line.Step.Action == StationAction.Open)?.Step.EffectiveOn, after.Station.InUseFrom);
        }

        await using var db = scene.Database.Open();
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Months_touched_by_a_suspension_are_exempt_and_the_quota_begins_with_the_first_full_month(DatabaseProvider on)
    {
        await using var scene = await StationScene.SetAsync(on);
        scene.Clock.SetUtc(ShanghaiTime.ToUtc(new DateOnly(2026, 3, 10), new TimeOnly(9, 0)));
        var key = await scene.ProposeAsync();
        await scene.AllAsync(key, StationAction.Approve, StationAction.Record, StationAction.Open);
        scene.Clock.SetUtc(ShanghaiTime.ToUtc(new DateOnly(2026, 8, 20), new TimeOnly(9, 0)));
        Assert.True((await scene.DoAsync(key, StationAction.Suspend, new DateOnly(2026, 6, 15))).Ok);
        Assert.IsType<DayBeforeLastStep>((await scene.DoAsync(key, StationAction.Resume, new DateOnly(2026, 6, 15))).Refusal);
        Assert.True((await scene.DoAsync(key, StationAction.Resume, new DateOnly(2026, 8, 1))).Ok);
        Assert.True((await scene.DoAsync(key, StationAction.TakeOff, new DateOnly(2026, 8, 18))).Ok);

        var file = await StateAsync(scene, key);
        var life = new StationLife
        {
            StationId = file.Station.Id, Name = file.Station.Name, Kind = file.Station.Kind, RegionCode = file.Station.RegionCode,
            InUseFrom = file.Station.InUseFrom!.Value, TakenOffOn = file.Station.TakenOffOn,
            Suspensions = [.. file.Suspensions.Select(s => new SuspendedStretch(s.FromDate, s.UntilDate, s.Reason))],
        };
        Owed[] owed = [.. Enumerable.Range(2, 8).Select(month => QuotaRules.In(life, Month.From(2026, month)).Owed)];
        Assert.Equal([Owed.NotYet, Owed.Exempt, Owed.Due, Owed.Due, Owed.Exempt, Owed.Exempt, Owed.Exempt, Owed.Gone], owed);
    }

    [Fact]
    public async Task A_body_never_reviews_its_own_and_never_mends_anothers()
    {
        await using var scene = await StationScene.SetAsync(DatabaseProvider.Sqlite);
        var key = await scene.ProposeAsync();
        await using var db = scene.Database.Open();

        Assert.IsType<NotYourOwnStation>((await new ReviewStation(db, scene.Clock).RunAsync(
            new() { Key = key, Actor = scene.Proposer, Approve = true, Confirmed = Enum.GetValues<PremisesItem>() })).Refusal);
        Assert.IsType<NotFound>((await new MendProposal(db, scene.Clock).RunAsync(
            new() { Key = key, Actor = scene.Proposer, OrganizationId = scene.Body.Id + 1, Facts = Some.StationFacts() })).Refusal);
        Assert.Equal(StationStatus.Proposed, (await StateAsync(scene, key)).Station.Status);
    }

    [Fact]
    public async Task What_the_notice_demands_must_be_confirmed_before_it_passes()
    {
        await using var scene = await StationScene.SetAsync(DatabaseProvider.Sqlite);
        var key = await scene.ProposeAsync();
        await using var db = scene.Database.Open();

        var refused = await new ReviewStation(db, scene.Clock).RunAsync(new() { Key = key, Actor = scene.County, Approve = true, Confirmed = [PremisesItem.TeachingRoom, PremisesItem.FireSafety] });

        Assert.Equal("必备的条件还没有核实：坐得下 30 人。核实了再勾，不具备就不通过。", refused.Refusal!.Message);
        Assert.IsType<StepNeedsReason>((await new ReviewStation(db, scene.Clock).RunAsync(new() { Key = key, Actor = scene.County, Approve = false })).Refusal);
        Assert.Single((await StateAsync(scene, key)).Steps);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_proposal_is_reached_by_the_bodys_accounts_and_sent_twice_it_is_one(DatabaseProvider on)
    {
        await using var scene = await StationScene.SetAsync(on);
        var proposal = scene.Proposal();
        await using (var db = scene.Database.Open(StationScene.CountyScope))
        {
            Assert.Equal(proposal.Key, (await new ProposeStation(db, scene.Clock).RunAsync(proposal)).Value);
            Assert.Equal(proposal.Key, (await new ProposeStation(db, scene.Clock).RunAsync(proposal)).Value);
            Assert.IsType<StationAlreadyThere>((await new ProposeStation(db, scene.Clock).RunAsync(proposal with { Key = Guid.CreateVersion7() })).Refusal);
        }

        await using var all = scene.Database.Open();
        var station = await all.Stations().SingleAsync();
        var reach = await all.AccountStations().SingleAsync();
        Assert.Equal((scene.Proposer.AccountId, station.Id), (reach.AccountId, reach.StationId));
        await using var own = scene.Database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)], [station.Id]));
        Assert.Single((await new StationFile(own).RunAsync(proposal.Key))!.Steps);
        await using var stranger = scene.Database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)], []));
        Assert.Empty((await new StationFile(stranger).RunAsync(proposal.Key))!.Steps);
        await using var elsewhere = scene.Database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Nanle)]));
        Assert.Null(await new StationFile(elsewhere).RunAsync(proposal.Key));
    }

    [Fact]
    public async Task A_proposal_stays_within_the_signers_county_and_the_bodys()
    {
        await using var scene = await StationScene.SetAsync(DatabaseProvider.Sqlite);
        await using var db = scene.Database.Open(StationScene.CountyScope);

        Assert.IsType<NotThisPlace>((await new ProposeStation(db, scene.Clock).RunAsync(scene.Proposal(Some.StationFacts(Places.NanleCommunity)))).Refusal);
        await using var all = scene.Database.Open();
        Assert.IsType<NotThisOrganization>((await new ProposeStation(all, scene.Clock).RunAsync(scene.Proposal(Some.StationFacts(Places.NanleCommunity)))).Refusal);
        Assert.Equal(0, await all.Stations().CountAsync());
        var key = await scene.ProposeAsync();
        Assert.IsType<StaysInItsCounty>((await new MendProposal(all, scene.Clock).RunAsync(
            new() { Key = key, Actor = scene.County, Facts = Some.StationFacts(Places.NanleCommunity) })).Refusal);
        (await all.Regions().SingleAsync(r => r.Code == Some.StationFacts().RegionCode)).FormerFrom = new DateOnly(2026, 11, 1);
        await all.SaveChangesAsync();
        Assert.IsType<NotThisPlace>((await new ProposeStation(all, scene.Clock).RunAsync(scene.Proposal())).Refusal);
    }

    [Fact]
    public void All_that_is_wanting_is_named_at_once_each_at_its_field()
    {
        var facts = new StationFacts
        {
            Name = " 滨河 ", Kind = null, RegionCode = Places.Qingfeng, Capacity = 0, ModelYear = 1999, Longitude = 35.76, Latitude = 115.03,
            Hours = new ServiceHours { Days = [DayOfWeek.Monday], Opens = new(17, 0), Closes = new(8, 0) },
            Premises = new Premises { Area = 40, TeachingArea = 60 },
        };

        var wanting = StationFactRules.Check(facts, new DateOnly(2026, 11, 18));

        Assert.Equal(
            ["Name", "Kind", "RegionCode", "HostName", "HostKind", "Address", "Capacity", "ModelYear", "Longitude", "Hours", "TeachingArea"],
            wanting.Select(want => want.Field));
        Assert.Contains(wanting, want => want.Sentence == "经度和纬度写反了：经度是 115 左右的那个数。");
        Assert.Empty(StationFactRules.Check(Some.StationFacts(), new DateOnly(2026, 11, 18)));
        Assert.Equal(["Latitude"], StationFactRules.Check(Some.StationFacts() with { Latitude = null }, new DateOnly(2026, 11, 18)).Select(want => want.Field));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Two_officers_at_once_sign_once(DatabaseProvider on)
    {
        await using var scene = await StationScene.SetAsync(on);
        var key = await scene.ProposeAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => scene.DoAsync(key, StationAction.Approve))));

        Assert.Single(results, result => result.Ok);
        Assert.Equal(2, (await StateAsync(scene, key)).Steps.Count);
    }

    [Fact]
    public async Task A_station_on_record_is_put_right_with_a_reason_and_stays_where_it_is()
    {
        await using var scene = await StationScene.SetAsync(DatabaseProvider.Sqlite);
        var key = await scene.ProposeAsync();
        await using var db = scene.Database.Open();
        var revise = new ReviseStation(db, scene.Clock);
        ReviseStationInput Input(StationFacts facts, string? reason = "换了大教室") => new() { Key = key, Actor = scene.County, Facts = facts, Reason = reason };

        Assert.IsType<StillAProposal>((await revise.RunAsync(Input(Some.StationFacts()))).Refusal);
        await scene.AllAsync(key, StationAction.Approve, StationAction.Record, StationAction.Open);
        db.ChangeTracker.Clear();
        Assert.IsType<RevisionNeedsReason>((await revise.RunAsync(Input(Some.StationFacts(), " "))).Refusal);
        Assert.IsType<StaysWhereItIs>((await revise.RunAsync(Input(Some.StationFacts(Places.QingfengOtherVillage)))).Refusal);
        Assert.True((await revise.RunAsync(Input(Some.StationFacts() with { Capacity = 80 }))).Ok);

        var file = await StateAsync(scene, key);
        Assert.Equal((80, StationStatus.InUse, 4), (file.Station.Capacity, file.Station.Status, file.Steps.Count));
        Assert.Equal(("ReviseStation", "换了大教室"), await db.AuditEntries().OrderByDescending(a => a.Sequence).Where(a => a.Stream == $"station/{key}")
            .Select(a => new ValueTuple<string, string?>(a.Process, a.Reason)).FirstAsync());
    }

    private static async Task<StationRecord> StateAsync(StationScene scene, Guid key)
    {
        await using var db = scene.Database.Open();
        return (await new StationFile(db).RunAsync(key))!;
    }
}
