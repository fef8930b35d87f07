using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Training.Domain.Attendance.Door;

/// <summary>
/// The code on a household card: 80 random bits, written as 16 signs of Crockford's base 32 (no I, L, O and U, so that nothing is misread).
/// People who cannot scan type the first half. Prints its first half alone, so that no log carries a whole one.
/// </summary>
public sealed record CardCode
{
    public const int Signs = 16;

    public const int ShortSigns = 8;

    private const int Bytes = 10;
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private CardCode(string text) => Text = text;

    /// <summary>16 signs, capitals, without gaps: what the QR carries and what is hashed.</summary>
    public string Text { get; }

    /// <summary>First half, as it is typed.</summary>
    public string Short => Text[..ShortSigns];

    /// <summary>SHA-256 of the text in UTF-8. The phone makes the same from what it scans.</summary>
    public byte[] Hash => SHA256.HashData(Encoding.UTF8.GetBytes(Text));

    public static CardCode New() => OfBytes(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Ten bytes as a code: for makers whose chance is not the machine's.</summary>
    public static CardCode OfBytes(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Bytes);
        var text = new StringBuilder(Signs);
        var (bits, held) = (0, 0);
        foreach (var one in bytes)
        {
            bits = (bits << 8) | one;
            for (held += 8; held >= 5; held -= 5)
            {
                text.Append(Alphabet[(bits >> (held - 5)) & 31]);
            }
        }

        return new CardCode(text.ToString());
    }

    public static bool TryParse(string? text, [NotNullWhen(true)] out CardCode? code)
    {
        code = Fold(text, Signs) is { } folded ? new CardCode(folded) : null;
        return code is not null;
    }

    /// <summary>The half that people type, with the signs that are easily taken for others put right.</summary>
    public static bool TryParseShort(string? text, [NotNullWhen(true)] out string? half)
    {
        half = Fold(text, ShortSigns);
        return half is not null;
    }

    /// <summary>In groups of four, as printed: 7K3M Q2XA.</summary>
    public static string Spaced(string signs) => string.Join(' ', signs.Chunk(4).Select(four => new string(four)));

    public override string ToString() => $"{Short}…";

    private static string? Fold(string? text, int length)
    {
        var folded = new StringBuilder(length);
        if (text is null || text.Length > 4 * length)
        {
            return null;
        }

        foreach (var sign in text.Normalize(NormalizationForm.FormKC).ToUpperInvariant())
        {
            if (char.IsWhiteSpace(sign) || sign is '-' or '·')
            {
                continue;
            }

            var read = sign switch { 'O' => '0', 'I' or 'L' => '1', _ => sign };
            if (!Alphabet.Contains(read, StringComparison.Ordinal))
            {
                return null;
            }

            folded.Append(read);
        }

        return folded.Length == length ? folded.ToString() : null;
    }
}
