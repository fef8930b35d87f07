using System.Globalization;
using System.Text;

namespace Training.Domain.People;

/// <summary>
/// Folds a name for comparison. The name itself is always kept as written; the key only says which written names look alike: spaces and
/// invisible characters fall away, every look-alike of the dot becomes U+00B7, width and composed forms are levelled, and characters that
/// GBK-era systems kept in private use (䶮 as U+E863) become what they stand for.
/// </summary>
public static class PersonName
{
    /// <summary>民委发〔2016〕33号 asks for room for 50 characters.</summary>
    public const int MostCharacters = 50;

    private const string Dots = "•・．.‧·∙⋅";

    private static readonly Dictionary<int, string> PrivateUse = Definitions.Lines("gbk-private-use.csv")
        .ToDictionary(line => int.Parse(line.AsSpan(0, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture), line => line[5..]);

    public static string KeyOf(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var rune in name.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control)
            {
                continue;
            }

            if (PrivateUse.TryGetValue(rune.Value, out var meant))
            {
                folded.Append(meant);
                continue;
            }

            folded.Append(rune.IsBmp && Dots.Contains((char)rune.Value, StringComparison.Ordinal) ? "·" : Rune.ToUpperInvariant(rune).ToString());
        }

        return folded.ToString();
    }

    /// <summary>
    /// What a reader of the name cannot see and whoever writes it should know, in words. The name is kept all the same: another person
    /// may really be written so, and nothing is changed silently.
    /// </summary>
    public static IReadOnlyList<string> Remarks(string name)
    {
        var remarks = new List<string>();
        if (name.Length > 0 && (char.IsWhiteSpace(name[0]) || char.IsWhiteSpace(name[^1])))
        {
            remarks.Add("名字的开头或结尾有空格");
        }
        else if (name.Any(char.IsWhiteSpace) && !name.Any(char.IsAsciiLetter))
        {
            remarks.Add("名字中间有空格");
        }

        foreach (var rune in name.EnumerateRunes().Distinct())
        {
            if (PrivateUse.TryGetValue(rune.Value, out var meant))
            {
                remarks.Add($"有一个旧系统的自造字（U+{rune.Value:X4}），应当是“{meant}”");
            }
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.PrivateUse)
            {
                remarks.Add($"有一个自造字（U+{rune.Value:X4}），别的电脑上显示不出来");
            }
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format)
            {
                remarks.Add($"有一个看不见的字符（U+{rune.Value:X4}）");
            }
            else if (rune.Value != '·' && rune.IsBmp && Dots.Contains((char)rune.Value, StringComparison.Ordinal))
            {
                remarks.Add($"间隔号是“{rune}”（U+{rune.Value:X4}），身份证上用“·”");
            }
            else if (rune.Value is >= 0x2E80 and <= 0x2FDF)
            {
                remarks.Add($"“{rune}”是部首（U+{rune.Value:X4}），不是平常的字");
            }
        }

        return remarks;
    }

    /// <summary>Why a name cannot be kept, or null. Counted in characters, as people count.</summary>
    public static string? Refuses(string? name)
    {
        if (KeyOf(name ?? "").Length == 0)
        {
            return "还没有写姓名。";
        }

        if (name!.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control))
        {
            return "姓名里有换行或制表符。删掉它，写在一行里。";
        }

        if (name.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar))
        {
            return "姓名里有一个没读出来的字（�）。请重新输入这个字。";
        }

        var characters = name.EnumerateRunes().Count();
        return characters > MostCharacters || name.Length > Person.NameMaxLength ? $"姓名最多 {MostCharacters} 个字，现在是 {characters} 个。" : null;
    }
}
