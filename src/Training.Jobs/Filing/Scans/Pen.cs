namespace Training.Jobs.Filing.Scans;

/// <summary>Strokes of a pen, each a run of points of the page: figures struck out and written anew by a hand that no type has.</summary>
public sealed class Pen(Random dice)
{
    /// <summary>Each figure in a box of one by one, as it is written.</summary>
    private static readonly (double X, double Y)[][] Figures =
    [
        [(0.5, 0), (0.15, 0.2), (0.05, 0.55), (0.25, 0.95), (0.6, 0.98), (0.9, 0.7), (0.9, 0.3), (0.5, 0)],
        [(0.3, 0.2), (0.55, 0), (0.5, 1)],
        [(0.1, 0.25), (0.4, 0), (0.85, 0.15), (0.8, 0.45), (0.1, 1), (0.95, 0.95)],
        [(0.1, 0.1), (0.6, 0), (0.85, 0.25), (0.4, 0.45), (0.9, 0.65), (0.65, 0.97), (0.05, 0.9)],
        [(0.5, 0), (0.05, 0.65), (0.95, 0.62), (0.7, 0.3), (0.65, 1)],
        [(0.9, 0), (0.25, 0.02), (0.15, 0.45), (0.7, 0.4), (0.9, 0.7), (0.6, 1), (0.05, 0.9)],
        [(0.7, 0), (0.15, 0.5), (0.15, 0.9), (0.6, 1), (0.9, 0.75), (0.6, 0.5), (0.15, 0.65)],
        [(0.05, 0.05), (0.95, 0), (0.4, 1)],
        [(0.8, 0.1), (0.35, 0), (0.2, 0.25), (0.85, 0.7), (0.6, 1), (0.15, 0.85), (0.3, 0.55), (0.8, 0.1)],
        [(0.85, 0.3), (0.5, 0), (0.15, 0.25), (0.45, 0.5), (0.85, 0.25), (0.7, 1)],
    ];

    /// <summary>One figure of a cell is no more what is printed: struck out with another one beside it, or another one written over it.</summary>
    public IEnumerable<IReadOnlyList<(double X, double Y)>> Rewritten(SheetCell cell)
    {
        var printed = cell.Lines.SelectMany(l => l.Glyphs).Where(g => char.IsAsciiDigit(g.Sign)).ToList();
        if (printed.Count == 0)
        {
            return [];
        }

        var sign = printed[dice.Next(printed.Count)];
        var figure = (sign.Sign - '0' + 1 + dice.Next(9)) % 10;
        if (dice.Next(2) == 0)
        {
            return [Figure(figure, sign.Ink)];
        }

        var ink = sign.Ink;
        var beside = cell.Area.Bottom - ink.Bottom > ink.Height ? ink.Bottom + 2 : ink.Top - ink.Height - 2;
        return
        [
            [(ink.Left - 4, ink.Bottom - (ink.Height * 0.2)), (ink.Right + 4, ink.Top + (ink.Height * 0.3))],
            Figure(figure, new(ink.Left + 2, beside, ink.Left + 2 + (ink.Height * 2 / 3), beside + ink.Height)),
        ];
    }

    private IReadOnlyList<(double X, double Y)> Figure(int figure, Box box) =>
        [.. Figures[figure].Select(p => (box.Left + (box.Width * (p.X + Shaken())), box.Top + (box.Height * (p.Y + Shaken()))))];

    private double Shaken() => (dice.NextDouble() - 0.5) * 0.12;

    /// <summary>Lays strokes on a page, three points wide.</summary>
    public static Darkness Onto(Darkness page, IEnumerable<IReadOnlyList<(double X, double Y)>> strokes)
    {
        var points = (float[])page.Points.Clone();
        foreach (var stroke in strokes)
        {
            for (var i = 1; i < stroke.Count; i++)
            {
                var ((x, y), (tx, ty)) = (stroke[i - 1], stroke[i]);
                for (var step = 0; step < 60; step++)
                {
                    var (px, py) = ((int)(x + ((tx - x) * step / 60)), (int)(y + ((ty - y) * step / 60)));
                    for (var k = 0; k < 9; k++)
                    {
                        var (qx, qy) = (px + (k % 3) - 1, py + (k / 3) - 1);
                        if (page.Holds(qx, qy))
                        {
                            points[(qy * page.Width) + qx] = 0.85f;
                        }
                    }
                }
            }
        }

        return new(page.Width, page.Height, points);
    }
}
