using System.Security.Cryptography;
using System.Text;

namespace Training.Domain.Shared;

/// <summary>A key that follows from another one and from what was done with it, so that the same thing done twice has one key.</summary>
public static class TimedKey
{
    /// <summary>Keeps the time in front, as version 7 has it; the rest is a fingerprint.</summary>
    public static Guid Of(Guid from, string what)
    {
        Span<byte> key = stackalloc byte[16];
        from.TryWriteBytes(key, bigEndian: true, out _);
        SHA256.HashData(Encoding.UTF8.GetBytes($"{from:N}{what}")).AsSpan(0, 10).CopyTo(key[6..]);
        key[6] = (byte)((key[6] & 0x0F) | 0x70);
        key[8] = (byte)((key[8] & 0x3F) | 0x80);
        return new Guid(key, bigEndian: true);
    }
}
