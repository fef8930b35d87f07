using Training.Domain.Inspections;
using Training.Domain.Regions;
using Training.Domain.Stations;
using Training.Web.Hosting;
using Training.Web.Hosting.Tags;

namespace Training.Web.Features.Inspections;

public sealed class DrawForm
{
    public string? County { get; set; }

    public string? Period { get; set; }

    public StationKind? StationKind { get; set; }

    public DrawSpread Spread { get; set; }

    public int? Sessions { get; set; }

    public int? Homes { get; set; }

    public string? Seed { get; set; }

    public string? Reason { get; set; }
}

/// <summary>Everything that somebody may type on the page of an inspection; a refused step shows it again.</summary>
public sealed class InspectionEntry
{
    public Dictionary<string, string?> Answers { get; set; } = [];

    public string? Remarks { get; set; }

    public string? Inspectors { get; set; }

    public DateOnly? InspectedOn { get; set; }

    public InspectionVerdict? Verdict { get; set; }

    public FollowUp? FollowUp { get; set; }

    public string? Asked { get; set; }

    public int? MendDays { get; set; }

    /// <summary>How the answer was taken.</summary>
    public string? Words { get; set; }

    /// <summary>Of the body, once.</summary>
    public string? Answer { get; set; }

    /// <summary>What the body mended.</summary>
    public string? Report { get; set; }

    /// <summary>What was seen when it was looked at again.</summary>
    public string? Review { get; set; }
}

public sealed record NewDrawPage(DrawForm Form, IReadOnlyList<Region> Counties, string Own, IReadOnlyList<(string Key, string Label)> Periods);

public sealed record InspectionListPage(IReadOnlyList<DrawLine> Draws, InspectionQuestion Asked, InspectionPage Found, DateOnly Today)
{
    public PageOf Pages => new(Asked.Page, ReadInspections.PageSize, Found.Total, page => Address(Asked.State, Asked.Verdict, page));

    public static string Address(InspectionState? state, InspectionVerdict? verdict, int page = 1) => List("/inspections", state, verdict, page);

    internal static string List(string path, InspectionState? state, InspectionVerdict? verdict, int page)
    {
        var parts = new List<string>();
        if (state is not null)
        {
            parts.Add($"state={state}");
        }

        if (verdict is not null)
        {
            parts.Add($"verdict={verdict}");
        }

        if (page > 1)
        {
            parts.Add(FormattableString.Invariant($"page={page}"));
        }

        return parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }
}

/// <summary>Drawn records as a table; a day that is over is marked.</summary>
public sealed record InspectionLines(IReadOnlyList<InspectionLine> Lines, DateOnly Today);

public sealed record DrawPage(DrawLine Line, InspectionQuestion Asked, InspectionPage Found, DateOnly Today)
{
    public string Address => $"/inspections/draws/{Line.Draw.Key}";

    public PageOf Pages => new(Asked.Page, ReadInspections.PageSize, Found.Total, page => InspectionListPage.List(Address, Asked.State, Asked.Verdict, page));
}

/// <param name="Draws">The reader is of the authority that drew it, and may take the next step.</param>
public sealed record OneInspectionPage(InspectionView View, InspectionEntry Entry, bool Draws, bool Heard, DateOnly Today)
{
    public string Address => $"/inspections/{View.Inspection.Key}";
}

/// <summary>How verdicts and states are marked.</summary>
public static class InspectionMarks
{
    public static MarkKind Of(InspectionState state, InspectionVerdict? verdict) => state switch
    {
        InspectionState.Drawn => MarkKind.Wait,
        InspectionState.Hearing or InspectionState.Answered => MarkKind.Risk,
        _ => verdict == InspectionVerdict.True ? MarkKind.Met : MarkKind.Short,
    };
}
