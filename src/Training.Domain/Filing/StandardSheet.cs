using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Domain.Filing;

/// <summary>The code is not a county, or the caller does not reach it.</summary>
public sealed record NoSuchCounty(string Given) : Refusal($"没有“{Given}”这个县区，或者不归您管。县区用 6 位代码，例如 410922。", "county");

/// <summary>The period is not written as a month, quarter or year.</summary>
public sealed record NoSuchPeriod(string Given) : Refusal($"期间“{Given}”看不懂。写成 2026-10（月）、2026-Q3（季）或 2026（年）。", "period");

/// <summary>The period has not begun.</summary>
public sealed record PeriodNotBegun(string Label) : Refusal($"{Label}还没到，没有可填的。", "period");

/// <summary>One line of the sheet as it is printed, with what the platform adds beside it.</summary>
public sealed record SheetLine
{
    public required StandardItem Item { get; init; }

    /// <summary>实施情况</summary>
    public required SheetText Text { get; init; }

    /// <summary>佐证材料</summary>
    public required string Evidence { get; init; }

    public required bool IsMet { get; init; }

    /// <summary>What falls short, for the margin; null when it is met.</summary>
    public string? Remark { get; init; }

    /// <summary>Stations that owe nothing, in words.</summary>
    public string? Exempt { get; init; }

    /// <summary>Reading that was used, where there is a dispute.</summary>
    public string? Reading { get; init; }

    public required CountyFigure Figure { get; init; }

    public required Measure Measure { get; init; }

    /// <summary>The same item by the other readings.</summary>
    public IReadOnlyList<OtherReading> Others { get; init; } = [];

    /// <summary>On the part-sheet of one body: the requirement is asked of the county as a whole, so the body alone neither meets nor misses it.</summary>
    public bool AsksCounty { get; init; }
}

/// <summary>What an item would come to by a reading that is not in force.</summary>
public sealed record OtherReading(string Name, string Label, string Text, bool IsMet);

public sealed record SheetSection(string Name, IReadOnlyList<SheetLine> Lines);

/// <summary>A demand of the text that stands on no line of the sheet.</summary>
/// <param name="Line">Computed and opened as a line of the sheet is; null where no record can tell.</param>
public sealed record SheetDuty(TextDuty Duty, SheetLine? Line)
{
    public string? Text => Line?.Text.ToString();

    public bool? IsMet => Line?.IsMet;
}

/// <summary>The standard sheet of one county for one period, every figure computed from records at this moment.</summary>
public sealed record StandardSheet
{
    public required StandardOfMonth Standard { get; init; }

    public required long CountyCode { get; init; }

    public required string CountyName { get; init; }

    public required SheetPeriod Period { get; init; }

    /// <summary>承接主体 whose part-sheet this is; null on the sheet of the county.</summary>
    public string? Body { get; init; }

    public required DateOnly CutOff { get; init; }

    public required DateTime ComputedUtc { get; init; }

    public required IReadOnlyList<SheetSection> Sections { get; init; }

    public required IReadOnlyList<SheetDuty> Duties { get; init; }

    public IEnumerable<SheetLine> Lines => Sections.SelectMany(s => s.Lines);

    /// <summary>The line of an item, or of a duty beside the sheet, that was computed.</summary>
    public SheetLine Computed(string code) => Lines.Concat(Duties.Select(d => d.Line).OfType<SheetLine>()).First(l => l.Item.Code == code);

    public int Missed => Lines.Count(l => !l.IsMet && !l.AsksCounty);

    public bool Running => CutOff < Period.Last.LastDay;

    /// <summary>Where officer and county sign: the opinion line as issued (意见意见) or put right.</summary>
    public string SignLine(FootLine foot) => Standard.Definition.Settings.PrintDoubledOpinion ? foot.SignAsIssued ?? foot.Sign : foot.Sign;
}

/// <summary>Fills the sheet of a county for a period. No figure is written in by hand anywhere.</summary>
public sealed class BuildStandardSheet(TrainingDbContext db, StandardInForce standards, EvaluateStandard evaluate, TimeProvider clock)
{
    public async Task<Result<StandardSheet>> RunAsync(string county, string period, CancellationToken ct = default)
    {
        var asked = await AskedAsync(county, period, ct);
        return asked.Ok ? await RunAsync(asked.Value.County, asked.Value.Period, ct) : asked.Refusal;
    }

