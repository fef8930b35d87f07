using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Training.Domain.Organizations;

/// <summary>A mobile number of 11 digits, or a landline with its area code: 0393-6661234. Prints masked, so that no log carries it.</summary>
public sealed partial record ContactNumber
{
    private ContactNumber(string digits) => Digits = digits;

    public string Digits { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out ContactNumber? number)
    {
        var digits = Fillers().Replace(text ?? "", "");
        number = Shape().IsMatch(digits) ? new ContactNumber(digits) : null;
        return number is not null;
    }

    public override string ToString() => $"{Digits[..3]}****{Digits[^4..]}";

    [GeneratedRegex(@"[\s\-－—()（）]")]
    private static partial Regex Fillers();

    [GeneratedRegex(@"\A(1[3-9]\d{9}|0\d{9,11})\z")]
    private static partial Regex Shape();
}
