namespace Training.Domain.Attendance;

/// <summary>A roll as it stood at an instant: whom it had as there, when it was opened, how it was closed.</summary>
public sealed record RollAt(IReadOnlyDictionary<Guid, AttendeeState> Attendees, DateTime? OpenedUtc, RollTimes? Times)
{
    public IEnumerable<Guid> Present => Attendees.Where(a => a.Value.Present).Select(a => a.Key);
}

/// <summary>
/// Rebuilds a roll from its operations alone: as they stand now they give the roll as it is, and those received by an instant give what it
/// said then. Nothing is ever overwritten, so any past moment can be told.
/// </summary>
public static class RollReplay
{
    public static RollAt At(IEnumerable<RollMark> marks, IEnumerable<RollStep> steps, DateTime? receivedByUtc = null)
    {
        var by = receivedByUtc ?? DateTime.MaxValue;
        var received = steps.Where(s => s.ReceivedUtc <= by).ToList();
        var openings = received.Where(s => s.Kind == RollStepKind.Open).Select(s => s.MadeUtc()).ToList();
        return new RollAt(
            marks.Where(m => m.ReceivedUtc <= by).GroupBy(m => m.AttendeeKey).ToDictionary(g => g.Key, g => RollProjection.Of(g.Select(FactOf))),
            openings.Count == 0 ? null : openings.Min(),
            RollTimes.Of(received));
    }

    internal static MarkFact FactOf(RollMark mark) => new(mark.Key, mark.Kind, mark.Supersedes, mark.UntilUtc);
}
