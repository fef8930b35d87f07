using Training.Domain.Filing;
using Training.Domain.Standards;

namespace Training.Domain.Commendations;

/// <summary>A candidate before it is weighed: the rows behind each figure, and what bars it.</summary>
public sealed record GatheredCandidate
{
    public required PraisedKind Kind { get; init; }

    public required long County { get; init; }

    public required long Subject { get; init; }

    public required IReadOnlyDictionary<MeasureCode, IReadOnlyList<MetricRow>> Rows { get; init; }

    public IReadOnlyList<CandidateBar> Bars { get; init; } = [];

    public int InspectedTrue { get; init; }
}

/// <summary>
/// Figures to points to places. A count is worth its part of the best count of the same kind and county, a share its own part; each rounded to hundredths, halves up, and added.
/// Equal sums share a place, and whoever shares the last place of the list is on it. Nobody without points is.
/// </summary>
public static class CommendationRules
{
    public static IReadOnlyList<CandidateLine> Rank(CommendationDefinition definition, int months, IEnumerable<GatheredCandidate> gathered) =>
    [
        .. gathered.GroupBy(c => (c.Kind, c.County)).OrderBy(g => g.Key.Kind).ThenBy(g => g.Key.County)
            .SelectMany(g => RankOne(definition.Of(g.Key.Kind), months, g)),
    ];

    /// <summary>What a figure came to, from its rows.</summary>
    public static (long Value, long Of, int Excluded) Count(MeasureCode code, IReadOnlyList<MetricRow> rows)
    {
        var counted = rows.Where(r => r.Excluded == 0).ToList();
        var excluded = rows.Count - counted.Count;
        return code switch
        {
            MeasureCode.Sessions => (counted.Sum(r => r.Numerator), counted.Count, excluded),
            MeasureCode.Satisfaction or MeasureCode.Records => (counted.Sum(r => r.Numerator), counted.Sum(r => r.Denominator), excluded),
            _ => (counted.Count, 0, excluded),
        };
    }

    /// <summary>Halves up, to hundredths.</summary>
    public static decimal PointsOf(int weight, long value, long whole) =>
        whole == 0 ? 0 : Math.Round((decimal)weight * value / whole, 2, MidpointRounding.AwayFromZero);

    private static IEnumerable<CandidateLine> RankOne(KindDefinition kind, int months, IEnumerable<GatheredCandidate> gathered)
    {
        var all = gathered.Select(c => (Candidate: c, Figures: FiguresOf(kind, c)))
            .Select(c => (c.Candidate, c.Figures, Bars: c.Candidate.Bars.Concat(TooFew(kind, months, c.Figures)).ToList())).ToList();
        var open = all.Where(c => c.Bars.Count == 0).ToList();
        var best = kind.Measures.ToDictionary(m => m.Code, m => open.Count == 0 ? 0 : open.Max(c => c.Figures[m.Code].Value));
        var weighed = open.Select(c => (c.Candidate, Figures: kind.Measures.Select(m => Weigh(m, c.Figures[m.Code], best[m.Code])).ToList()))
            .Select(c => (c.Candidate, c.Figures, Points: c.Figures.Sum(f => f.Points!.Value))).OrderByDescending(c => c.Points).ThenBy(c => c.Candidate.Subject).ToList();
        foreach (var (candidate, figures, points) in weighed)
        {
            var place = 1 + weighed.Count(w => w.Points > points);
            var listed = place <= kind.Top && points > 0;
            yield return new()
            {
                Kind = candidate.Kind, County = candidate.County, Subject = candidate.Subject, Place = place, Ties = weighed.Count(w => w.Points == points) - 1, Points = points, Listed = listed,
                Figures = listed ? [.. figures.Select(f => f with { Rows = LinesOf(candidate.Rows[f.Code]) })] : figures, InspectedTrue = candidate.InspectedTrue,
            };
        }

        foreach (var (candidate, figures, bars) in all.Where(c => c.Bars.Count > 0).OrderBy(c => c.Candidate.Subject))
        {
            yield return new()
            {
                Kind = candidate.Kind, County = candidate.County, Subject = candidate.Subject, Figures = [.. kind.Measures.Select(m => figures[m.Code])], Bars = bars, InspectedTrue = candidate.InspectedTrue,
            };
        }
    }

    private static Dictionary<MeasureCode, CandidateFigure> FiguresOf(KindDefinition kind, GatheredCandidate candidate) => kind.Measures.ToDictionary(m => m.Code, m =>
    {
        var (value, of, excluded) = Count(m.Code, candidate.Rows[m.Code]);
        return new CandidateFigure { Code = m.Code, Value = value, Of = of, Excluded = excluded, Sha256 = CanonicalJson.HashOf(string.Join('\n', LinesOf(candidate.Rows[m.Code]))) };
    });

    private static CandidateFigure Weigh(MeasureRule rule, CandidateFigure figure, long best)
    {
        if (!rule.IsShare)
        {
            return figure with { Points = PointsOf(rule.Weight, figure.Value, best) };
        }

        var why = figure.Of < rule.FewestAnswers ? $"有效评价 {figure.Of} 条，不够 {rule.FewestAnswers} 条，不计分"
            : figure.Of * 100 < (figure.Of + figure.Excluded) * rule.AnsweredPercent ? $"问了 {figure.Of + figure.Excluded} 次只答了 {figure.Of} 次，不够 {rule.AnsweredPercent}%，不计分"
            : null;
        return figure with { Points = why is null ? PointsOf(rule.Weight, figure.Value, figure.Of) : 0, Unweighed = why };
    }

    private static IEnumerable<CandidateBar> TooFew(KindDefinition kind, int months, Dictionary<MeasureCode, CandidateFigure> figures) =>
        from bar in kind.Bars
        where bar.Rule == BarRule.TooFew
        let least = bar.LeastEachMonth * months
        let code = bar.Measure!.Value
        let value = figures[code].Value
        where value < least
        select new CandidateBar(BarRule.TooFew, $"{CommendationWords.Of(code)} {value} {CommendationWords.Unit(code)}，不够 {least} {CommendationWords.Unit(code)}");

    private static List<string> LinesOf(IEnumerable<MetricRow> rows) => [.. rows.Select(RowLine.Write).Order(StringComparer.Ordinal)];
}
