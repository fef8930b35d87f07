using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Training.Domain.Shared;

/// <summary>A mainland mobile number: 11 digits that begin with 1 (numbering plan of 工信部, 2019). Prints masked, so that no log carries it.</summary>
public sealed record MobileNumber
{
    private MobileNumber(string digits) => Digits = digits;

    /// <summary>All 11 digits. Only for sealing and for showing to somebody who was entitled to open it.</summary>
    public string Digits { get; }

    public string Tail => Digits[^4..];

    public static bool TryParse(string? text, [NotNullWhen(true)] out MobileNumber? number)
    {
        var digits = new string([.. (text ?? "").Where(c => c is not (' ' or '-' or '　'))]);
        if (digits.StartsWith("+86", StringComparison.Ordinal))
        {
            digits = digits[3..];
        }

        number = digits.Length == 11 && digits[0] == '1' && digits[1] is >= '3' and <= '9' && digits.All(char.IsAsciiDigit)
            ? new MobileNumber(digits)
            : null;
        return number is not null;
    }

    public override string ToString() => $"{Digits[..3]}****{Tail}";
}

/// <summary>
/// A resident identity number of 18 places with its check digit (GB 11643-1999). One of the 15 places of the years before is carried over
/// as the standard says (the century 19 put in, the check digit added), so that old papers and new ones name one person. Prints masked.
/// </summary>
public sealed record ResidentIdNumber
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private ResidentIdNumber(string text) => Text = text;

    public string Text { get; }

    public DateOnly BirthDate => DateOnly.ParseExact(Text.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture);

    public static bool TryParse(string? text, [NotNullWhen(true)] out ResidentIdNumber? number)
    {
        number = null;
        var upper = (text ?? "").Trim().ToUpperInvariant();
        if (upper.Length == 15 && OnlyDigits(upper))
        {
            upper = $"{upper[..6]}19{upper[6..]}";
            upper += CheckDigit(upper);
        }

        if (upper.Length != 18 || !OnlyDigits(upper.AsSpan(0, 17))
            || !DateOnly.TryParseExact(upper.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return false;
        }

        if (CheckDigit(upper) != upper[17])
        {
            return false;
        }

        number = new ResidentIdNumber(upper);
        return true;
    }

    public override string ToString() => $"{Text[..6]}********{Text[^4..]}";

    private static char CheckDigit(string text)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += (text[i] - '0') * Weights[i];
        }

        return "10X98765432"[sum % 11];
    }

    private static bool OnlyDigits(ReadOnlySpan<char> span)
    {
        foreach (var c in span)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }
        }

        return true;
    }
}
