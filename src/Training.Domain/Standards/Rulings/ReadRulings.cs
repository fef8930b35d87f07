using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>What one reading of one item comes to in a month.</summary>
public sealed record ReadingFigure(StandardItem Item, Measure Measure, Evaluation Evaluation, ItemOutcome Outcome)
{
    public int Counties => Outcome.Counties.Count;

    public int CountiesMet => Outcome.Counties.Values.Count(c => c.IsMet);

    public int StationsDue => Outcome.Counties.Values.Sum(c => c.Due);

    public int StationsMet => Outcome.Counties.Values.Sum(c => c.Met);

    public bool ByStation => Measure.Scope == MeasureScope.Station;
}

/// <summary>One reading beside the others, with what it counts.</summary>
public sealed record ReadingLine(Reading Reading, bool IsUsed, IReadOnlyList<ReadingFigure> Figures);

public sealed record RulingView(Ruling Ruling, Month Month, IReadOnlyList<ReadingLine> Readings)
{
    public Decision Decision => Ruling.DecidedIn(Month);

    public bool IsOpen => Ruling.IsDisputed && !Decision.IsRuling;
}

public sealed record RulingsReport(StandardOfMonth Standard, Month Month, IReadOnlyList<RulingView> Rulings);

/// <summary>Puts the readings of every disputed place side by side, each counted from the records of a month, ruled or not.</summary>
public sealed class ReadRulings(TrainingDbContext db, StandardInForce standards, EvaluateStandard evaluate, TimeProvider clock)
{
    /// <param name="regionCode">A city or a county; the caller must reach it.</param>
    public async Task<Result<RulingsReport>> RunAsync(Month month, long regionCode, CancellationToken ct = default)
    {
        if (!db.Scope.Holds(regionCode) || db.Scope.IsStationBound)
        {
            return new NotFound("这个县区");
        }

        if (month.FirstDay > clock.Today())
        {
            return new MonthNotBegun(month);
        }

        var standard = await standards.ForAsync(month, RegionCodes.CityOf(regionCode), ct);
        var open = standard.Definition with { Rulings = [.. standard.Definition.Rulings.Select(r => r.Undecided())] };
        var evaluation = await evaluate.RunAsync(
            new()
            {
                Standard = standard with { Definition = open }, RegionCode = regionCode, Period = SheetPeriod.Of(month), Today = clock.Today(), WithAlternatives = true,
                Items = [.. open.Rulings.Where(r => r.IsDisputed).SelectMany(r => r.Items)],
            },
            ct);
        return new RulingsReport(standard, month, [.. standard.Definition.Rulings.Select(r => View(r, month, evaluation))]);
    }

    private static RulingView View(Ruling ruling, Month month, Evaluation evaluation) => new(ruling, month,
    [
        .. ruling.Readings.Select(reading =>
        {
            var used = ruling.UsedIn(month) == reading;
            var figures = !ruling.IsDisputed ? [] : ruling.Items.Select(code => evaluation.Outcomes.Single(o =>
                o.Reading.Item.Code == code && (used ? o.Reading.InForce : o.Reading.Name == $"{ruling.Id}/{reading.Name}")));
            return new ReadingLine(reading, used, [.. figures.Select(o => new ReadingFigure(o.Reading.Item, o.Reading.Measure, evaluation, o))]);
        }),
    ]);
}
