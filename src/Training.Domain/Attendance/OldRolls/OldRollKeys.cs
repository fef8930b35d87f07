using System.Security.Cryptography;
using System.Text;
using Training.Domain.Attendance.Door;
using Training.Domain.People;
using Training.Domain.Shared;
using Training.Domain.Sheets;

namespace Training.Domain.Attendance.OldRolls;

/// <summary>Keys that follow from what the sheet says, so that the same sheet read again means the same session and the same mark.</summary>
internal static class OldRollKeys
{
    public static Guid Session(Guid station, DateTime startUtc, string title) =>
        DerivedKey.Of(station, Of(SHA256.HashData(Encoding.UTF8.GetBytes($"old-roll\0{startUtc:O}\0{CellReader.Level(title)}"))));

    /// <summary>Of one person's row in one session. Under the installation's key: a name or number cannot be found by trying.</summary>
    public static Guid Line(Vault vault, Guid session, string name, params IEnumerable<string?> evidence) =>
        DerivedKey.Of(session, Of(vault.Index("old-roll", $"{PersonName.KeyOf(name)}\0{string.Join('\0', evidence.Select(e => CellReader.Level(e ?? "")))}")));

    public static Guid WalkIn(Guid line) => DerivedKey.Of(line, line);

    /// <summary>The first mark of a row is the row; a later one follows from what it replaces and says.</summary>
    public static Guid Mark(Guid line, bool present, IReadOnlyCollection<Guid> replaces) =>
        replaces.Count == 0 ? line : DerivedKey.Of([line, Of(SHA256.HashData([present ? (byte)1 : (byte)0])), .. replaces.Order()]);

    private static Guid Of(byte[] hash) => new(hash.AsSpan(0, 16), bigEndian: true);
}
