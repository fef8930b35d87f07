using System.Globalization;
using System.Text.RegularExpressions;

namespace Training.Jobs.Filing.Scans;

/// <summary>A rectangle of points, the last column and row not included.</summary>
public readonly record struct Box(int Left, int Top, int Right, int Bottom)
{
    public int Width => Right - Left;

    public int Height => Bottom - Top;

    public Box Grown(int by) => new(Left - by, Top - by, Right + by, Bottom + by);

    public Box Within(int width, int height) => new(Math.Clamp(Left, 0, width), Math.Clamp(Top, 0, height), Math.Clamp(Right, 0, width), Math.Clamp(Bottom, 0, height));

    public bool Holds(float x, float y) => x >= Left && x < Right && y >= Top && y < Bottom;

    public Box With(Box other) => new(Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));
}

/// <summary>One printed sign: its shape within the file's fonts, what it says, where it is set, and where its ink is.</summary>
public sealed record Glyph(string Shape, char Sign, float X, float Y, Box Ink)
{
    /// <summary>The type it is set in.</summary>
    public string Face => Shape[..Shape.IndexOf('-', StringComparison.Ordinal)];
}

/// <summary>Signs beside each other on one line of one cell.</summary>
public sealed record SheetLine(IReadOnlyList<Glyph> Glyphs)
{
    public Box Ink { get; } = Glyphs.Select(g => g.Ink).Aggregate((a, b) => a.With(b));

    public string Text => string.Concat(Glyphs.Select(g => g.Sign));
}

public sealed record SheetCell(Box Area, IReadOnlyList<SheetLine> Lines)
{
    public string Text => string.Concat(Lines.Select(l => l.Text));
}

/// <summary>One row of the sheet on one page, or a line of words outside its table.</summary>
/// <param name="Signed">Hands and seals belong here: what is beside the printed words is nobody's fault.</param>
public sealed record SheetRow(string Label, Box Area, IReadOnlyList<SheetCell> Cells, bool Signed)
{
    public string Text => Joined(0);

    /// <summary>What it says besides its number and its item; a section's name that runs down over several rows stands in pieces before them.</summary>
    public string Said => NumberCell(Cells) is >= 0 and var number && number + 1 < Cells.Count ? Joined(number + 2) : Text;

    /// <summary>Where its number stands; below 0 where it has none.</summary>
    internal static int NumberCell(IReadOnlyList<SheetCell> cells) => cells.ToList().FindIndex(c => c.Text.Length is 1 or 2 && c.Text.All(char.IsAsciiDigit));

    private string Joined(int from) => string.Join('　', Cells.Skip(from).Select(c => c.Text).Where(t => t.Length > 0));
}

/// <summary>A page of the stored PDF as it is printed: its picture, and its rows with each sign's place.</summary>
public sealed partial class SheetPage
{
    public const int DotsAnInch = 200;

    private const float Scale = DotsAnInch / 72f;

    private SheetPage(int number, Darkness picture, IReadOnlyList<SheetRow> rows, IReadOnlyList<SheetLine> foot)
    {
        (Number, Picture, Rows, Foot) = (number, picture, rows, foot);
    }

    public int Number { get; }

    public Darkness Picture { get; }

    public IReadOnlyList<SheetRow> Rows { get; }

    /// <summary>The words with the code, which are no row of the sheet.</summary>
    public IReadOnlyList<SheetLine> Foot { get; }

