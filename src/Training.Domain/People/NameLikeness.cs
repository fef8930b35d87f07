using System.Text;

namespace Training.Domain.People;

public enum NameRelation
{
    /// <summary>One name, spaces, dots and widths aside.</summary>
    Same,

    /// <summary>One name, in one of them without its dots.</summary>
    WithoutDots,

    /// <summary>Read alike, written otherwise: 秀英, 秀瑛; 張偉, 张伟.</summary>
    SoundsAlike,

    /// <summary>One character exchanged for another of nearly its shape: 祎, 袆.</summary>
    LooksAlike,

    /// <summary>One name, in one of them with a mark that tells namesakes apart: 张伟2, 王芳(小).</summary>
    Marked,

    Other,
}

/// <summary>How two written names stand to each other, by tables of readings and shapes.</summary>
public static class NameLikeness
{
    private static readonly Dictionary<int, int> Syllables = ReadSyllables();
    private static readonly Dictionary<int, int> Shapes = ReadShapes();

    public static NameRelation Of(string oneKey, string otherKey)
    {
        if (oneKey == otherKey)
        {
            return NameRelation.Same;
        }

        var (one, other) = (Plain(oneKey), Plain(otherKey));
        if (one.AsSpan().SequenceEqual(other))
        {
            return NameRelation.WithoutDots;
        }

        if (Unmarked(one).SequenceEqual(Unmarked(other)))
        {
            return NameRelation.Marked;
        }

        if (one.Length != other.Length || one.Length < 2)
        {
            return NameRelation.Other;
        }

        var (unlike, shaped) = (0, 0);
        for (var i = 0; i < one.Length; i++)
        {
            if (one[i] != other[i] && !SoundAlike(one[i], other[i]))
            {
                unlike++;
                shaped += Shapes.TryGetValue(one[i].Value, out var shape) && shape == Shapes.GetValueOrDefault(other[i].Value, -1) ? 1 : 0;
            }
        }

        return (unlike, shaped) switch
        {
            (0, _) => NameRelation.SoundsAlike,
            (1, 1) => NameRelation.LooksAlike,
            _ => NameRelation.Other,
        };
    }

    private static bool SoundAlike(Rune one, Rune other) =>
        Syllables.TryGetValue(one.Value, out var syllable) && Syllables.TryGetValue(other.Value, out var its) && syllable == its;

    private static Rune[] Plain(string key) => [.. key.EnumerateRunes().Where(r => r.Value != '·')];

    /// <summary>Without digits and bracketed words at the end.</summary>
    private static ReadOnlySpan<Rune> Unmarked(Rune[] name)
    {
        var end = name.Length;
        if (end > 0 && name[end - 1].Value == ')' && Array.FindLastIndex(name, r => r.Value == '(') is > 0 and var open)
        {
            end = open;
        }

        while (end > 1 && Rune.IsDigit(name[end - 1]))
        {
            end--;
        }

        return name.AsSpan(0, end);
    }

    private static Dictionary<int, int> ReadSyllables()
    {
        var table = new Dictionary<int, int>(22_000);
        foreach (var (line, number) in Definitions.Lines("syllables.csv").Select((line, number) => (line, number)))
        {
            foreach (var rune in line.AsSpan(line.IndexOf(',') + 1).EnumerateRunes())
            {
                table[rune.Value] = number;
            }
        }

        return table;
    }

    private static Dictionary<int, int> ReadShapes()
    {
        var table = new Dictionary<int, int>();
        foreach (var (line, number) in Definitions.Lines("look-alikes.csv").Select((line, number) => (line, number)))
        {
            foreach (var rune in line.EnumerateRunes())
            {
                table.TryAdd(rune.Value, number);
            }
        }

        return table;
    }
}
