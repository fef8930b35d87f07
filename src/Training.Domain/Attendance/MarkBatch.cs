using Training.Domain.People;
using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Domain.Attendance;

/// <summary>
/// What a phone sends: operations that it made, in any order, any number of times. Refers to rows by client-made keys alone. Openings come
/// first, then walk-ins, marks, closings, whatever order they stand in.
/// </summary>
public sealed record MarkBatch
{
    /// <summary>Key of the session, and so of its roll, opened or not.</summary>
    public required Guid RollKey { get; init; }

    /// <summary>Whoever the request says, the actor is the signed-in account.</summary>
    public required RollTaker Taker { get; init; }

    /// <summary>Random id of the browser's installation.</summary>
    public required string Device { get; init; }

    /// <summary>The device's clock when it sent the batch; null when there is no device with a clock of its own.</summary>
    public DateTime? DeviceNowUtc { get; init; }

    /// <summary>
    /// Made without knowing what others did meanwhile: nothing of it is refused for being late. A page, made by the server a moment ago,
    /// knows that a roll is closed and says why it is changed.
    /// </summary>
    public bool MadeApart { get; init; }

    public IReadOnlyList<NewStep> Steps { get; init; } = [];

    public IReadOnlyList<NewWalkIn> WalkIns { get; init; } = [];

    public IReadOnlyList<NewMark> Marks { get; init; } = [];

    public int Count => Steps.Count + WalkIns.Count + Marks.Count;
}

/// <summary>An opening, a closing, or a correction of the times.</summary>
public sealed record NewStep
{
    public required Guid Key { get; init; }

    public required RollStepKind Kind { get; init; }

    public long DeviceSequence { get; init; }

    public required DateTime DeviceUtc { get; init; }

    /// <summary>Real times of the class; not in an opening.</summary>
    public DateTime? StartedUtc { get; init; }

    public DateTime? EndedUtc { get; init; }

    public int? HeadCount { get; init; }

    /// <summary>A correction says why.</summary>
    public string? Reason { get; init; }
}

public sealed record NewMark
{
    public required Guid Key { get; init; }

    public required Guid AttendeeKey { get; init; }

    public required MarkKind Kind { get; init; }

    public IReadOnlyList<Guid> Supersedes { get; init; } = [];

    public long DeviceSequence { get; init; }

    public required DateTime DeviceUtc { get; init; }

    /// <summary>Here until then; null: until the class ends.</summary>
    public DateTime? UntilUtc { get; init; }

    public string? Reason { get; init; }
}

public sealed record NewWalkIn
{
    public required Guid Key { get; init; }

    public required string Name { get; init; }

    /// <summary>Last four digits of the phone, if given.</summary>
    public string? PhoneTail { get; init; }
}

public enum MarkOutcome
{
    Accepted,
    AlreadyThere,
    Refused,
}

/// <summary>
/// The answer to one operation; a refused one says why and stops no other. The receipt is made of the stored row; only a phone that comes
/// to the same one forgets its copy.
/// </summary>
public sealed record OperationAnswer(Guid Key, MarkOutcome Outcome, Refusal? Refusal = null, string? Receipt = null);

/// <summary>An attendee as the server sees it now.</summary>
public sealed record AttendeeNow(Guid AttendeeKey, AttendeeState State);

/// <summary>The roll as the server has it now: the status is the session's, which follows from its roll.</summary>
public sealed record RollNow(
    SessionStatus Status, DateTime StartedUtc, DateTime? EndedUtc, int? TaughtMinutes, int? HeadCount, bool TimesInConflict, Month Month);

public sealed record BatchAnswer(
    IReadOnlyList<OperationAnswer> Answers, IReadOnlyList<AttendeeNow> Attendees, int Present, RollNow Roll, DateTime ServerNowUtc);

public sealed record BatchTooLarge() : Refusal($"一次最多传 {ApplyMarks.MostOperations} 条，分几次传。");

public sealed record BadMark(string Why) : Refusal($"这一条记录不完整：{Why}。");

public sealed record KeyTaken() : Refusal("这一条的编号已经被另一条记录用了，没有收下。");

public sealed record NotOnThisRoll() : Refusal("这个人不在本站能点名的范围里。先找人或加人，再点。");

public sealed record CorrectionNeedsReason() : Refusal($"写一句为什么改，最多 {MarkRules.ReasonMaxLength} 个字。", "Reason");

public sealed record RollStillOpen() : Refusal("这份点名册还没收，直接收册就行，不用更正。");

public sealed record BadWalkInName() : Refusal($"写上姓名，最多 {Person.NameMaxLength} 个字。", nameof(NewWalkIn.Name));

public sealed record BadPhoneTail() : Refusal("手机号后四位是 4 个数字。记不得就空着。", nameof(NewWalkIn.PhoneTail));
