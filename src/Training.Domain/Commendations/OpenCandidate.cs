using Training.Domain.Filing;
using Training.Domain.Standards;

namespace Training.Domain.Commendations;

/// <summary>One record behind a candidate's figure.</summary>
public sealed record CandidateRecord(MetricRow Row, DateOnly? Day, string Title, Guid? Page, string Brings);

/// <summary>The records behind one figure: those that were copied when the list was computed, or for who is not on it those of today.</summary>
/// <param name="Frozen">They stand in the list's text.</param>
/// <param name="Matches">The rows are those over which the text's hash was made.</param>
public sealed record CandidateRecords(CandidateFigure Figure, bool Frozen, bool Matches, IReadOnlyList<CandidateRecord> Rows, int Total, int Page, int Pages);

/// <summary>What counting again comes to for one candidate.</summary>
public sealed record CandidateChange((PraisedKind Kind, long County, long Subject) Who, CandidateLine? Then, CandidateLine? Now);

/// <summary>Opens a figure of a list to its records, and counts a list again beside its frozen text.</summary>
public sealed class OpenCandidate(GatherCandidates gather, ComputeCommendation compute, RecordTitles titles)
{
    public const int PageSize = 50;

    /// <param name="view">A list with the one candidate, as the reader reached it.</param>
    /// <param name="code">Which figure.</param>
    /// <param name="page">From 1.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<CandidateRecords?> RecordsAsync(CommendationView view, MeasureCode code, int page = 1, CancellationToken ct = default)
    {
        var line = view.Candidates[0].Line;
        if (line.Figures.FirstOrDefault(f => f.Code == code) is not { } figure)
        {
            return null;
        }

        var rows = figure.Rows?.Select(RowLine.Read).ToList() ?? await TodaysAsync(view, line, code, ct);
        var hash = CanonicalJson.HashOf(string.Join('\n', rows.Select(RowLine.Write).Order(StringComparer.Ordinal)));
        var ordered = rows.OrderBy(r => r.Excluded == 0 ? 0 : 1).ThenBy(r => r.Numerator).ThenBy(r => r.Kind).ThenBy(r => r.RecordId).ToList();
        var pages = Math.Max(1, (ordered.Count + PageSize - 1) / PageSize);
        var at = Math.Clamp(page, 1, pages);
        var shown = ordered.Skip((at - 1) * PageSize).Take(PageSize).ToList();
        var named = await titles.OfAsync(shown, ct);
        return new(
            figure, figure.Rows is not null, hash == figure.Sha256,
            shown.ConvertAll(r => named.GetValueOrDefault((r.Kind, r.RecordId)) is { } title
                ? new CandidateRecord(r, title.Day, title.Words, title.Page, Brings(code, r))
                : new CandidateRecord(r, null, "（记录已经不在）", null, Brings(code, r))),
            ordered.Count, at, pages);
    }

    /// <summary>Whose place, points or figures are otherwise when everything is counted today; empty when the text still holds.</summary>
    public async Task<IReadOnlyList<CandidateChange>> CompareAsync(CommendationView view, CancellationToken ct = default)
    {
        SheetPeriod.TryParse(view.List.Period, out var period);
        var now = (await compute.RunAsync(view.Definition, view.List.RegionCode, period!, ct)).Candidates.ToDictionary(c => c.Identity());
        var then = view.Content.Candidates.ToDictionary(c => c.Identity());
        return [.. then.Keys.Union(now.Keys).Where(k => Text(then.GetValueOrDefault(k)) != Text(now.GetValueOrDefault(k))).Order().Select(k => new CandidateChange(k, then.GetValueOrDefault(k), now.GetValueOrDefault(k)))];
    }

    private static string? Text(CandidateLine? line) => line is null ? null : CanonicalJson.Write(line);

    private async Task<List<MetricRow>> TodaysAsync(CommendationView view, CandidateLine line, MeasureCode code, CancellationToken ct)
    {
        SheetPeriod.TryParse(view.List.Period, out var period);
        var found = await gather.RunAsync(view.Definition, view.List.RegionCode, period!, ct);
        return [.. found.FirstOrDefault(c => (c.Kind, c.County, c.Subject) == line.Identity())?.Rows[code] ?? []];
    }

    private static string Brings(MeasureCode code, MetricRow row) => row.Excluded != 0 ? "没有作答，不计" : code switch
    {
        MeasureCode.Sessions => row.Numerator > 0 ? "达标" : "开了课，没达标",
        MeasureCode.Satisfaction => row.Numerator > 0 ? "满意、基本满意" : "不满意",
        MeasureCode.Records => row.Numerator > 0 ? "齐全" : "不齐",
        MeasureCode.Households => $"{row.Numerator} 条记录服务到",
        _ => "1 次",
    };
}
