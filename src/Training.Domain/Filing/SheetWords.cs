using System.Globalization;
using System.Text.RegularExpressions;
using Training.Domain.Standards;

namespace Training.Domain.Filing;

/// <summary>实施情况 in three pieces: the figure in the middle opens its records.</summary>
public sealed record SheetText(string Before, string Figure, string After)
{
    public override string ToString() => Before + Figure + After;
}

/// <summary>Turns figures into the words of the sheet: 实施情况 by the item's own wording, and what the margin says when it falls short.</summary>
public static partial class SheetWords
{
    private const int NamesInMargin = 3;

    /// <summary>A number stays on the line of its unit; elsewhere the words may break.</summary>
    public static string KeepUnits(string text) => NumberAndUnit().Replace(text, "$1\u00A0");

    public static SheetText Fill(string wording, ItemReading reading, CountyFigure figure, SheetPeriod period)
    {
        var text = Replace(wording, reading, figure, period);
        var from = text.IndexOf('[', StringComparison.Ordinal);
        var until = text.IndexOf(']', StringComparison.Ordinal);
        return from < 0 || until < from ? new("", text, "") : new(text[..from], text[(from + 1)..until], text[(until + 1)..]);
    }

    public static string Replace(string wording, ItemReading reading, CountyFigure figure, SheetPeriod period)
    {
        var total = figure.Total;
        var several = reading.Measure.IsMonthly && !period.IsMonth;
        return wording
            .Replace("{rows}", Number(total.Rows), StringComparison.Ordinal)
            .Replace("{rowsMet}", Number(total.RowsMet), StringComparison.Ordinal)
            .Replace("{numerator}", Number(total.Numerator), StringComparison.Ordinal)
            .Replace("{denominator}", Number(total.Denominator), StringComparison.Ordinal)
            .Replace("{distinct}", Number(total.Distinct), StringComparison.Ordinal)
            .Replace("{percent}", Percent(total.Numerator, total.Denominator), StringComparison.Ordinal)
            .Replace("{answered}", Percent(total.Rows, total.Rows + total.Excluded), StringComparison.Ordinal)
            .Replace("{due}", Number(figure.Due), StringComparison.Ordinal)
            .Replace("{met}", Number(figure.Met), StringComparison.Ordinal)
            .Replace("{places}", several ? "站月" : "站", StringComparison.Ordinal)
            .Replace("{share}", several && figure.Due > 0 ? $"（{Percent(figure.Met, figure.Due)}）" : "", StringComparison.Ordinal);
    }

    /// <summary>What the margin says in red: 差 1 站：岳村集村. Null when nothing is short.</summary>
    public static string? Remark(ItemReading reading, CountyFigure figure, SheetPeriod period)
    {
        if (figure.IsMet)
        {
            return null;
        }

        var measure = reading.Measure;
        if (figure.Verdict.State == FindingState.Exempt)
        {
            return "各站都免计";
        }

        if (measure.Scope == MeasureScope.Station && measure.Aggregator != Aggregator.Minimum)
        {
            return Places(reading, figure, period);
        }

        if (figure.Total.Rows == 0)
        {
            return measure.Aggregator is Aggregator.Count ? $"差 {Plain(figure.Verdict.ShortBy)} {measure.Unit}" : "还没有记录";
        }

        return measure.Aggregator switch
        {
            Aggregator.Minimum => Rows(measure, figure),
            Aggregator.Ratio => $"差 {Plain(Math.Ceiling(figure.Verdict.ShortBy * 10) / 10)} 个百分点",
            Aggregator.YesNo => measure.Metric == OnlineMetrics.Consultation ? "还没有答过" : "没有一次打得开",
            _ => $"差 {Plain(figure.Verdict.ShortBy)} {measure.Unit}",
        };
    }

    public static string Percent(long part, long whole)
    {
        if (whole == 0)
        {
            return "/";
        }

        // Cut, not rounded up: 99.96 % is not printed as 100 %.
        var tenths = Math.Floor(1000m * part / whole) / 10;
        return tenths.ToString("0.#", CultureInfo.InvariantCulture) + "%";
    }

    public static string Plain(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Rows(Measure measure, CountyFigure figure)
    {
        var missed = figure.Total.Rows - figure.Total.RowsMet;
        var by = Plain(figure.Verdict.Required - figure.Total.Lowest!.Value);
        var unit = measure.Period == MeasurePeriod.Stock ? "站" : "次";
        if (missed == 0)
        {
            return "还没有记录";
        }

        return missed == 1 ? $"1 {unit}差 {by} {measure.Unit}" : $"{missed} {unit}不够，最多差 {by} {measure.Unit}";
    }

    private static string Places(ItemReading reading, CountyFigure figure, SheetPeriod period)
    {
        var missed = figure.Places.Where(p => p.Verdict.State == FindingState.Short).ToList();
        if (missed.Count == 0)
        {
            return "还没有要算的站";
        }

        var several = reading.Measure.IsMonthly && !period.IsMonth;
        var names = missed.GroupBy(p => p.Station.Name).ToList();
        var shown = string.Join("、", names.Take(NamesInMargin).Select(g => g.Key));
        var more = names.Count > NamesInMargin ? $"等 {names.Count} 站" : "";
        return $"差 {missed.Count} {(several ? "站月" : "站")}：{shown}{more}";
    }

    [GeneratedRegex("([0-9]) ")]
    private static partial Regex NumberAndUnit();
}