    /// <param name="number">From 1.</param>
    /// <param name="picture">The page at <see cref="DotsAnInch"/>.</param>
    /// <param name="svg">The page as <c>pdftocairo -svg</c> writes it.</param>
    /// <param name="words">The page as <c>pdftotext -bbox</c> writes it.</param>
    public static SheetPage Read(int number, Darkness picture, string svg, string words)
    {
        var glyphs = Named(Glyphs(svg), words);
        var rulings = Rulings(picture);
        var rows = new List<SheetRow>();
        var (top, bottom) = rulings.Count > 1 ? (rulings[0], rulings[^1]) : (picture.Height, picture.Height);
        var outside = Lines(glyphs.Where(g => g.Y < top));
        rows.AddRange(outside.Select((l, i) => new SheetRow(i == 0 && number == 1 ? "标题" : "表上的字", l.Ink.Grown(6).Within(picture.Width, picture.Height), [new(l.Ink.Grown(6).Within(picture.Width, picture.Height), [l])], false)));
        var columns = 0;
        for (var i = 0; i + 1 < rulings.Count; i++)
        {
            var (from, to) = (rulings[i], rulings[i + 1]);
            if (to - from < 12)
            {
                continue;
            }

            var edges = Uprights(picture, from, to);
            var cells = new List<SheetCell>();
            for (var k = 0; k + 1 < edges.Count; k++)
            {
                var area = new Box(edges[k] + 3, from + 3, edges[k + 1] - 2, to - 2);
                cells.Add(new(area, Lines(glyphs.Where(g => g.X + 1 >= edges[k] && g.X < edges[k + 1] && Middle(g) >= from && Middle(g) < to))));
            }

            columns = Math.Max(columns, cells.Count);
            if (cells.Count > 0)
            {
                rows.Add(new(Label(cells), new(edges[0], from, edges[^1], to), cells, cells.Count < columns - 1));
            }
        }

        var below = Lines(glyphs.Where(g => g.Y >= bottom));
        var foot = below.Where(l => CodeWords().IsMatch(l.Text)).ToList();
        rows.AddRange(below.Except(foot).Select(l => new SheetRow("表下的字", l.Ink.Grown(6).Within(picture.Width, picture.Height), [new(l.Ink.Grown(6).Within(picture.Width, picture.Height), [l])], false)));
        return new(number, picture, [.. rows.Where(r => r.Text.Length > 0)], foot);
    }

    private static float Middle(Glyph glyph) => (glyph.Ink.Top + glyph.Ink.Bottom) / 2f;

    private static string Label(List<SheetCell> cells)
    {
        var number = SheetRow.NumberCell(cells);
        return number >= 0 && number + 1 < cells.Count ? $"{cells[number].Text} {cells[number + 1].Text}" : cells.Select(c => c.Text).FirstOrDefault(t => t.Length > 1) is { } first ? first[..Math.Min(first.Length, 12)] : "";
    }

    /// <summary>Signs that stand on one line, from left to right.</summary>
    private static List<SheetLine> Lines(IEnumerable<Glyph> glyphs)
    {
        var lines = new List<List<Glyph>>();
        foreach (var glyph in glyphs.OrderBy(g => g.Y).ThenBy(g => g.X))
        {
            if (lines.LastOrDefault() is { } line && glyph.Y - line[0].Y < 8)
            {
                line.Add(glyph);
            }
            else
            {
                lines.Add([glyph]);
            }
        }

        return [.. lines.Select(l => new SheetLine([.. l.OrderBy(g => g.X)]))];
    }

    private static IEnumerable<(string Shape, float X, float Y, Box Ink)> Glyphs(string svg)
    {
        var shapes = new Dictionary<string, (float Left, float Top, float Right, float Bottom)>(StringComparer.Ordinal);
        foreach (Match shape in Shape().Matches(svg))
        {
            var numbers = Figure().Matches(shape.Groups["d"].Value).Select(m => float.Parse(m.ValueSpan, CultureInfo.InvariantCulture)).ToList();
            if (numbers.Count >= 4)
            {
                var (xs, ys) = (numbers.Where((_, i) => i % 2 == 0).ToList(), numbers.Where((_, i) => i % 2 == 1).ToList());
                shapes[shape.Groups["id"].Value] = (xs.Min(), ys.Min(), xs.Max(), ys.Max());
            }
        }

        foreach (Match use in Use().Matches(svg))
        {
            if (shapes.TryGetValue(use.Groups["id"].Value, out var ink))
            {
                var (x, y) = (float.Parse(use.Groups["x"].ValueSpan, CultureInfo.InvariantCulture), float.Parse(use.Groups["y"].ValueSpan, CultureInfo.InvariantCulture));
                yield return (use.Groups["id"].Value, x * Scale, y * Scale, new(
                    (int)MathF.Floor((x + ink.Left) * Scale), (int)MathF.Floor((y + ink.Top) * Scale), (int)MathF.Ceiling((x + ink.Right) * Scale) + 1, (int)MathF.Ceiling((y + ink.Bottom) * Scale) + 1));
            }
        }
    }