    /// <summary>Reads what was asked and whether the caller may ask it.</summary>
    public async Task<Result<AskedSheet>> AskedAsync(string county, string period, CancellationToken ct = default)
    {
        if (!RegionCodes.TryParse(county, out var code) || RegionCodes.LevelOf(code) != RegionLevel.County || !Reaches(code)
            || await db.Regions().AsNoTracking().FirstOrDefaultAsync(r => r.Code == code, ct) is not { } region)
        {
            return new NoSuchCounty(county);
        }

        if (!SheetPeriod.TryParse(period, out var read))
        {
            return new NoSuchPeriod(period);
        }

        return read.First.FirstDay > clock.Today() ? new PeriodNotBegun(read.Label) : new AskedSheet(region, read);
    }

    private async Task<StandardSheet> RunAsync(Region county, SheetPeriod period, CancellationToken ct)
    {
        var standard = await standards.ForAsync(period.Last, county.Code, ct);
        var evaluation = await evaluate.RunAsync(
            new() { Standard = standard, RegionCode = county.Code, Period = period, Today = clock.Today(), WithAlternatives = true }, ct);
        return Of(evaluation, county.Code, county.Name, clock.UtcNow());
    }

    /// <summary>The sheet that an evaluation amounts to for one county.</summary>
    /// <param name="body">The body whose stations alone were evaluated; null for the whole county.</param>
    public static StandardSheet Of(Evaluation evaluation, long county, string name, DateTime computedUtc, string? body = null) => new()
    {
        Standard = evaluation.Standard,
        CountyCode = county,
        CountyName = name,
        Body = body,
        Period = evaluation.Period,
        CutOff = evaluation.CutOff,
        ComputedUtc = computedUtc,
        Sections = [.. evaluation.Standard.Definition.Sections.Select(s => new SheetSection(s.Name, [.. s.Items.Select(i => LineOf(i, evaluation, county, body is not null))]))],
        Duties = [.. evaluation.Standard.Definition.Duties.Select(d => new SheetDuty(d, d.AsItem() is { } item ? LineOf(item, evaluation, county, ofBody: false) : null))],
    };

    private static SheetLine LineOf(StandardItem item, Evaluation evaluation, long county, bool ofBody)
    {
        var outcome = evaluation.InForce(item.Code);
        var figure = outcome.Counties[county];
        var reading = outcome.Reading;
        // A share is asked of every body as of the county; a number of stations, people or courses is not.
        var asksCounty = ofBody && reading.Measure is { Scope: MeasureScope.County, Aggregator: not Aggregator.Ratio };
        return new()
        {
            AsksCounty = asksCounty,
            Item = item,
            Measure = reading.Measure,
            Figure = figure,
            Text = SheetWords.Fill(figure.IsMet ? item.Says.Met : item.Says.Short, reading, figure, evaluation.Period),
            Evidence = SheetWords.Replace(item.Evidence, reading, figure, evaluation.Period),
            IsMet = figure.IsMet,
            Remark = asksCounty ? null : SheetWords.Remark(reading, figure, evaluation.Period),
            Exempt = figure.Exempt > 0 ? $"免计 {figure.Exempt} {(reading.Measure.IsMonthly && !evaluation.Period.IsMonth ? "站月" : "站")}" : null,
            Reading = reading.Label.Length > 0 ? reading.Label : null,
            Others = [.. evaluation.Outcomes.Where(o => !o.Reading.InForce && o.Reading.Item.Code == item.Code).Select(o => Other(o, o.Counties[county], evaluation.Period))],
        };
    }

    private static OtherReading Other(ItemOutcome outcome, CountyFigure figure, SheetPeriod period)
    {
        var remark = SheetWords.Remark(outcome.Reading, figure, period);
        return new(outcome.Reading.Name, outcome.Reading.Label, figure.IsMet ? "达标" : remark ?? "未达标", figure.IsMet);
    }

    private bool Reaches(long county) =>
        db.Scope.Holds(county) && db.Scope.Holds(county + 999_999) && !db.Scope.IsStationBound;
}

/// <summary>A county and a period that exist and may be asked for.</summary>
public sealed record AskedSheet(Region County, SheetPeriod Period);
