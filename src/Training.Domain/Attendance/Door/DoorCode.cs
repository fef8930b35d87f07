using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Training.Domain.Shared;

namespace Training.Domain.Attendance.Door;

/// <summary>
/// The code at the door of one session: it follows from the session, the half minute and a key of the installation, so nothing is kept and
/// every instance of the site shows the same. A code holds while it is shown and through the half minute after it.
/// </summary>
public sealed class DoorCode(Vault vault)
{
    public const int StepSeconds = 30;

    /// <summary>So many steps a code holds, the one in which it is shown counted in.</summary>
    public const int Steps = 2;

    private const int Bytes = 10;

    public string At(Guid session, DateTime utc) => Of(session, StepOf(utc));

    /// <summary>When the next code follows.</summary>
    public static DateTime ChangesUtc(DateTime utc) => DateTime.UnixEpoch.AddSeconds((StepOf(utc) + 1) * StepSeconds);

    public bool Holds(Guid session, string? code, DateTime utc)
    {
        if (!CardCode.TryParse(code, out var read))
        {
            return false;
        }

        var given = Encoding.ASCII.GetBytes(read.Text);
        var step = StepOf(utc);
        return Enumerable.Range(0, Steps).Any(back => CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(Of(session, step - back))));
    }

    private string Of(Guid session, long step) =>
        CardCode.OfBytes(vault.Index("door", string.Create(CultureInfo.InvariantCulture, $"{session:N}/{step}")).AsSpan(0, Bytes)).Text;

    private static long StepOf(DateTime utc) => (long)Math.Floor((utc - DateTime.UnixEpoch).TotalSeconds / StepSeconds);
}
