using Training.Domain.Standards;
using Training.Domain.Tests.Standards;
using Training.Testing;

namespace Training.Jobs.Tests.Demonstration;

/// <summary>The demonstration year, every county, counted twice: by the engine and by the slow recount that knows nothing of it.</summary>
[Collection(nameof(SeededCity))]
public class RecountedYearTests(SeededCity city)
{
    [Theory]
    [InlineData("2026-10")]
    [InlineData("2026-Q3")]
    public async Task All_items_and_duties_of_every_county_equal_the_slow_recount(string key)
    {
        Assert.True(SheetPeriod.TryParse(key, out var period));
        await using var db = city.Database.Open();
        var evaluation = await new EvaluateStandard(db).RunAsync(new()
        {
            Standard = await new StandardInForce(db).ForAsync(period.Last, Places.City),
            RegionCode = Places.City,
            Period = period,
            Today = new DateOnly(2026, 11, 22),
        });
        var items = evaluation.Standard.Definition.Items.Select(i => i.Code).Concat(evaluation.Standard.Definition.Duties.Select(d => d.Code)).ToList();
        Assert.Equal(8, evaluation.CountyCodes.Count);
        foreach (var county in evaluation.CountyCodes)
        {
            var slow = new SlowRecount(db, county, period.First, period.Last);
            Assert.Equal(
                string.Join('\n', items.Select(i => $"{county} {i} {slow.Count(i)}")),
                string.Join('\n', items.Select(i => $"{county} {i} {FigureWords.Of(evaluation.InForce(i), county)}")));
        }
    }
}