    /// <summary>What each sign says, by the words of the file; one that cannot be told stays a sign without a name.</summary>
    private static List<Glyph> Named(IEnumerable<(string Shape, float X, float Y, Box Ink)> glyphs, string words)
    {
        var boxes = Word().Matches(words).Select(m => (
            Left: Value(m, "l"), Top: Value(m, "t"), Right: Value(m, "r"), Bottom: Value(m, "b"), Text: System.Net.WebUtility.HtmlDecode(m.Groups["w"].Value))).ToList();
        var named = new List<Glyph>();
        var signs = new Dictionary<string, char>(StringComparer.Ordinal);
        var all = glyphs.ToList();
        var taken = new bool[all.Count];
        foreach (var box in boxes)
        {
            var inside = all.Select((g, i) => (g, i)).Where(p => !taken[p.i] && p.g.X >= box.Left - 3 && p.g.X < box.Right - 3 && p.g.Y > box.Top && p.g.Y < box.Bottom).OrderBy(p => p.g.X).ToList();
            if (inside.Count != box.Text.Length)
            {
                continue;
            }

            for (var i = 0; i < inside.Count; i++)
            {
                taken[inside[i].i] = true;
                signs[inside[i].g.Shape] = box.Text[i];
            }
        }

        named.AddRange(all.Select(g => new Glyph(g.Shape, signs.GetValueOrDefault(g.Shape, '□'), g.X, g.Y, g.Ink)));
        return named;

        static float Value(Match match, string name) => float.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture) * Scale;
    }

    /// <summary>Lines across most of the table, by their middle.</summary>
    private static List<int> Rulings(Darkness picture)
    {
        var found = new List<int>();
        for (var y = 0; y < picture.Height; y++)
        {
            var (run, longest) = (0, 0);
            for (var x = 0; x < picture.Width; x++)
            {
                run = picture[x, y] > 0.3f ? run + 1 : 0;
                longest = Math.Max(longest, run);
            }

            if (longest > picture.Width * 0.55 && (found.Count == 0 || y - found[^1] > 4))
            {
                found.Add(y);
            }
        }

        return found;
    }

    private static List<int> Uprights(Darkness picture, int from, int to)
    {
        var found = new List<int>();
        for (var x = 0; x < picture.Width; x++)
        {
            var dark = 0;
            for (var y = from; y < to; y++)
            {
                dark += picture[x, y] > 0.3f ? 1 : 0;
            }

            if (dark > (to - from) * 0.93 && (found.Count == 0 || x - found[^1] > 6))
            {
                found.Add(x);
            }
        }

        return found;
    }

    [GeneratedRegex("<symbol[^>]* id=\"(?<id>[^\"]+)\">\\s*<path[^>]* d=\"(?<d>[^\"]*)\"")]
    private static partial Regex Shape();

    [GeneratedRegex("<use xlink:href=\"#(?<id>[^\"]+)\" x=\"(?<x>[-0-9.]+)\" y=\"(?<y>[-0-9.]+)\"/>")]
    private static partial Regex Use();

    [GeneratedRegex("-?[0-9]+(?:\\.[0-9]+)?")]
    private static partial Regex Figure();

    [GeneratedRegex("<word xMin=\"(?<l>[0-9.]+)\" yMin=\"(?<t>[0-9.]+)\" xMax=\"(?<r>[0-9.]+)\" yMax=\"(?<b>[0-9.]+)\">(?<w>[^<]*)</word>")]
    private static partial Regex Word();

    [GeneratedRegex("第[0-9]+页")]
    private static partial Regex CodeWords();
}
