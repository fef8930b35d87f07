using System.Security.Cryptography;

namespace Training.Domain.Attendance.Door;

/// <summary>A key that follows from others, so that the same thing done or found again is the same row.</summary>
public static class DerivedKey
{
    public static Guid Of(params IEnumerable<Guid> keys) =>
        new(SHA256.HashData([.. keys.SelectMany(k => k.ToByteArray(bigEndian: true))]).AsSpan(0, 16), bigEndian: true);
}
