using System.ComponentModel.DataAnnotations;
using Training.Domain.Attendance;

namespace Training.Web.Features.Attendance;

/// <summary>What the page's script sends. It has no field for who marked: that is the signed-in account.</summary>
public sealed record MarksRequest
{
    [Required]
    [StringLength(MarkRules.DeviceMaxLength, MinimumLength = 1)]
    public string? Device { get; init; }

    /// <summary>The phone's clock at sending.</summary>
    public DateTimeOffset? DeviceNow { get; init; }

    public IReadOnlyList<WalkInOperation> WalkIns { get; init; } = [];

    public IReadOnlyList<MarkOperation> Marks { get; init; } = [];

    public MarkBatch ToBatch(Guid roll, RollTaker taker) => new()
    {
        RollKey = roll,
        Taker = taker,
        Device = Device!,
        DeviceNowUtc = DeviceNow?.UtcDateTime,
        WalkIns = [.. (WalkIns ?? []).Select(w => new NewWalkIn { Key = w.Key, Name = w.Name ?? "", PhoneTail = w.PhoneTail })],
        Marks = [.. (Marks ?? []).Select(m => new NewMark
        {
            Key = m.Key,
            AttendeeKey = m.Attendee,
            Kind = m.Present ? MarkKind.Present : MarkKind.Absent,
            Supersedes = m.Supersedes ?? [],
            DeviceSequence = m.Sequence,
            DeviceUtc = m.At.UtcDateTime,
            Reason = m.Reason,
        })],
    };

    public sealed record WalkInOperation(Guid Key, string? Name, string? PhoneTail);

    public sealed record MarkOperation(
        Guid Key, Guid Attendee, bool Present, IReadOnlyList<Guid>? Supersedes, long Sequence, DateTimeOffset At, string? Reason);
}

/// <summary>Outcome is accepted, alreadyThere or refused; a refused operation comes with its name and a sentence.</summary>
public sealed record MarksResponse(IReadOnlyList<MarksResponse.Answer> Answers, IReadOnlyList<MarksResponse.Attendee> Attendees, int Present)
{
    public static MarksResponse Of(BatchAnswer batch) => new(
        [.. batch.Answers.Select(a => new Answer(a.Key, Outcome(a.Outcome), a.Refusal?.GetType().Name, a.Refusal?.Message))],
        [.. batch.Attendees.Select(a => new Attendee(a.AttendeeKey, a.State.Present, a.State.InConflict, a.State.Heads))],
        batch.Present);

    private static string Outcome(MarkOutcome outcome) => outcome switch
    {
        MarkOutcome.Accepted => "accepted",
        MarkOutcome.AlreadyThere => "alreadyThere",
        MarkOutcome.Refused => "refused",
    };

    public sealed record Answer(Guid Key, string Outcome, string? Refusal, string? Message);

    public sealed record Attendee(Guid Key, bool Present, bool InConflict, IReadOnlyList<Guid> Heads);
}
