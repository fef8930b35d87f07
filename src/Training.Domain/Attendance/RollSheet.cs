using Training.Domain.Shared;

namespace Training.Domain.Attendance;

/// <summary>Why somebody stands on the list.</summary>
public enum LineKind
{
    /// <summary>A regular of the station.</summary>
    Member,

    /// <summary>A known person who was found by search.</summary>
    Guest,

    WalkIn,

    /// <summary>Trainer or coordinator: never fills the 30.</summary>
    Staff,
}

/// <summary>Another row of the same person on the same roll: merged later, or a walk-in who was recognised.</summary>
public sealed record RollTwin(Guid AttendeeKey, string Name, LineKind Kind, AttendeeState State);

public sealed record RollLine(
    Guid AttendeeKey, string Name, string Label, string Initials, LineKind Kind, AttendeeState State)
{
    public IReadOnlyList<RollTwin> Twins { get; init; } = [];

    /// <summary>State of this row alone, without its twins.</summary>
    public AttendeeState Own { get; init; } = State;

    /// <summary>On an open roll the other line of the same person, with which this one counts as one.</summary>
    public Guid? SameAs { get; init; }

    /// <summary>A walk-in of whom somebody said who it is.</summary>
    public bool IsRecognised { get; init; }
}

/// <summary>All that the take page shows of one roll.</summary>
public sealed record RollSheet
{
    public required Guid Key { get; init; }

    public required RollStatus Status { get; init; }

    /// <summary>False while nobody has opened the roll: then the lines are those it will offer.</summary>
    public required bool IsBegun { get; init; }

    /// <summary>Why it cannot be opened now, if it has not been.</summary>
    public Refusal? NotYet { get; init; }

    /// <summary>Its day went by and nobody opened it.</summary>
    public bool IsMissing { get; init; }

    public required string Title { get; init; }

    public required string StationName { get; init; }

    public required long StationId { get; init; }

    /// <summary>Region of the station.</summary>
    public required long RegionCode { get; init; }

    public required DateTime PlannedStartUtc { get; init; }

    public required DateTime PlannedEndUtc { get; init; }

    public required DateTime StartedUtc { get; init; }

    /// <summary>Real end; null while the roll is open.</summary>
    public DateTime? EndedUtc { get; init; }

    public DateTime? ClosedUtc { get; init; }

    public int? HeadCount { get; init; }

    /// <summary>Two phones closed it with different times or heads.</summary>
    public bool TimesInConflict { get; init; }

    /// <summary>Marks made by a phone whose clock was plainly wrong; they count like the others.</summary>
    public int WrongClocks { get; init; }

    /// <summary>Taught minutes of a closed roll, minutes since the start of an open one.</summary>
    public required int Minutes { get; init; }

    /// <summary>Something on it was asked to be looked at, settled or not.</summary>
    public bool IsFlagged { get; init; }

    public required IReadOnlyList<RollLine> Lines { get; init; }

    /// <summary>Distinct people who came, staff and undecided ones left out.</summary>
    public required int Present { get; init; }

    public int Registered => Lines.Count(l => l.Kind != LineKind.Staff && l.SameAs is null);

    public int Conflicts => Lines.Count(l => l.State.InConflict);
}
