namespace Training.Jobs.Filing.Scans;

/// <summary>
/// The QR in a page's foot as squares of the stored page. Once that page lies over the paper, each square is looked at in its middle and the code drawn
/// anew: ink that ran, or a scanner that knows no grey, hides the edges by which readers of codes find their way.
/// </summary>
public sealed class CodeGrid
{
    /// <summary>Squares of a corner mark, and of the smallest code.</summary>
    private const int Mark = 7, Smallest = 21;

    /// <summary>Points of the page by which it may lie aside; the foot is far from what a page is placed by.</summary>
    private const double Aside = 5, Step = 0.5;

    /// <summary>How much darker the marks' ink is than their paper where a code is.</summary>
    private const float Plain = 0.3f;

    /// <summary>Points of a square as it is drawn, and squares of paper around.</summary>
    private const int Drawn = 8, Quiet = 4;

    private readonly double side;

    private CodeGrid(Box area, int count) => (Area, Count, side) = (area, count, area.Width / (double)count);

    public Box Area { get; }

    /// <summary>Squares of one side.</summary>
    public int Count { get; }

    /// <summary>Null for a page without a code.</summary>
    public static CodeGrid? Of(SheetPage page)
    {
        var area = Place(page);
        if (area.Width < Smallest || Math.Abs(area.Width - area.Height) > 3)
        {
            return null;
        }

        // The upper edge begins with seven dark squares of the corner mark, the eighth is light.
        var run = 0;
        while (run < area.Width && page.Picture[area.Left + run, area.Top + 1] > 0.5f)
        {
            run++;
        }

        // Codes have 21, 25, 29 … squares.
        var count = run == 0 ? 0 : Smallest + (4 * (int)Math.Round(((Mark * area.Width / (double)run) - Smallest) / 4));
        return count < Smallest ? null : new(area, count);
    }

    /// <summary>The QR's place: the ink at the right of the foot.</summary>
    public static Box Place(SheetPage page)
    {
        var (left, top) = (page.Picture.Width * 4 / 5, page.Rows.Max(r => r.Area.Bottom) + 8);
        var box = new Box(page.Picture.Width, page.Picture.Height, 0, 0);
        for (var y = top; y < page.Picture.Height; y++)
        {
            for (var x = left; x < page.Picture.Width; x++)
            {
                box = page.Picture[x, y] > 0.5f ? box.With(new(x, y, x + 1, y + 1)) : box;
            }
        }

        return box;
    }

    /// <summary>The code of the paper, drawn anew for a reader: as its ink is found, then with more and with less of it. Nothing where no code is seen.</summary>
    /// <param name="ink">The paper.</param>
    /// <param name="onto">Where the page's points lie on it.</param>
    public IEnumerable<Darkness> Redrawn(Darkness ink, Projection onto)
    {
        var marks = Marks().ToList();
        var (best, at, middle) = (float.MinValue, (X: 0.0, Y: 0.0), 0f);
        for (var y = -Aside; y <= Aside; y += Step)
        {
            for (var x = -Aside; x <= Aside; x += Step)
            {
                var (dark, light) = (marks.Where(m => m.Dark).Average(m => See(m.Column, m.Row, (x, y))), marks.Where(m => !m.Dark).Average(m => See(m.Column, m.Row, (x, y))));
                (best, at, middle) = dark - light > best ? (dark - light, (x, y), (dark + light) / 2) : (best, at, middle);
            }
        }

        if (best < Plain)
        {
            yield break;
        }

        var seen = Enumerable.Range(0, Count * Count).Select(i => See(i % Count, i / Count, at)).ToArray();
        foreach (var limit in (float[])[middle, middle + (best / 4), middle - (best / 4)])
        {
            var size = (Count + (2 * Quiet)) * Drawn;
            var points = new float[size * size];
            for (var i = 0; i < points.Length; i++)
            {
                var (column, row) = ((i % size / Drawn) - Quiet, (i / size / Drawn) - Quiet);
                points[i] = column >= 0 && row >= 0 && column < Count && row < Count && seen[(row * Count) + column] > limit ? 1 : 0;
            }

            yield return new(size, size, points);
        }

        float See(int column, int row, (double X, double Y) shift)
        {
            var (x, y, near) = (Area.Left + shift.X + ((column + 0.5) * side), Area.Top + shift.Y + ((row + 0.5) * side), side / 6);
            return (At(x, y) + At(x - near, y) + At(x + near, y) + At(x, y - near) + At(x, y + near)) / 5;
        }

        float At(double x, double y)
        {
            var (u, v) = onto.Of(x, y);
            return ink.Holds(u, v) ? ink.At(u, v) : 0;
        }
    }

    /// <summary>The squares of the three corner marks: a dark ring, a light one, and nine dark squares within.</summary>
    private IEnumerable<(int Column, int Row, bool Dark)> Marks()
    {
        foreach (var (left, top) in ((int, int)[])[(0, 0), (Count - Mark, 0), (0, Count - Mark)])
        {
            for (var i = 0; i < Mark * Mark; i++)
            {
                var (column, row) = (i % Mark, i / Mark);
                yield return (left + column, top + row, Math.Max(Math.Abs(column - 3), Math.Abs(row - 3)) != 2);
            }
        }
    }
}
