using System.Globalization;
using Training.Domain.Standards;

namespace Training.Domain.Filing.Declared;

/// <summary>Words of declared sheets.</summary>
public static class DeclaredWords
{
    public static string Of(DeclaredState state) => state switch
    {
        DeclaredState.Filling => "正在自评",
        DeclaredState.CountyAudit => "等县区审核",
        DeclaredState.CityReview => "等市局考核",
        DeclaredState.Done => "考核完了",
        _ => throw new InvalidOperationException($"No words for {state}."),
    };

    /// <summary>What is done in a state to pass the sheet on.</summary>
    public static string Pass(DeclaredState state) => state switch
    {
        DeclaredState.Filling => "填好报上去",
        DeclaredState.CountyAudit => "审核完，报市局",
        DeclaredState.CityReview => "考核完",
        _ => throw new InvalidOperationException($"Nothing is passed on from {state}."),
    };

    /// <summary>The heading of a column: as the standard's form has it, ours where its form has none.</summary>
    public static string Heading(SheetForm form, DeclaredColumn column)
    {
        var (cell, ours) = column switch
        {
            DeclaredColumn.Own => (SheetCell.OwnMark, "申报"),
            DeclaredColumn.County => (SheetCell.CountyMark, "县区审核"),
            _ => (SheetCell.CityMark, "市局考核"),
        };
        return form.Cells.Zip(form.Columns).Where(c => c.First == cell).Select(c => c.Second).FirstOrDefault(ours);
    }

    /// <summary>The numbers of one column of a line that asks a figure.</summary>
    public static string Of(StandardItem item, IReadOnlyCollection<DeclaredFigure> numbers)
    {
        var unit = item.Measure.Unit;
        return (item.Measure.Aggregator, numbers.Count) switch
        {
            (_, 0) => "",
            (Aggregator.Ratio, _) => $"{numbers.Sum(n => n.Numerator)}/{numbers.Sum(n => n.Denominator)}（{SheetWords.Percent(numbers.Sum(n => n.Numerator), numbers.Sum(n => n.Denominator))}）",
            (Aggregator.YesNo, 1) => numbers.First().Numerator > 0 ? "有" : "没有",
            (Aggregator.Minimum, > 1) => $"{numbers.Count} 处，最少 {Number(numbers.Min(n => n.Numerator))} {unit}",
            (_, > 1) => $"{numbers.Count} 个月共 {Number(numbers.Sum(n => n.Numerator))} {unit}",
            _ => $"{Number(numbers.First().Numerator)} {unit}",
        };
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
