using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using Training.Domain.Filing;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Web.Features.Filing;

/// <summary>A station whose rolls changed after the check of a month of the sheet.</summary>
public sealed record ChangedStation(string Name, ChangedMonth Change);

public sealed partial record SheetPage(StandardSheet Sheet, DrillDown? Opened, IReadOnlyList<Region> Counties, Month Now)
{
    public IReadOnlyList<ChangedStation> Changed { get; init; } = [];

    public string Address => $"/sheets/{RegionCodes.Short(Sheet.CountyCode)}/{Sheet.Period.Key}";

    public string Item(string code, DrillTab tab = DrillTab.All, int page = 1) =>
        $"{Address}?item={code}{(tab == DrillTab.All ? "" : $"&tab={tab}")}{(page == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"&page={page}"))}";

    /// <summary>Months of the last two years that have begun, their quarters and years, newest first.</summary>
    public IEnumerable<(string Group, IReadOnlyList<SheetPeriod> Periods)> Periods
    {
        get
        {
            var months = Enumerable.Range(0, 24).Select(n => Now.AddMonths(-n)).Append(Sheet.Period.Last).Distinct().Where(m => m <= Now).OrderDescending().ToList();
            yield return ("月", [.. months.Select(SheetPeriod.Of)]);
            yield return ("季度", [.. months.Select(SheetPeriod.QuarterOf).Distinct()]);
            yield return ("年", [.. months.Select(SheetPeriod.YearOf).Distinct()]);
        }
    }

    /// <summary>Official wording breaks between clauses only; a number keeps its unit.</summary>
    public static IHtmlContent Clauses(string wording) => new HtmlString(string.Join(
        "<wbr>", ClauseStart().Split(Kept(wording)).Where(part => part.Length > 0).Select(HtmlEncoder.Default.Encode)));

    public static string Kept(string text) => text.Replace(' ', '\u00A0');

    [GeneratedRegex("(?=不少于)|(?=每月)|(?<=包括但不限于)|(?<=站点)(?=不)")]
    private static partial Regex ClauseStart();
}
