using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using Training.Domain.Filing;
using Training.Domain.Inspections;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Web.Features.Filing;

/// <summary>A station whose rolls changed after the check of a month of the sheet.</summary>
public sealed record ChangedStation(string Name, ChangedMonth Change);

public sealed partial record SheetPage(StandardSheet Sheet, DrillDown? Opened, IReadOnlyList<Region> Counties, Month Now)
{
    public IReadOnlyList<ChangedStation> Changed { get; init; } = [];

    /// <summary>Where this sheet is read: the county's of today, or one that was filed.</summary>
    public string Address { get => field ?? $"/sheets/{RegionCodes.Short(Sheet.CountyCode)}/{Sheet.Period.Key}"; init; }

    /// <summary>备注 that people wrote, by line.</summary>
    public ILookup<string, string> Remarks { get; init; } = Array.Empty<string>().ToLookup(_ => "");

    /// <summary>Who signed at each line of the foot, in its order.</summary>
    public IReadOnlyList<string?> Signed { get; init; } = [];

    /// <summary>What spot checks found among the records of the sheet; it changes no figure.</summary>
    public InspectedSum? Inspected { get; init; }

    /// <summary>Verdicts of the rows of the opened figure.</summary>
    public IReadOnlyDictionary<(RecordKind, long), InspectedMark> Marks { get; init; } = new Dictionary<(RecordKind, long), InspectedMark>();

    /// <summary>抽查 12，不属实 1: of the records that a line counts; null where none was inspected.</summary>
    public string? InspectedAt(SheetLine line) => Inspected?.Of(line.Item.Measure.Metric) is { All: > 0 } count ? InspectedWords.Of(count) : null;

    public string Item(string code, DrillTab tab = DrillTab.All, int page = 1) =>
        $"{Address}?item={code}{(tab == DrillTab.All ? "" : $"&tab={tab}")}{(page == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"&page={page}"))}";

    public IEnumerable<(string Group, IReadOnlyList<SheetPeriod> Periods)> Periods => PeriodsUntil(Now, Sheet.Period.Last);

    /// <summary>Months of the last two years that have begun, their quarters and years, newest first.</summary>
    /// <param name="shown">A month that is offered however old it is.</param>
    public static IEnumerable<(string Group, IReadOnlyList<SheetPeriod> Periods)> PeriodsUntil(Month now, Month shown)
    {
        var months = Enumerable.Range(0, 24).Select(n => now.AddMonths(-n)).Append(shown).Distinct().Where(m => m <= now).OrderDescending().ToList();
        yield return ("月", [.. months.Select(SheetPeriod.Of)]);
        yield return ("季度", [.. months.Select(SheetPeriod.QuarterOf).Distinct()]);
        yield return ("年", [.. months.Select(SheetPeriod.YearOf).Distinct()]);
    }

    /// <summary>Official wording breaks between clauses only; a number keeps its unit.</summary>
    public static IHtmlContent Clauses(string wording) => new HtmlString(string.Join(
        "<wbr>", ClauseStart().Split(Kept(wording)).Where(part => part.Length > 0).Select(HtmlEncoder.Default.Encode)));

    public static string Kept(string text) => text.Replace(' ', '\u00A0');

    [GeneratedRegex("(?=不少于)|(?=每月)|(?<=包括但不限于)|(?<=站点)(?=不)")]
    private static partial Regex ClauseStart();
}
