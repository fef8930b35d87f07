using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Testing;

namespace Training.Domain.Tests.Standards;

public sealed class TaskTableTests
{
    private static readonly FakeClock Clock = FakeClock.Shanghai(2026, 11, 22);

    [Theory, InlineData("2026-09"), InlineData("2026-Q3")]
    public async Task Every_cell_of_every_county_equals_a_slow_recount_of_the_raw_rows_and_so_does_how_many_counties_met_it(string key)
    {
        await using var database = await RandomCampaign.DatabaseAsync(seed: 7);
        await using var db = database.Open();
        Assert.True(SheetPeriod.TryParse(key, out var period));
        var report = Some.Right(await TableOf(db).RunAsync(period, Places.City));

        Assert.Equal(22, report.Lines.Count);
        Assert.Equal(["J1", "Z4", "T1", "T4"], new[] { 0, 17, 18, 21 }.Select(n => report.Lines[n].Item.Code));
        Assert.Equal(["现场教学", "入户送学", "社工帮学", "智慧助学", "表外"], report.Lines.Select(l => l.Section).Distinct());
        var slow = report.Counties.ToDictionary(county => county, county => new SlowRecount(db, county, period.First, period.Last));
        Assert.Contains(Places.Qingfeng, slow.Keys);
        Assert.Contains(Places.Hualong, slow.Keys);
        foreach (var line in report.Lines)
        {
            var counted = slow.ToDictionary(county => county.Key, county => county.Value.Count(line.Item.Code));
            Assert.Equal(
                counted.Select(c => $"{line.Item.Code} {c.Key} {c.Value}"),
                report.Counties.Select(c => $"{line.Item.Code} {c} {FigureWords.Of(line.Outcome, c)}"));
            Assert.Equal(counted.Values.Count(c => c.Split('|')[1] == "True"), line.CountiesMet);
        }
    }

    [Fact]
    public async Task A_county_is_shown_itself_alone_and_no_month_before_it_began()
    {
        await using var database = await TestDatabase.CreateAsync();
        var period = SheetPeriod.Of(Month.From(2026, 9));
        var qingfeng = new CodeRange(Places.Qingfeng, Places.Qingfeng + 1_000_000);
        await using var county = database.Open(AccessScope.Of([qingfeng]));
        Assert.Equal([Places.Qingfeng], Some.Right(await TableOf(county).RunAsync(period, Places.Qingfeng)).Counties);
        Assert.IsType<NotFound>((await TableOf(county).RunAsync(period, Places.Hualong)).Refusal);
        Assert.IsType<MonthNotBegun>((await TableOf(county).RunAsync(SheetPeriod.Of(Month.From(2026, 12)), Places.Qingfeng)).Refusal);
        Some.Right(await TableOf(county).RunAsync(SheetPeriod.Of(Month.From(2026, 11)), Places.Qingfeng));
        await using var station = database.Open(AccessScope.Of([qingfeng], stations: [1]));
        Assert.IsType<NotFound>((await TableOf(station).RunAsync(period, Places.Qingfeng)).Refusal);
    }

    private static TaskTable TableOf(TrainingDbContext db) => new(db, new StandardInForce(db), new EvaluateStandard(db), Clock);
}
