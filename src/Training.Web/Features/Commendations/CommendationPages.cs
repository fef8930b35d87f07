using Training.Domain.Commendations;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Web.Hosting;
using Training.Web.Hosting.Tags;

namespace Training.Web.Features.Commendations;

/// <summary>Everything that somebody may type about a list; a refused step shows it again.</summary>
public sealed class CommendationForm
{
    public string? Period { get; set; }

    /// <summary>Of the computation that stood on the page.</summary>
    public string? Sha256 { get; set; }

    public int? WorkingDays { get; set; } = 5;

    public string? SupervisionPhone { get; set; }

    public string? DropReason { get; set; }
}

public sealed class CandidateForm
{
    public string? Reason { get; set; }
}

public sealed record CommendationListPage(CommendationState? State, int Page, CommendationPage Found, IReadOnlyList<(string Key, string Label)> Periods, CommendationForm Form)
{
    public PageOf Pages => new(Page, ReadCommendations.PageSize, Found.Total, page => Address(State, page));

    public static string Address(CommendationState? state, int page = 1) => Addresses.Of("/commendations", ("state", state?.ToString()), ("page", page > 1 ? $"{page}" : null));

    /// <summary>Quarters and years that have ended, newest first.</summary>
    public static IReadOnlyList<(string Key, string Label)> Ended(DateOnly today)
    {
        var months = Enumerable.Range(1, 15).Select(n => Month.Of(today).AddMonths(-n)).ToList();
        return [.. months.Select(SheetPeriod.QuarterOf).Concat(months.Select(SheetPeriod.YearOf)).Distinct().Where(p => p.Last < Month.Of(today) && CommendationDefinition.In(p.Last) is not null)
            .OrderByDescending(p => p.Last).ThenBy(p => p.IsYear).Select(p => (p.Key, p.Label))];
    }
}

/// <summary>Which candidates are shown.</summary>
public enum CandidatePart
{
    OnList,
    Ranked,
    Barred,
}

public sealed record OneCommendationPage(CommendationView View, CandidatePart Part, PraisedKind? Kind, long? County, int Page, CommendationForm Form)
{
    public const int PageSize = 40;

    public string Home => $"/commendations/{View.List.Key}";

    public IReadOnlyList<CandidateView> Shown => [.. Found.Skip((Page - 1) * PageSize).Take(PageSize)];

    public PageOf Pages => new(Page, PageSize, Found.Count, page => Address(Part, Kind, County, page));

    public IEnumerable<(long Code, string Name)> Counties => View.Candidates.Select(c => (Code: c.Line.County, Name: c.County)).Distinct().OrderBy(c => c.Code);

    private List<CandidateView> Found => [.. View.Candidates.Where(c => In(c, Part) && (Kind == null || c.Line.Kind == Kind) && (County == null || c.Line.County == County))];

    public int Count(CandidatePart part) => View.Candidates.Count(c => In(c, part));

    public string Address(CandidatePart part, PraisedKind? kind, long? county, int page = 1) => Addresses.Of(
        Home, ("part", part == CandidatePart.OnList ? null : part.ToString()), ("kind", kind?.ToString()), ("county", county is { } code ? RegionCodes.Short(code) : null), ("page", page > 1 ? $"{page}" : null));

    private static bool In(CandidateView candidate, CandidatePart part) => part == candidate.Candidate.State switch
    {
        CandidateState.Barred => CandidatePart.Barred, CandidateState.Ranked => CandidatePart.Ranked, _ => CandidatePart.OnList,
    };
}

public sealed record OneCandidatePage(CommendationView View, CandidateRecords? Records, CandidateForm Form)
{
    public CandidateView One => View.Candidates[0];

    public string Home => $"/commendations/candidates/{One.Candidate.Key}";

    public PageOf? Pages => Records is null ? null : new(Records.Page, OpenCandidate.PageSize, Records.Total, page => Addresses.Of(Home, ("figure", Records.Figure.Code.ToString()), ("page", page > 1 ? $"{page}" : null)));
}

public sealed record DifferencePage(CommendationView View, IReadOnlyList<CandidateChange> Changes, IReadOnlyDictionary<(PraisedKind, long, long), CandidateView> Known);

internal static class Addresses
{
    public static string Of(string path, params (string Name, string? Value)[] parts)
    {
        var said = parts.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}").ToList();
        return said.Count == 0 ? path : $"{path}?{string.Join('&', said)}";
    }
}

/// <summary>How states are marked, and what the reason of a candidate's state is.</summary>
public static class CommendationMarks
{
    public static MarkKind Of(CommendationState state) => state switch
    {
        CommendationState.Draft => MarkKind.Wait,
        CommendationState.OnNotice => MarkKind.Risk,
        CommendationState.Confirmed => MarkKind.Met,
        _ => MarkKind.Exempt,
    };

    public static MarkKind Of(CandidateState state) => state switch
    {
        CandidateState.Listed => MarkKind.Wait,
        CandidateState.Praised => MarkKind.Met,
        CandidateState.Ranked => MarkKind.Exempt,
        CandidateState.Barred => MarkKind.Exempt,
        _ => MarkKind.Short,
    };

    public static string? Why(CandidateView candidate) =>
        candidate.Candidate.Reason ?? (candidate.Line.Bars.Count == 0 ? null : string.Join("；", candidate.Line.Bars.Select(b => b.Words)));
}
