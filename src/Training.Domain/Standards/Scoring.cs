namespace Training.Domain.Standards;

public enum ScoringKind
{
    /// <summary>All points when the demand is met in every place and month, none otherwise.</summary>
    AllOrNothing,

    /// <summary>So many points for each unit, up to the item's points.</summary>
    PerUnit,

    /// <summary>Given by hand for several parts, whose points make up the item's.</summary>
    Parts,

    /// <summary>Given by hand, up to the item's points.</summary>
    ByHand,
}

/// <summary>How an item of a scored evaluation earns its points (温民福〔2018〕88号 附件4).</summary>
public sealed record Scoring
{
    public required ScoringKind Kind { get; init; }

    public required decimal Points { get; init; }

    public decimal PointsPerUnit { get; init; }

    public IReadOnlyList<ScorePart> Parts { get; init; } = [];

    /// <param name="places">Verdict and tally of each month that was judged; what is exempt is left out by the caller.</param>
    public decimal Of(IReadOnlyCollection<(Verdict Verdict, MetricTally Tally)> places) => Kind switch
    {
        ScoringKind.AllOrNothing => places.Count > 0 && places.All(p => p.Verdict.State == FindingState.Met) ? Points : 0,
        ScoringKind.PerUnit => Math.Min(Points, PointsPerUnit * places.Sum(p => p.Verdict.Value)),
        // Marks are declared figures: their numerator is what was given.
        ScoringKind.Parts or ScoringKind.ByHand => Math.Clamp(places.Sum(p => p.Tally.Numerator), 0, Points),
        _ => throw new InvalidOperationException($"No rule scores {Kind}."),
    };
}

public sealed record ScorePart
{
    public required string Name { get; init; }

    public required decimal Points { get; init; }
}

/// <summary>A band of the total: 70 合格, 85 示范型.</summary>
public sealed record ScoreGrade
{
    public required string Name { get; init; }

    /// <summary>Least total of the band.</summary>
    public required decimal From { get; init; }
}

public sealed record ItemMark(StandardItem Item, decimal Points);

/// <summary>What one station earned under a scored standard.</summary>
public sealed record ScoreSheet(IReadOnlyList<ItemMark> Marks, string? Grade)
{
    public decimal Total => Marks.Sum(m => m.Points);

    /// <param name="evaluation">Of the whole year that is scored, with its places kept.</param>
    public static ScoreSheet Of(Evaluation evaluation, long stationId)
    {
        var definition = evaluation.Standard.Definition;
        var marks = new List<ItemMark>();
        foreach (var outcome in evaluation.Outcomes.Where(o => o.Reading.InForce && o.Reading.Item.Scoring is not null))
        {
            var places = outcome.Counties.Values.SelectMany(c => c.Places)
                .Where(p => p.Station.StationId == stationId && p.Verdict.State != FindingState.Exempt)
                .Select(p => (p.Verdict, p.Tally)).ToList();
            marks.Add(new(outcome.Reading.Item, outcome.Reading.Item.Scoring!.Of(places)));
        }

        var total = marks.Sum(m => m.Points);
        return new(marks, definition.Grades.Where(g => total >= g.From).MaxBy(g => g.From)?.Name);
    }
}
