using Training.Domain.Filing;
using Training.Domain.Organizations;
using Training.Domain.Regions;
using Training.Domain.Standards;
using Training.Web.Hosting;
using Training.Web.Hosting.Tags;

namespace Training.Web.Features.Filing;

public sealed record BoardPage(FilingQuestion Asked, FilingBoard Found, DateOnly Today)
{
    public PageOf Pages => new(Asked.Page, ReadFilings.PageSize, Found.Total, page => Address(Asked.State, Asked.Overdue, page));

    public string Address(FilingState? state, bool overdue, int page = 1)
    {
        var parts = new List<string>();
        if (Asked.Period is { } period)
        {
            parts.Add($"period={period.Key}");
        }

        if (state is { } of)
        {
            parts.Add($"state={of}");
        }

        if (overdue)
        {
            parts.Add("overdue=true");
        }

        if (page > 1)
        {
            parts.Add(FormattableString.Invariant($"page={page}"));
        }

        return parts.Count == 0 ? "/filings" : $"/filings?{string.Join('&', parts)}";
    }
}

public sealed record PartsPage(IReadOnlyList<PartLine> Lines, FilingBoard Led, DateOnly Today);

public sealed record NewFilingPage(
    OpenFilingForm Form, IReadOnlyList<Region> Counties, IEnumerable<(string Group, IReadOnlyList<SheetPeriod> Periods)> Periods, IReadOnlyList<Organization> Bodies, bool OfBody);

/// <summary>How the states of filings are marked.</summary>
public static class FilingMarks
{
    public static MarkKind Of(FilingState state) => state switch
    {
        FilingState.Approved or FilingState.Accepted => MarkKind.Met,
        FilingState.Returned => MarkKind.Short,
        _ => MarkKind.Wait,
    };

    public static MarkKind Of(PartState state) => state switch
    {
        PartState.Signed => MarkKind.Met,
        PartState.Returned => MarkKind.Short,
        _ => MarkKind.Wait,
    };
}
