using System.Diagnostics.CodeAnalysis;

namespace Training.Domain.Organizations;

/// <summary>
/// 统一社会信用代码: 18 places of digits and capitals without I, O, S, V, Z, of which the last is the check character
/// (GB 32100-2015《法人和其他组织统一社会信用代码编码规则》, 5 and annex A). Small letters are read as capitals.
/// </summary>
public sealed record CreditCode
{
    public const int Length = 18;

    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private CreditCode(string text) => Text = text;

    public string Text { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out CreditCode? code)
    {
        code = null;
        var upper = (text ?? "").Trim().ToUpperInvariant();
        if (upper.Length != Length || upper.Any(c => !Alphabet.Contains(c, StringComparison.Ordinal)) || CheckOf(upper) != upper[^1])
        {
            return false;
        }

        code = new CreditCode(upper);
        return true;
    }

    /// <summary>The check character of the first 17 places.</summary>
    public static char CheckOf(ReadOnlySpan<char> places)
    {
        var (sum, weight) = (0, 1);
        for (var i = 0; i < Length - 1; i++)
        {
            sum += Alphabet.IndexOf(places[i], StringComparison.Ordinal) * weight;
            weight = weight * 3 % Alphabet.Length;
        }

        return Alphabet[(Alphabet.Length - (sum % Alphabet.Length)) % Alphabet.Length];
    }

    public override string ToString() => Text;
}
