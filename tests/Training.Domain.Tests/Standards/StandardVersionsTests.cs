using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Testing;

namespace Training.Domain.Tests.Standards;

/// <summary>A standard's next version: begun, changed, tried on a month, put in force, and what is refused on the way.</summary>
public sealed class StandardVersionsTests
{
    private const string Code = StandardReader.Shipped;
    private const string SessionsThreshold = "/sections/0/items/1/measure/threshold";

    private static readonly FakeClock Clock = FakeClock.Shanghai(2026, 11, 22);

    [Theory, OnSqlite, OnPostgres]
    public async Task A_new_limit_goes_through_draft_and_preview_into_force_and_past_months_keep_theirs(DatabaseProvider provider)
    {
        await using var database = await RandomCampaign.DatabaseAsync(provider);
        await using (var arranging = database.Open())
        {
            var station = await Some.StationAsync(arranging);
            var people = await Some.PeopleAsync(arranging, 30);
            foreach (var day in (int[])[4, 18])
            {
                await Some.ClosedRollAsync(arranging, await Some.SessionAsync(arranging, station, new DateOnly(2026, 8, day)), people);
            }
        }

        await using var db = database.Open();
        var drafts = new WriteDraft(db, Clock);
        var draft = (await drafts.StartAsync(Code, Actor.Job)).Value!;
        Assert.Equal("2026-12", StandardReader.Read(draft.Json).Value!.InForceFrom.ToString());
        Assert.IsType<DraftOpen>((await drafts.StartAsync(Code, Actor.Job)).Refusal);

        var changed = (await drafts.ChangeAsync(draft.Key, draft.Version, new Dictionary<string, string>
        {
            [SessionsThreshold] = "3", ["/sections/0/items/1/requirement"] = "每个站点每月不少于 3 次",
        }, Actor.Job)).Value!;
        var preview = (await Preview(db).RunAsync(draft.Key, Month.From(2026, 8))).Value!;
        var expected = await TurnedAsync(db, Month.From(2026, 8), 2, 3);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, preview.OfStations.Select(f => f.Station!.StationId).Order());
        Assert.All(preview.OfStations, f => Assert.True(f.Falls && f.Item.Code == "J2"));
        Assert.Equal(expected.Count, preview.Items.Single(i => i.Item.Code == "J2").Fall - preview.OfCounties.Count(f => f.Item.Code == "J2"));

