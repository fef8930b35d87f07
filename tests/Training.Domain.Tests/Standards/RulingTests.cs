using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Testing;

namespace Training.Domain.Tests.Standards;

/// <summary>Disputed readings: both computed until somebody rules, and the date of the ruling kept by every recount (M13).</summary>
public sealed class RulingTests
{
    private static readonly FakeClock Clock = FakeClock.Shanghai(2026, 10, 3);

    [Theory, OnSqlite, OnPostgres]
    public async Task Both_readings_are_computed_until_the_ruling_and_past_findings_keep_theirs(DatabaseProvider provider)
    {
        await using var database = await RandomCampaign.DatabaseAsync(provider, seed: 9);
        await using var db = database.Open();
        var august = await CheckAsync(db, Month.From(2026, 8));
        var september = await CheckAsync(db, Month.From(2026, 9));
        Assert.Contains(september, f => f is "B3 D1/each-month" or "B3 ");
        Assert.Contains("B3 D1/each-month", september);

        var ruled = (await Make(db).RunAsync(Ruling() with { InForceFrom = Month.From(2026, 9) })).Value!;
        Assert.Equal("each-month", ruled.Reading);

        Assert.Equal(august, await CheckAsync(db, Month.From(2026, 8)));
        var after = await CheckAsync(db, Month.From(2026, 9));
        Assert.DoesNotContain("B3 D1/each-month", after);
        Assert.DoesNotContain("B3 D1/each-time", after);

        var run = await db.CheckRuns().SingleAsync(r => r.Month == Month.From(2026, 9));
        var readings = await db.CheckedReadings().Where(r => r.CheckRunId == run.Id && r.ItemCode == "B3").ToListAsync();
        var named = Assert.Single(readings);
        Assert.Equal(SocialWorkMetrics.HouseholdsOfMonth, named.Metric);
        Assert.Equal("附件“社工帮学”3；正文五（三）", named.Clause);
        Assert.Equal("D1 按每月10户（2026-10-01 裁定：濮民办〔2026〕12号，2026-09 起）", named.Rulings);
        var then = await db.CheckRuns().SingleAsync(r => r.Month == Month.From(2026, 8));
        Assert.Equal("D1 按每次10户（没有裁定）", (await db.CheckedReadings().FirstAsync(r => r.CheckRunId == then.Id && r.ItemCode == "B3" && r.Reading == "")).Rulings);
        Assert.NotEmpty(await db.FindingChanges().Where(c => c.CheckRunId == run.Id && c.ItemCode == "B3").ToListAsync());

        // Asked in any later month, each month is judged by what held in it.
        var standards = new StandardInForce(db);
        foreach (var (month, name) in ((Month, string)[])[(Month.From(2026, 1), "each-time"), (Month.From(2026, 8), "each-time"), (Month.From(2026, 9), "each-month"), (Month.From(2027, 5), "each-month")])
        {
            Assert.Equal(name, (await standards.ForAsync(month, Places.City)).Definition.Rulings.First(r => r.Id == "D1").UsedIn(month).Name);
        }

        // A later word takes over from its own month on.
        Assert.True((await Make(db).RunAsync(Ruling() with { InForceFrom = Month.From(2026, 10), Reading = "each-time" })).Ok);
        var ruling = (await standards.ForAsync(Month.From(2026, 10), Places.City)).Definition.Rulings.First(r => r.Id == "D1");
        Assert.Equal(["each-time", "each-month", "each-time"], ((int[])[8, 9, 10]).Select(m => ruling.UsedIn(Month.From(2026, m)).Name));
    }

    [Fact]
    public async Task What_cannot_be_ruled_is_refused_at_its_field()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        async Task<Type?> RefusedAsync(MakeRulingInput input) => (await Make(db).RunAsync(input)).Refusal?.GetType();

        Assert.Equal(typeof(ChooseReading), await RefusedAsync(Ruling() with { Reading = "each-year" }));
        Assert.Equal(typeof(OneReadingOnly), await RefusedAsync(Ruling() with { Ruling = "D7", Reading = "shared" }));
        Assert.Equal(typeof(NotFound), await RefusedAsync(Ruling() with { Ruling = "D99" }));
        Assert.Equal(typeof(RulingMonthMissing), await RefusedAsync(Ruling() with { InForceFrom = null }));
        Assert.Equal(typeof(RulingMonthClosed), await RefusedAsync(Ruling() with { InForceFrom = Month.From(2026, 8) }));
        Assert.Equal(typeof(RulingBeforeStandard), await RefusedAsync(Ruling() with { InForceFrom = Month.From(2023, 8) }));
        Assert.Equal(typeof(RulingDayWrong), await RefusedAsync(Ruling() with { DecidedOn = new DateOnly(2026, 10, 4) }));
        Assert.Equal(typeof(RulingDayWrong), await RefusedAsync(Ruling() with { DecidedOn = null }));
        Assert.Equal(typeof(RulingPaperMissing), await RefusedAsync(Ruling() with { Paper = new('号', 101) }));
        Assert.Equal(typeof(RulingReasonMissing), await RefusedAsync(Ruling() with { Reason = "　" }));
        Assert.Equal(typeof(RulingPaperMissing), await RefusedAsync(Ruling() with { Paper = " " }));
        Assert.Equal(typeof(RulingReasonMissing), await RefusedAsync(Ruling() with { Reason = new string('长', 501) }));
        Assert.Null(await RefusedAsync(Ruling()));
        Assert.Equal(typeof(AlreadyRuledSo), await RefusedAsync(Ruling()));
        await using var county = database.Open(AccessScope.Of([new CodeRange(Places.Qingfeng, Places.Qingfeng + 1_000_000)]));
        Assert.IsType<NotFound>((await Make(county).RunAsync(Ruling())).Refusal);
        Assert.Equal(1, await db.RulingDecisions().CountAsync());
    }

    private static MakeRulingInput Ruling() => new()
    {
        Actor = Actor.Job, Standard = StandardReader.Shipped, Ruling = "D1", Reading = "each-month", InForceFrom = Month.From(2026, 10),
        DecidedOn = new DateOnly(2026, 10, 1), Paper = "濮民办〔2026〕12号", Reason = "按正文每月十户执行",
    };

    private static MakeRuling Make(TrainingDbContext db) => new(db, new StandardInForce(db), new ClosedMonths(db, Clock), Clock);

    /// <summary>Items and readings found, each once.</summary>
    private static async Task<List<string>> CheckAsync(TrainingDbContext db, Month month)
    {
        db.ChangeTracker.Clear();
        var run = (await new MonthlyCheck(db, new StandardInForce(db), new EvaluateStandard(db), Clock).RunAsync(month, Places.City, Actor.Job)).Value!;
        return await db.Findings().Where(f => f.CheckRunId == run.Id).Select(f => f.ItemCode + " " + f.Reading).Distinct().Order().ToListAsync();
    }
}
