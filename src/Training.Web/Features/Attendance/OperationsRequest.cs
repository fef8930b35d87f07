using System.Text.Json;
using Training.Domain.Attendance;
using Training.Domain.Sessions;

namespace Training.Web.Features.Attendance;

/// <summary>
/// What a phone sends. Each operation is read by itself: one that cannot be read is refused with a sentence and stops no other. There is no
/// field for who made it: that is the signed-in account.
/// </summary>
public sealed class OperationsRequest
{
    private readonly List<OperationsResponse.Answer> unreadable = [];
    private readonly List<NewStep> steps = [];
    private readonly List<NewWalkIn> walkIns = [];
    private readonly List<NewMark> marks = [];

    private OperationsRequest(string device, DateTime? deviceNowUtc, IEnumerable<JsonElement> operations)
    {
        (Device, DeviceNowUtc) = (device, deviceNowUtc);
        foreach (var operation in operations)
        {
            Read(operation);
        }
    }

    public string Device { get; }

    /// <summary>The phone's clock at sending.</summary>
    public DateTime? DeviceNowUtc { get; }

    public IReadOnlyList<OperationsResponse.Answer> Unreadable => unreadable;

    /// <summary>Null when the envelope itself cannot be read.</summary>
    public static OperationsRequest? Of(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object
        && Text(body, "device") is { Length: > 0 and <= MarkRules.DeviceMaxLength } device && MarkRules.CanBeKept(device, MarkRules.DeviceMaxLength)
        && body.TryGetProperty("operations", out var operations) && operations.ValueKind == JsonValueKind.Array
            ? new OperationsRequest(device, Instant(body, "deviceNow"), operations.EnumerateArray())
            : null;

    public MarkBatch ToBatch(Guid roll, RollTaker taker) => new()
    {
        RollKey = roll, Taker = taker, Device = Device, DeviceNowUtc = DeviceNowUtc, MadeApart = true, Steps = steps, WalkIns = walkIns, Marks = marks,
    };

    private void Read(JsonElement operation)
    {
        if (operation.ValueKind != JsonValueKind.Object || !Guid.TryParse(Text(operation, "key"), out var key))
        {
            Refuse(operation.ValueKind == JsonValueKind.Object ? Text(operation, "key") ?? "" : "", "没有编号");
        }
        else if (Instant(operation, "at") is not { } at || !TryNumber(operation, "sequence", out var sequence))
        {
            Refuse(Text(operation, "key")!, "手机上的时间或次序不对");
        }
        else if (!TryRead(operation, key, at, sequence ?? 0))
        {
            Refuse(Text(operation, "key")!, "内容读不懂");
        }
    }

    private bool TryRead(JsonElement operation, Guid key, DateTime at, long sequence)
    {
        switch (Text(operation, "kind"))
        {
            case "open":
                steps.Add(new NewStep { Key = key, Kind = RollStepKind.Open, DeviceUtc = at, DeviceSequence = sequence });
                return true;
            case "walkIn" when Text(operation, "name") is { } name && TryText(operation, "phoneTail", out var tail):
                walkIns.Add(new NewWalkIn { Key = key, Name = name, PhoneTail = tail });
                return true;
            case "mark" when Guid.TryParse(Text(operation, "attendee"), out var attendee) && Flag(operation, "present") is { } present
                && Keys(operation, "supersedes") is { } supersedes && TryInstant(operation, "until", out var until) && TryText(operation, "reason", out var reason):
                marks.Add(new NewMark
                {
                    Key = key, AttendeeKey = attendee, Kind = present ? MarkKind.Present : MarkKind.Absent, Supersedes = supersedes,
                    DeviceSequence = sequence, DeviceUtc = at, UntilUtc = until, Reason = reason,
                });
                return true;
            case "close" when Instant(operation, "started") is { } started && Instant(operation, "ended") is { } ended
                && TryNumber(operation, "headCount", out var heads) && heads is null or (>= int.MinValue and <= int.MaxValue):
                steps.Add(new NewStep
                {
                    Key = key, Kind = RollStepKind.Close, DeviceUtc = at, DeviceSequence = sequence, StartedUtc = started, EndedUtc = ended, HeadCount = (int?)heads,
                });
                return true;
            default:
                return false;
        }
    }

    private void Refuse(string key, string why)
    {
        var refusal = new BadMark(why);
        unreadable.Add(new(key, OperationsResponse.Outcome(MarkOutcome.Refused), null, nameof(BadMark), refusal.Message));
    }

    private static string? Text(JsonElement element, string name) => TryText(element, name, out var text) ? text : null;

    /// <summary>False when there is something, and it is no text; half a character is none.</summary>
    private static bool TryText(JsonElement element, string name, out string? text)
    {
        text = null;
        if (!element.TryGetProperty(name, out var found) || found.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (found.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        try
        {
            text = found.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static DateTime? Instant(JsonElement element, string name) => TryInstant(element, name, out var instant) ? instant : null;

    private static bool TryInstant(JsonElement element, string name, out DateTime? instant)
    {
        instant = null;
        if (!element.TryGetProperty(name, out var found) || found.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (found.ValueKind != JsonValueKind.String || !found.TryGetDateTimeOffset(out var read))
        {
            return false;
        }

        // Phones tell milliseconds; what is finer would not come back the same from every database.
        instant = new DateTime(read.UtcTicks - (read.UtcTicks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
        return true;
    }

    private static bool TryNumber(JsonElement element, string name, out long? number)
    {
        number = null;
        if (!element.TryGetProperty(name, out var found) || found.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (found.ValueKind != JsonValueKind.Number || !found.TryGetInt64(out var read))
        {
            return false;
        }

        number = read;
        return true;
    }

    private static bool? Flag(JsonElement element, string name) =>
        element.TryGetProperty(name, out var found) && found.ValueKind is JsonValueKind.True or JsonValueKind.False ? found.GetBoolean() : null;

    private static IReadOnlyList<Guid>? Keys(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var found) || found.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (found.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var keys = new List<Guid>(found.GetArrayLength());
        foreach (var one in found.EnumerateArray())
        {
            if (one.ValueKind != JsonValueKind.String || !one.TryGetGuid(out var key))
            {
                return null;
            }

            keys.Add(key);
        }

        return keys;
    }
}

/// <summary>
/// Outcome is accepted, alreadyThere or refused. What is kept comes with the receipt of its stored row; what is refused with its name and
/// a sentence.
/// </summary>
public sealed record OperationsResponse(
    IReadOnlyList<OperationsResponse.Answer> Answers, IReadOnlyList<OperationsResponse.Attendee> Attendees, int Present,
    OperationsResponse.RollState Roll, DateTime ServerNow)
{
    public static OperationsResponse Of(BatchAnswer batch, IEnumerable<Answer> unreadable) => new(
        [.. batch.Answers.Select(a => new Answer(a.Key.ToString("D"), Outcome(a.Outcome), a.Receipt, a.Refusal?.GetType().Name, a.Refusal?.Message)), .. unreadable],
        [.. batch.Attendees.Select(a => new Attendee(a.AttendeeKey, a.State.Present, a.State.InConflict, a.State.Heads, a.State.UntilUtc))],
        batch.Present, RollState.Of(batch.Roll), batch.ServerNowUtc);

    internal static string Outcome(MarkOutcome outcome) => outcome switch
    {
        MarkOutcome.Accepted => "accepted",
        MarkOutcome.AlreadyThere => "alreadyThere",
        MarkOutcome.Refused => "refused",
    };

    public sealed record Answer(string Key, string Outcome, string? Receipt, string? Refusal, string? Message);

    public sealed record Attendee(Guid Key, bool Present, bool InConflict, IReadOnlyList<Guid> Heads, DateTime? Until);

    /// <summary>Status is planned (nobody has opened it), open, closed or cancelled.</summary>
    public sealed record RollState(string Status, DateTime StartedUtc, DateTime? EndedUtc, int? Minutes, int? HeadCount, bool TimesInConflict)
    {
        public static RollState Of(RollNow now) => new(StatusOf(now.Status), now.StartedUtc, now.EndedUtc, now.TaughtMinutes, now.HeadCount, now.TimesInConflict);

        public static string StatusOf(SessionStatus status) => status switch
        {
            SessionStatus.Planned => "planned",
            SessionStatus.Running => "open",
            SessionStatus.Held => "closed",
            SessionStatus.Cancelled => "cancelled",
        };
    }
}
