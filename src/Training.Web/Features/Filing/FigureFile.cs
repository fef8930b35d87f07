using Microsoft.AspNetCore.Mvc;
using Training.Domain.Filing;
using Training.Web.Hosting;

namespace Training.Web.Features.Filing;

/// <summary>Exactly the rows of one figure, for a spreadsheet.</summary>
public static class FigureFile
{
    public static FileResult Of(DrillDown figure) => CsvFile.Of(
        $"{figure.Reading.Item.Content}-{figure.Asked.County.Name}-{figure.Asked.Period.Key}",
        ["日期", "站点", "内容", "数", "差什么"],
        figure.Rows.Select(row => (string?[])[CsvFile.Day(row.Day), row.Station, row.Title, row.Value, row.Short]));
}