        var issued = (await Issue(db).RunAsync(new() { Actor = Actor.Job, Draft = draft.Key, Version = changed.Version, Reason = "濮民〔2026〕88号" })).Value!;
        Assert.Equal(2, issued.Number);
        Assert.Equal(StandardText.Sha256Of(issued.Json), issued.Sha256);
        var standards = new StandardInForce(db);
        Assert.Equal(2, (await standards.ForAsync(Month.From(2026, 11), Places.City)).Definition.Item("J2")!.Measure.Threshold);
        Assert.Equal(3, (await standards.ForAsync(Month.From(2026, 12), Places.City)).Definition.Item("J2")!.Measure.Threshold);
        Assert.Equal(
            ["起用的月份：由“2023年9月”改为“2026年12月”", "J2 授课次数 的要求：由“2 次”改为“3 次”", "J2 授课次数 的具体要求：由“每个站点每月不少于 2 次”改为“每个站点每月不少于 3 次”"],
            StandardDifference.Between(StandardReader.Read(StandardReader.ShippedJson()).Value!, StandardInForce.DefinitionOf(issued)));
        Assert.IsType<DraftNotOpen>((await drafts.DropAsync(draft.Key, draft.Version, Actor.Job)).Refusal);
    }

    [Theory]
    [InlineData(SessionsThreshold, "三次", "要的是一个数，这里是 \"三次\"。")]
    [InlineData(SessionsThreshold, "-1", "不能小于 0，这里是 -1。")]
    [InlineData("/settings/monthClosesOnDay", "31", "不能大于 28，这里是 31。")]
    [InlineData("/inForceFrom", "明年1月", "“明年1月”的写法不对，月份写成 2026-10。")]
    [InlineData("/sections/0/items/1/requirement", "", "不能是空的。")]
    [InlineData("/sections/0/items/0/measure/steps", "2027-01 18\n2026-01 16", "月份要从早到晚，一个月只写一行。")]
    [InlineData("/sections/0/items/0/measure/steps", "明年 18", "“明年 18”的写法不对，月份写成 2026-10。")]
    public async Task What_is_typed_wrong_is_refused_at_its_field_and_the_draft_stays(string pointer, string typed, string says)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var drafts = new WriteDraft(db, Clock);
        var draft = (await drafts.StartAsync(Code, Actor.Job)).Value!;
        var refused = await drafts.ChangeAsync(draft.Key, draft.Version, new Dictionary<string, string> { [pointer] = typed, ["/title"] = "另一个名称" }, Actor.Job);

        var error = Assert.IsType<BrokenStandard>(refused.Refusal).Errors[0];
        Assert.Equal(says, error.Message);
        Assert.True(DraftFields.Of(draft.Json).SelectMany(g => g.Fields).Single(f => f.Pointer == pointer).IsMetBy(error), error.Pointer);
        db.ChangeTracker.Clear();
        Assert.DoesNotContain("另一个名称", (await db.StandardDrafts().SingleAsync()).Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_closed_stale_or_unchanged_is_not_put_in_force()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var drafts = new WriteDraft(db, Clock);
        var draft = (await drafts.StartAsync(Code, Actor.Job)).Value!;

        async Task<Refusal?> IssueAsync(string month, string? reason = "依据")
        {
            draft = (await drafts.ChangeAsync(draft.Key, draft.Version, new Dictionary<string, string> { ["/inForceFrom"] = month, [SessionsThreshold] = "3" }, Actor.Job)).Value!;
            return (await Issue(db).RunAsync(new() { Actor = Actor.Job, Draft = draft.Key, Version = draft.Version, Reason = reason })).Refusal;
        }

        draft = Some.Right(await drafts.TakeFileAsync(StandardReader.ShippedJson(), Actor.Job));
        Assert.IsType<NothingChanged>((await Issue(db).RunAsync(new() { Actor = Actor.Job, Draft = draft.Key, Version = draft.Version, Reason = "依据" })).Refusal);
        Assert.IsType<IssueReasonMissing>(await IssueAsync("2026-12", " "));
        Assert.IsType<IssueReasonMissing>(await IssueAsync("2026-12", new('长', 501)));
        Assert.IsType<MonthIsClosed>(await IssueAsync("2026-10"));
        Assert.IsType<EarlierThanLastVersion>(await IssueAsync("2023-08"));
        Assert.IsType<ChangedMeanwhile>((await Issue(db).RunAsync(new() { Actor = Actor.Job, Draft = draft.Key, Version = draft.Version - 1, Reason = "依据" })).Refusal);
        Assert.Null(await IssueAsync("2026-11"));
        Assert.Equal(2, await db.StandardVersions().CountAsync());

        // A month whose check was closed is closed, whatever day the standard names; and what was begun before another version came is not put over it.
        draft = Some.Right(await drafts.StartAsync(Code, Actor.Job));
        using (HistoryWatch.Arranging())
        {
            var run = db.CheckRuns().Add(new() { StandardVersionId = draft.BasedOnId!.Value, RegionCode = Places.City, Month = Month.From(2027, 1), FirstRunUtc = Clock.UtcNow(), LastRunUtc = Clock.UtcNow(), ClosedUtc = Clock.UtcNow() });
            await db.SaveChangesAsync();
            Assert.IsType<MonthIsClosed>(await IssueAsync("2027-01"));
            db.Remove(run.Entity);
            db.StandardVersions().Add(new() { Code = Code, Number = 3, RegionCode = Places.City, InForceFrom = Month.From(2026, 12), Json = draft.Json, Sha256 = StandardText.Sha256Of(draft.Json), ImportedUtc = Clock.UtcNow() });
            await db.SaveChangesAsync();
        }

        Assert.IsType<BaseIsNotNewest>(await IssueAsync("2027-02"));

        // From a county nobody touches the city's standard.
        await using var county = database.Open(AccessScope.Of([new CodeRange(Places.Qingfeng, Places.Qingfeng + 1_000_000)]));
        Assert.IsType<NotFound>((await new WriteDraft(county, Clock).StartAsync(Code, Actor.Job)).Refusal);
        Assert.IsType<StandardOfElsewhere>((await new WriteDraft(county, Clock).TakeFileAsync(StandardReader.ShippedJson(), Actor.Job)).Refusal);
    }

    [Fact]
    public async Task A_file_takes_the_place_of_the_draft_and_goes_out_again_as_it_came()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var drafts = new WriteDraft(db, Clock);
        await drafts.StartAsync(Code, Actor.Job);
        var file = JsonNode.Parse(StandardReader.ShippedJson())!;
        file["inForceFrom"] = "2027-01";
        var text = StandardText.Write(file);
        var taken = (await drafts.TakeFileAsync(text, Actor.Job)).Value!;
        Assert.Equal(text, taken.Json);
        Assert.Equal(1, await db.StandardDrafts().CountAsync());
        file["form"] = null;
        Assert.Equal("/form", Assert.IsType<BrokenStandard>((await drafts.TakeFileAsync(file.ToJsonString(), Actor.Job)).Refusal).Errors[0].Pointer);
        Assert.NotNull((await drafts.DropAsync(taken.Key, taken.Version, Actor.Job)).Value);
        Assert.True((await drafts.StartAsync(Code, Actor.Job)).Ok);
    }

    private static IssueStandard Issue(TrainingDbContext db) => new(db, new WriteDraft(db, Clock), new ClosedMonths(db, Clock), Clock);

    private static PreviewStandard Preview(TrainingDbContext db) => new(db, new StandardInForce(db), new EvaluateStandard(db), Clock);

    /// <summary>Stations whose qualifying sessions lie between the two limits, counted by what the evaluation says and nothing else.</summary>
    private static async Task<List<long>> TurnedAsync(TrainingDbContext db, Month month, int old, int next)
    {
        var evaluation = await new EvaluateStandard(db).RunAsync(new()
        {
            Standard = await new StandardInForce(db).ForAsync(month, Places.City), RegionCode = Places.City, Period = SheetPeriod.Of(month),
            Today = Clock.Today(), Items = ["J2"],
        });
        return [.. evaluation.InForce("J2").Counties.Values.SelectMany(c => c.Places)
            .Where(p => p.Verdict.State != FindingState.Exempt && p.Tally.Numerator >= old && p.Tally.Numerator < next).Select(p => p.Station.StationId).Order()];
    }
}
