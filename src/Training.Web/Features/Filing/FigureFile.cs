using Microsoft.AspNetCore.Mvc;
using Training.Domain.Filing;
using Training.Web.Hosting;

namespace Training.Web.Features.Filing;

/// <summary>Exactly the rows of one figure, for a spreadsheet.</summary>
public static class FigureFile
{
    private static readonly string[] Columns = ["日期", "站点", "内容", "数", "差什么"];

    /// <param name="figure">With all its rows on one page.</param>
    /// <param name="format">xlsx; anything else is CSV.</param>
    public static FileResult Of(DrillDown figure, string? format)
    {
        var item = figure.Reading.Item;
        var (county, period) = (figure.Asked.County.Name, figure.Asked.Period);
        return TableFile.Of(
            format, $"{item.Content}-{county}-{period.Key}", (item.Code, $"{item.Code} {item.Content}：{county} {period.Label}"), Columns,
            figure.Rows.Select(row => (string?[])[CsvFile.Day(row.Day), row.Station, row.Title, row.Value, row.Short]));
    }
}
