namespace Training.Domain.Attendance;

/// <summary>What of a mark decides an attendee's state.</summary>
public sealed record MarkFact(Guid Key, MarkKind Kind, IReadOnlyCollection<Guid> Supersedes, DateTime? UntilUtc = null);

/// <summary>State of one attendee. Heads are the marks that a next mark has to replace.</summary>
public sealed record AttendeeState(bool Present, bool InConflict, IReadOnlyList<Guid> Heads, DateTime? UntilUtc = null)
{
    public static AttendeeState Unmarked { get; } = new(false, false, []);
}

/// <summary>
/// Decides an attendee's state from all marks about him or her, whatever order they arrived in: the marks that no other one replaces
/// are the heads; heads that agree are the state, heads that disagree are a conflict, which is shown and not counted until somebody decides.
/// Of several presences the one that ended first says how long the person stayed.
/// </summary>
public static class RollProjection
{
    public static AttendeeState Of(IEnumerable<MarkFact> marks)
    {
        var byKey = new Dictionary<Guid, MarkFact>();
        foreach (var mark in marks)
        {
            byKey.TryAdd(mark.Key, mark);
        }

        if (byKey.Count == 0)
        {
            return AttendeeState.Unmarked;
        }

        var replaced = byKey.Values.SelectMany(m => m.Supersedes.Where(k => k != m.Key)).ToHashSet();
        var heads = byKey.Values.Where(m => !replaced.Contains(m.Key)).OrderBy(m => m.Key).ToList();
        if (heads.Count == 0)
        {
            // Marks that replace each other in a ring decide nothing.
            return new AttendeeState(false, true, [.. byKey.Keys.Order()]);
        }

        var agree = heads.TrueForAll(m => m.Kind == heads[0].Kind);
        var present = agree && heads[0].Kind == MarkKind.Present;
        return new AttendeeState(present, !agree, [.. heads.Select(m => m.Key)], present ? heads.Min(m => m.UntilUtc) : null);
    }
}
