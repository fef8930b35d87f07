namespace Training.Jobs.Tests.Filing.Pictures;

/// <summary>
/// Tells two pictures of one page apart. A point may lie one point beside where it was and be a little lighter or darker, as another version
/// of a font's hints draws it; a word, a line or a square that moved or is gone leaves many points in one place that fit nowhere.
/// </summary>
internal static class PictureDifference
{
    /// <summary>Shades of sixteen that hinting may change.</summary>
    private const int ShadesAllowed = 5;

    /// <summary>Side of the squares in which points are counted: about the height of a character.</summary>
    private const int Square = 12;

    /// <summary>Points of one square that may fit nowhere.</summary>
    private const int PointsAllowed = 5;

    /// <summary>The squares, as left and top, in which the pictures differ; null when the pages are not of one size.</summary>
    public static IReadOnlyList<(int Left, int Top)>? Squares(GreyPicture stored, GreyPicture now)
    {
        if ((stored.Width, stored.Height) != (now.Width, now.Height))
        {
            return null;
        }

        var counts = new Dictionary<(int, int), int>();
        for (var y = 0; y < now.Height; y++)
        {
            for (var x = 0; x < now.Width; x++)
            {
                if (!FitsNear(stored.At(x, y), now, x, y) || !FitsNear(now.At(x, y), stored, x, y))
                {
                    var square = (x / Square * Square, y / Square * Square);
                    counts[square] = counts.GetValueOrDefault(square) + 1;
                }
            }
        }

        return [.. counts.Where(c => c.Value > PointsAllowed).Select(c => c.Key).OrderBy(c => c.Item2).ThenBy(c => c.Item1)];
    }

    /// <summary>What is new stands dark on white; the squares that differ have a frame.</summary>
    public static GreyPicture Drawn(GreyPicture stored, GreyPicture now)
    {
        var shades = new byte[now.Width * now.Height];
        for (var i = 0; i < shades.Length; i++)
        {
            var (x, y) = (i % now.Width, i / now.Width);
            shades[i] = (byte)(15 - Math.Min(15, Math.Abs(now.At(x, y) - stored.At(x, y))));
        }

        foreach (var (left, top) in Squares(stored, now) ?? [])
        {
            for (var i = 0; i < Square; i++)
            {
                foreach (var (x, y) in ((int, int)[])[(left + i, top), (left + i, top + Square - 1), (left, top + i), (left + Square - 1, top + i)])
                {
                    if (x < now.Width && y < now.Height)
                    {
                        shades[(y * now.Width) + x] = 6;
                    }
                }
            }
        }

        return now with { Shades = shades };
    }

    private static bool FitsNear(byte shade, GreyPicture there, int x, int y)
    {
        var (lightest, darkest) = (0, 15);
        for (var dy = -1; dy <= 1; dy++)
        {
            for (var dx = -1; dx <= 1; dx++)
            {
                var near = there.At(x + dx, y + dy);
                (lightest, darkest) = (Math.Max(lightest, near), Math.Min(darkest, near));
            }
        }

        return shade <= lightest + ShadesAllowed && shade >= darkest - ShadesAllowed;
    }
}
