using System.Text;

namespace Training.Domain.Shared;

/// <summary>
/// The first letter of a character's pinyin, for search: 白堽 → bg. Characters are read alone; names of persons read their surname apart.
/// Letters and digits stay, in lower case; a character whose reading nobody lists gives nothing. The table is written by build/pinyin.
/// </summary>
public static class CharacterInitials
{
    private static readonly Dictionary<int, char> Characters = Read();

    public static string Of(string text) => Of(text.Normalize(NormalizationForm.FormKC).AsSpan());

    /// <summary>Of a text whose width and composed forms are levelled already.</summary>
    public static string Of(ReadOnlySpan<char> levelled)
    {
        var initials = new StringBuilder(levelled.Length);
        foreach (var rune in levelled.EnumerateRunes())
        {
            if (Characters.TryGetValue(rune.Value, out var initial))
            {
                initials.Append(initial);
            }
            else if (Rune.IsLetterOrDigit(rune) && rune.IsAscii)
            {
                initials.Append((char)Rune.ToLowerInvariant(rune).Value);
            }
        }

        return initials.ToString();
    }

    private static Dictionary<int, char> Read()
    {
        var table = new Dictionary<int, char>(22_000);
        using var stream = typeof(CharacterInitials).Assembly.GetManifestResourceStream("Training.Domain.Shared.Definitions.initials.csv")!;
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            foreach (var rune in line.AsSpan(2).EnumerateRunes())
            {
                table[rune.Value] = line[0];
            }
        }

        return table;
    }
}
