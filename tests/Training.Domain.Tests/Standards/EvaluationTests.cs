using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Testing;

namespace Training.Domain.Tests.Standards;

public sealed class EvaluationTests
{
    [Theory, OnSqlite(1), OnSqlite(7), OnSqlite(2026), OnPostgres(1), OnPostgres(63)]
    public async Task All_eighteen_items_and_the_four_duties_equal_a_slow_recount_in_memory(DatabaseProvider provider, int seed)
    {
        await using var database = await RandomCampaign.DatabaseAsync(provider, seed);
        await using var db = database.Open();
        foreach (var key in (string[])["2026-09", "2026-Q3", "2026-06"])
        {
            Assert.True(SheetPeriod.TryParse(key, out var period));
            var evaluation = await EvaluateAsync(db, period, withAlternatives: true);
            foreach (var county in (long[])[Places.Qingfeng, Places.Hualong])
            {
                var slow = new SlowRecount(db, county, period.First, period.Last);
                var items = evaluation.Standard.Definition.Items.Select(i => i.Code).ToList();
                Assert.Equal(18, items.Count);
                items.AddRange(evaluation.Standard.Definition.Duties.Select(d => d.Code));
                Assert.Equal(22, items.Count);
                Assert.Equal(items.Select(i => $"{key} {county} {i} {slow.Count(i)}"), items.Select(i => $"{key} {county} {i} {Said(evaluation.InForce(i), county)}"));
            }
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_figure_and_its_rows_come_from_one_query(DatabaseProvider provider)
    {
        await using var database = await RandomCampaign.DatabaseAsync(provider, seed: 3);
        await using var db = database.Open();
        Assert.True(SheetPeriod.TryParse("2026-Q3", out var period));
        var evaluation = await EvaluateAsync(db, period, withAlternatives: true);
        Assert.Equal(18 + 8 + 4, evaluation.Outcomes.Count);
        foreach (var outcome in evaluation.Outcomes)
        {
            var rows = await MetricTallies.Rows(db, outcome.Reading.Measure.Metric, outcome.Window).ToListAsync();
            foreach (var (county, figure) in outcome.Counties)
            {
                var listed = rows.Where(r => r.RegionCode / 1_000_000 == county / 1_000_000).ToList();
                var counted = listed.Where(r => r.Exclusion == Exclusion.None).ToList();
                var name = $"{outcome.Reading.Item.Code} {outcome.Reading.Name} {county}";
                Assert.Equal($"{name}: {counted.Count}", $"{name}: {figure.Total.Rows}");
                Assert.Equal(listed.Count - counted.Count, figure.Total.Excluded);
                Assert.Equal(counted.Sum(r => r.Numerator), figure.Total.Numerator);
                Assert.Equal(counted.Sum(r => r.Denominator), figure.Total.Denominator);
                if (outcome.Reading.Measure.Aggregator == Aggregator.Coverage)
                {
                    Assert.Equal(counted.Select(r => r.Member).Distinct().Count(), figure.Total.Distinct);
                }
            }
        }
    }

    [Fact]
    public async Task A_county_whose_person_was_merged_into_one_of_another_county_counts_as_the_city_does()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var db = database.Open())
        {
            var station = await Some.StationAsync(db);
            var people = (await Some.PeopleAsync(db, 30)).ToList();
            var elsewhere = await Some.PersonAsync(db, Places.HualongCommunity);
            people[0].CanonicalId = elsewhere.Id;
            var session = await Some.SessionAsync(db, station, new DateOnly(2026, 9, 4));
            await Some.ClosedRollAsync(db, session, [.. people, elsewhere]);
        }

        await using var county = database.Open(AccessScope.Of([new CodeRange(Places.Qingfeng, Places.Qingfeng + 1_000_000)]));
        var evaluation = await EvaluateAsync(county, SheetPeriod.Of(Month.From(2026, 9)));
        Assert.Equal(30, evaluation.InForce("J4").Counties[Places.Qingfeng].Total.Numerator);
    }

    private static async Task<Evaluation> EvaluateAsync(TrainingDbContext db, SheetPeriod period, bool withAlternatives = false) =>
        await new EvaluateStandard(db).RunAsync(new()
        {
            Standard = await new StandardInForce(db).ForAsync(period.Last, Places.City),
            RegionCode = Places.City,
            Period = period,
            Today = new DateOnly(2026, 11, 22),
            WithAlternatives = withAlternatives,
        });

    private static string Said(ItemOutcome outcome, long county) => FigureWords.Of(outcome, county);
}
