using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Training.Jobs.Demonstration;

/// <summary>Chance that falls the same way for the same seed on every machine. Each part of the city has dice of its own, so that a change to one part leaves the others.</summary>
internal sealed class Dice
{
    private readonly Random random;
    private readonly int seed;

    public Dice(int seed, string part)
    {
        this.seed = seed;
        random = new Random(BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{part}"))));
    }

    public Dice For(string part) => new(seed, part);

    /// <summary>Both ends included.</summary>
    public int Between(int from, int to) => random.Next(from, to + 1);

    public bool Chance(double share) => random.NextDouble() < share;

    public T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    public T Weighted<T>(IReadOnlyList<T> of, Func<T, double> weight)
    {
        var at = random.NextDouble() * of.Sum(weight);
        foreach (var one in of)
        {
            at -= weight(one);
            if (at < 0)
            {
                return one;
            }
        }

        return of[^1];
    }

    /// <summary>Roughly normal, cut to the bounds.</summary>
    public int Around(double mean, double spread, int least, int most) =>
        Math.Clamp((int)Math.Round(mean + (spread * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2)), least, most);

    /// <summary>Distinct ones, in random order.</summary>
    public List<T> Some<T>(IReadOnlyList<T> of, int count)
    {
        var left = of.ToList();
        count = Math.Min(count, left.Count);
        for (var i = 0; i < count; i++)
        {
            var at = random.Next(i, left.Count);
            (left[i], left[at]) = (left[at], left[i]);
        }

        return left[..count];
    }

    /// <summary>A key of version 7 as a phone or the server would have made it at that instant.</summary>
    public Guid Key(DateTime utc)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        var milliseconds = new DateTimeOffset(utc).ToUnixTimeMilliseconds();
        BinaryPrimitives.WriteInt16BigEndian(bytes, (short)(milliseconds >> 32));
        BinaryPrimitives.WriteInt32BigEndian(bytes[2..], (int)milliseconds);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    public string Hex(int bytes)
    {
        var data = new byte[bytes];
        random.NextBytes(data);
        return Convert.ToHexStringLower(data);
    }
}
