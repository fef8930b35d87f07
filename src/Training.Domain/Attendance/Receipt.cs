using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Training.Domain.Shared;

namespace Training.Domain.Attendance;

/// <summary>
/// What the server answers for an operation that it keeps: lower hex SHA-256 over the operation's text as its stored row has it. The phone
/// makes the same text of its own copy and forgets the copy only when the two agree. Fields stand a line each; keys are lower case with
/// dashes, instants to the millisecond in UTC, numbers invariant, what is missing is an empty line.
/// </summary>
public static class Receipt
{
    public static string Of(RollMark mark, Guid roll) => Hash(TextOf(mark, roll));

    public static string Of(WalkIn walkIn, Guid roll, Vault vault) => Hash(TextOf(walkIn, roll, vault));

    /// <summary>Of an opening or a closing.</summary>
    public static string Of(RollStep step, Guid roll) => Hash(TextOf(step, roll));

    public static string TextOf(RollMark mark, Guid roll) => Join(
        "mark", Said(mark.Key), Said(roll), Said(mark.AttendeeKey), mark.Kind == MarkKind.Present ? "P" : "A",
        string.Join(',', mark.Supersedes.Select(Said).Order(StringComparer.Ordinal)),
        mark.Device, Said(mark.DeviceSequence), Said(mark.DeviceUtc), Said(mark.UntilUtc), mark.Reason);

    public static string TextOf(WalkIn walkIn, Guid roll, Vault vault) => Join(
        "walkIn", Said(walkIn.Key), Said(roll), walkIn.Name,
        walkIn.PhoneTailSealed is { } tail ? vault.Open(tail, OpeningPurpose.ShowMasked) : null);

    public static string TextOf(RollStep step, Guid roll) => step.Kind == RollStepKind.Open
        ? Join("open", Said(step.Key), Said(roll))
        : Join("close", Said(step.Key), Said(roll), Said(step.StartedUtc), Said(step.EndedUtc), step.HeadCount is { } heads ? Said(heads) : null);

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Join(params ReadOnlySpan<string?> fields) => string.Join('\n', fields);

    private static string Said(Guid key) => key.ToString("D");

    private static string Said(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Said(DateTime? utc) => utc is { } at ? Said(at) : null;

    private static string Said(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
