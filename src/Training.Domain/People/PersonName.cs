using System.Globalization;
using System.Text;

namespace Training.Domain.People;

/// <summary>
/// Folds a name for comparison. The name itself is always kept as written; the key only says which written names look alike: spaces and
/// invisible characters fall away, every look-alike of the dot becomes U+00B7, width and composed forms are levelled.
/// </summary>
public static class PersonName
{
    private const string Dots = "•・．.‧·∙⋅";

    public static string KeyOf(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var rune in name.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control)
            {
                continue;
            }

            folded.Append(rune.IsBmp && Dots.Contains((char)rune.Value, StringComparison.Ordinal) ? "·" : Rune.ToUpperInvariant(rune).ToString());
        }

        return folded.ToString();
    }
}
