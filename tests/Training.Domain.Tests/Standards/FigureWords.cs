using Training.Domain.Standards;

namespace Training.Domain.Tests.Standards;

/// <summary>What the engine found, in the words of <see cref="SlowRecount"/>.</summary>
internal static class FigureWords
{
    public static string Of(ItemOutcome outcome, long county)
    {
        var found = outcome.Counties[county];
        var total = found.Total;
        var figure = outcome.Reading.Item.Code switch
        {
            "J3" or "J4" or "B3" or "Z2" => $"{total.Numerator}",
            "B1" => $"{total.RowsMet}",
            "J7" => $"{total.Distinct}",
            "S2" or "S3" or "S4" or "Z1" or "T3" or "T4" => $"{total.Numerator}/{total.Denominator}",
            _ => $"{total.Rows}",
        };
        return $"{figure}|{found.IsMet}|{(outcome.Reading.Measure.Scope == MeasureScope.Station ? $"{found.Met}/{found.Due}" : "-")}";
    }
}
