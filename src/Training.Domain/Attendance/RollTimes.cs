namespace Training.Domain.Attendance;

/// <summary>When a class was held and how many heads were counted, as its closings say.</summary>
public sealed record RollTimes(DateTime StartedUtc, DateTime EndedUtc, int? HeadCount, bool InConflict, IReadOnlyList<Guid> Heads)
{
    /// <summary>
    /// Decides from all steps, whatever order they arrived in: the closings and corrections that no other replaces count. When they
    /// disagree, the shorter class and the fewer heads count until somebody decides. Null: nobody has closed the roll.
    /// </summary>
    public static RollTimes? Of(IReadOnlyCollection<RollStep> steps)
    {
        var closings = steps.Where(s => s.Kind != RollStepKind.Open).DistinctBy(s => s.Key).ToList();
        var replaced = closings.SelectMany(s => s.Supersedes).ToHashSet();
        var heads = closings.Where(s => !replaced.Contains(s.Key)).OrderBy(s => s.EndedUtc - s.StartedUtc).ThenBy(s => s.StartedUtc).ThenBy(s => s.Key).ToList();
        if (heads.Count == 0)
        {
            return null;
        }

        var counted = heads.Select(s => s.HeadCount).OfType<int>().Distinct().ToList();
        var times = heads.Select(s => (s.StartedUtc, s.EndedUtc)).Distinct().Count();
        return new RollTimes(
            heads[0].StartedUtc!.Value, heads[0].EndedUtc!.Value, counted.Count == 0 ? null : counted.Min(),
            times > 1 || counted.Count > 1, [.. heads.Select(s => s.Key).Order()]);
    }
}
