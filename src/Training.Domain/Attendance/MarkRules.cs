using System.Security.Cryptography;
using System.Text;
using Training.Domain.People;
using Training.Domain.Shared;

namespace Training.Domain.Attendance;

/// <summary>What a single operation must be before anything is looked up, and when a closed roll still takes it.</summary>
public static class MarkRules
{
    public const int MostSuperseded = 50;
    public const int DeviceMaxLength = 64;
    public const int ReasonMaxLength = 200;

    /// <summary>Stands as the device of what was done on a page of the site, without a phone's own store.</summary>
    public const string Page = "page";

    /// <summary>Why a closed roll changed when marks came late and nobody gave a reason.</summary>
    public const string LateReason = "收册以后才传到";

    /// <summary>A phone whose clock is further off than this is said on the roll.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMilliseconds(ClockToleranceMs);

    public const long ClockToleranceMs = 5 * 60_000;

    public static Refusal? Check(NewMark mark) =>
        mark.Key == Guid.Empty || mark.AttendeeKey == Guid.Empty ? new BadMark("没有编号")
        : !Enum.IsDefined(mark.Kind) ? new BadMark("到还是没到没有写明")
        : mark.Supersedes.Count > MostSuperseded || mark.Supersedes.Contains(mark.Key) ? new BadMark("被它替代的记录不对")
        : mark.DeviceUtc.Kind != DateTimeKind.Utc ? new BadMark("手机上的时间不对")
        : mark.UntilUtc is { } until && (until.Kind != DateTimeKind.Utc || mark.Kind != MarkKind.Present) ? new BadMark("提前走的时间不对")
        : mark.Reason is { } reason && !CanBeKept(reason, ReasonMaxLength) ? new BadMark($"原因最多 {ReasonMaxLength} 个字")
        : null;

    /// <summary>
    /// When a device made something, by the server's clock: its own clock less the offset it had on sending, never after the arrival. A clock
    /// that jumped in between loses nothing, it only makes this wrong.
    /// </summary>
    public static DateTime MadeUtc(DateTime deviceUtc, TimeSpan clockOffset, DateTime receivedUtc)
    {
        var ticks = deviceUtc.Ticks - clockOffset.Ticks;
        return ticks >= receivedUtc.Ticks ? receivedUtc : new DateTime(Math.Max(ticks, 0), DateTimeKind.Utc);
    }

    public static Refusal? Check(NewWalkIn walkIn) =>
        walkIn.Key == Guid.Empty ? new BadMark("没有编号")
        : PersonName.KeyOf(walkIn.Name).Length == 0 || !CanBeKept(walkIn.Name, Person.NameMaxLength) ? new BadWalkInName()
        : walkIn.PhoneTail is { Length: > 0 } tail && (tail.Length != 4 || !tail.All(char.IsAsciiDigit)) ? new BadPhoneTail()
        : null;

    /// <summary>An opening has nothing to check; a closing has its times, a correction its reason too.</summary>
    public static Refusal? Check(NewStep step, DateTime plannedStartUtc, DateTime latestEndUtc) =>
        step.Key == Guid.Empty ? new BadMark("没有编号")
        : !Enum.IsDefined(step.Kind) || step.DeviceUtc.Kind != DateTimeKind.Utc ? new BadMark("手机上的时间不对")
        : step.Kind == RollStepKind.Open ? null
        : step.StartedUtc is not { Kind: DateTimeKind.Utc } started || step.EndedUtc is not { Kind: DateTimeKind.Utc } ended ? new BadMark("上下课时间没有写明")
        : step.Kind == RollStepKind.Amend && (string.IsNullOrWhiteSpace(step.Reason) || !CanBeKept(step.Reason, ReasonMaxLength)) ? new CorrectionNeedsReason()
        : ClosingRules.Check(plannedStartUtc, started, ended, step.HeadCount, latestEndUtc);

    /// <summary>
    /// Whether a closed roll takes a mark: with a reason always; without one if it was made before the closing by the server's clock, or by
    /// somebody who could not know of it. Otherwise two phones would come to different rolls depending on which of them sent first.
    /// </summary>
    public static bool MayFollowClosing(NewMark mark, bool madeApart, DateTime closedUtc, TimeSpan clockOffset) =>
        madeApart || !string.IsNullOrWhiteSpace(mark.Reason) || mark.DeviceUtc - clockOffset < closedUtc;

    /// <summary>Not too long, and no character that a database refuses: the text is kept to the letter or not at all.</summary>
    public static bool CanBeKept(string text, int most) => text.Length <= most && !text.Contains('\0', StringComparison.Ordinal);

    /// <summary>Fingerprint of what a batch added, for the written history: the marks themselves stay in their table.</summary>
    public static string Digest(IEnumerable<RollMark> marks)
    {
        var text = new StringBuilder();
        foreach (var mark in marks.OrderBy(m => m.Key))
        {
            text.Append(mark.Key).Append(' ').Append(mark.AttendeeKey).Append(' ').Append(mark.Kind).Append(' ')
                .AppendJoin(',', mark.Supersedes.Order()).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
