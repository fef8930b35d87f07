namespace Training.Jobs.Filing.Scans;

/// <summary>What the paper shows where a sign is printed.</summary>
/// <param name="Agreement">Correlation with the sign itself, -1 to 1.</param>
/// <param name="Amiss">Ink too much or too little in the worst tenth of a square millimetre, as a share of full ink.</param>
/// <param name="Rival">The figure that would fit best instead; null for signs that are no figures.</param>
/// <param name="RivalAgreement">Correlation with that figure.</param>
public sealed record SignSeen(Glyph Sign, double Agreement, double Amiss, char? Rival, double RivalAgreement);

/// <summary>
/// Holds each printed sign against the scan, which has been laid over the page. Figures are held against all ten figures of their own face as well,
/// cut from the same page: a reading that knows the type it reads.
/// </summary>
public sealed class CompareSigns
{
    /// <summary>Points around a sign that are looked at with it.</summary>
    private const int Rim = 2;

    /// <summary>How far words may lie beside their place: paper is never quite flat.</summary>
    private const int LineReach = 14;

    private const float SignReach = 2;

    /// <summary>What the page's own ink still shows of itself half a millimetre beside it, once it is blurred.</summary>
    private const float NearPrint = 0.012f;

    private static readonly float[] Blurs = [0.5f, 0.9f, 1.3f, 1.7f, 2.2f];

    private readonly SheetPage page;
    private readonly Darkness scan;
    private readonly Darkness halfPage;
    private readonly Darkness halfScan;
    private readonly Dictionary<(string Face, char Sign), Glyph> figures;
    private readonly Darkness sheet;
    private readonly Darkness near;
    private readonly float blur;

    /// <param name="page">As printed.</param>
    /// <param name="scan">Laid over the page, of the same size.</param>
    public CompareSigns(SheetPage page, Darkness scan)
    {
        (this.page, this.scan) = (page, scan);
        var all = page.Rows.SelectMany(r => r.Cells).SelectMany(c => c.Lines).Concat(page.Foot).SelectMany(l => l.Glyphs).ToList();
        figures = all.Where(g => char.IsAsciiDigit(g.Sign)).GroupBy(g => (g.Face, g.Sign)).ToDictionary(g => g.Key, g => g.First());
        (halfPage, halfScan) = (page.Picture.Shrunk(2).Blurred(0.8f), scan.Shrunk(2).Blurred(0.8f));
        near = page.Picture.Blurred(3);
        (blur, sheet) = Sharpness(all);
    }

    /// <summary>Where a line of words lies beside its place.</summary>
    public (float X, float Y) Shift(SheetLine line)
    {
        var (x, y) = Roughly(line);
        return Best(sheet, scan, line.Ink.Grown(4).Within(page.Picture.Width, page.Picture.Height), x, y, 2, 1, 0.0005);
    }

    private (float X, float Y) Roughly(SheetLine line)
    {
        var box = line.Ink.Grown(4).Within(page.Picture.Width, page.Picture.Height);
        var half = new Box(box.Left / 2, box.Top / 2, (box.Right + 1) / 2, (box.Bottom + 1) / 2).Within(halfPage.Width, halfPage.Height);
        var (x, y) = Best(halfPage, halfScan, half, 0, 0, LineReach / 2f, 1, 0.004);
        return (2 * x, 2 * y);
    }

    public SignSeen See(Glyph sign, (float X, float Y) shift)
    {
        var box = sign.Ink.Grown(Rim).Within(page.Picture.Width, page.Picture.Height);
        var expected = Cut(sheet, box, 0, 0);
        var (agreement, at) = Fit(expected, box, shift);
        var (rival, rivalAgreement) = ((char?)null, -1.0);
        if (char.IsAsciiDigit(sign.Sign))
        {
            for (var figure = '0'; figure <= '9'; figure++)
            {
                if (figure != sign.Sign && figures.TryGetValue((sign.Face, figure), out var other) && Fit(Instead(sign, other, box), box, shift).Agreement is var fits && fits > rivalAgreement)
                {
                    (rival, rivalAgreement) = (figure, fits);
                }
            }
        }

        return new(sign, agreement, Amiss(expected, box, at), rival, rivalAgreement);
    }

    /// <summary>Ink where the page has none, in square points of the largest piece.</summary>
    public int Strange(SheetCell cell, (float X, float Y) shift)
    {
        var area = cell.Area.Within(page.Picture.Width, page.Picture.Height);
        var free = new bool[Math.Max(0, area.Width) * Math.Max(0, area.Height)];
        for (var i = 0; i < free.Length; i++)
        {
            var (x, y) = (area.Left + (i % area.Width), area.Top + (i / area.Width));
            free[i] = near[x, y] < NearPrint && scan.At(x + shift.X, y + shift.Y) > 0.45f;
        }

        return free.Length == 0 ? 0 : Largest(free, area.Width);
    }

    private static int Largest(bool[] marked, int width)
    {
        var (largest, heap) = (0, new Stack<int>());
        for (var i = 0; i < marked.Length; i++)
        {
            var size = 0;
            if (marked[i])
            {
                marked[i] = false;
                heap.Push(i);
            }

            while (heap.TryPop(out var at))
            {
                size++;
                foreach (var next in (int[])[at - 1, at + 1, at - width, at + width])
                {
                    if (next >= 0 && next < marked.Length && marked[next] && Math.Abs((next % width) - (at % width)) <= 1)
                    {
                        marked[next] = false;
                        heap.Push(next);
                    }
                }
            }

            largest = Math.Max(largest, size);
        }

        return largest;
    }

    /// <summary>How far the scan is out of focus: the page is blurred alike before it is held against it.</summary>
    private (float Blur, Darkness Sheet) Sharpness(List<Glyph> all)
    {
        var sample = page.Rows.SelectMany(r => r.Cells).SelectMany(c => c.Lines).Where(l => l.Glyphs.Count >= 3).ToList();
        sample = [.. sample.Where((_, i) => i % Math.Max(1, sample.Count / 14) == 0)];
        var (best, found) = (-2.0, (Blurs[2], page.Picture.Blurred(Blurs[2])));
        var coarse = sample.ConvertAll(line => (Box: line.Ink.Grown(4).Within(page.Picture.Width, page.Picture.Height), At: Roughly(line)));
        foreach (var blur in all.Count == 0 ? [] : Blurs)
        {
            var blurred = page.Picture.Blurred(blur);
            double sum = 0;
            foreach (var (box, at) in coarse)
            {
                var (x, y) = Best(blurred, scan, box, at.X, at.Y, 2, 1, 0.0005);
                sum += Correlation(Cut(blurred, box, 0, 0), Cut(scan, box, x, y));
            }

            if (sum > best)
            {
                (best, found) = (sum, (blur, blurred));
            }
        }

        return found;
    }

    private (double Agreement, (float X, float Y) At) Fit(float[] wanted, Box box, (float X, float Y) shift)
    {
        var (best, at) = (-2.0, shift);
        void Try(float x, float y)
        {
            var agreement = Correlation(wanted, Cut(scan, box, x, y));
            if (agreement > best)
            {
                (best, at) = (agreement, (x, y));
            }
        }

        for (var dy = -SignReach; dy <= SignReach; dy++)
        {
            for (var dx = -SignReach; dx <= SignReach; dx++)
            {
                Try(shift.X + dx, shift.Y + dy);
            }
        }

        var (cx, cy) = at;
        for (var dy = -0.5f; dy <= 0.5f; dy += 0.5f)
        {
            for (var dx = -0.5f; dx <= 0.5f; dx += 0.5f)
            {
                Try(cx + dx, cy + dy);
            }
        }

        return (best, at);
    }

    /// <summary>The page around the sign with another figure of the same face in its place, as blurred as the rest.</summary>
    private float[] Instead(Glyph sign, Glyph other, Box box)
    {
        var wide = box.Grown(6);
        var points = new float[wide.Width * wide.Height];
        var (own, foreign) = (sign.Ink, other.Ink.Grown(1));
        for (var y = 0; y < wide.Height; y++)
        {
            for (var x = 0; x < wide.Width; x++)
            {
                var (px, py) = (wide.Left + x, wide.Top + y);
                var beside = own.Holds(px, py) ? 0 : page.Picture.At(px, py);
                var (ox, oy) = (px - sign.X + other.X, py - sign.Y + other.Y);
                points[(y * wide.Width) + x] = Math.Max(beside, foreign.Holds(ox, oy) ? page.Picture.At(ox, oy) : 0);
            }
        }

        return Cut(new Darkness(wide.Width, wide.Height, points).Blurred(blur), new(6, 6, 6 + box.Width, 6 + box.Height), 0, 0);
    }

    private double Amiss(float[] expected, Box box, (float X, float Y) at)
    {
        const int patch = 4;
        var seen = Cut(scan, box, at.X, at.Y);
        var (gain, lift) = Line(expected, seen);
        if (gain < 0.15)
        {
            return 1;
        }

        var worst = 0.0;
        for (var y = 0; y + patch <= box.Height; y++)
        {
            for (var x = 0; x + patch <= box.Width; x++)
            {
                double sum = 0;
                for (var i = 0; i < patch * patch; i++)
                {
                    var k = ((y + (i / patch)) * box.Width) + x + (i % patch);
                    sum += seen[k] - lift - (gain * expected[k]);
                }

                worst = Math.Max(worst, Math.Abs(sum) / (patch * patch));
            }
        }

        return worst / gain;
    }

    private static (double Gain, double Lift) Line(float[] from, float[] to)
    {
        double a = 0, b = 0, aa = 0, ab = 0;
        for (var i = 0; i < from.Length; i++)
        {
            a += from[i];
            b += to[i];
            aa += from[i] * from[i];
            ab += from[i] * to[i];
        }

        var gain = (ab - (a * b / from.Length)) / Math.Max(1e-9, aa - (a * a / from.Length));
        return (gain, (b - (gain * a)) / from.Length);
    }

    /// <param name="pull">Agreement that a point of way costs, so that words without an upright are not led along their line.</param>
    private static (float X, float Y) Best(Darkness page, Darkness scan, Box box, float x, float y, float reach, float step, double pull)
    {
        var wanted = Cut(page, box, 0, 0);
        var (best, at) = (-9.0, (x, y));
        for (var dy = -reach; dy <= reach; dy += step)
        {
            for (var dx = -reach; dx <= reach; dx += step)
            {
                var agreement = Correlation(wanted, Cut(scan, box, x + dx, y + dy)) - (pull * Math.Sqrt((dx * dx) + (dy * dy)));
                if (agreement > best)
                {
                    (best, at) = (agreement, (x + dx, y + dy));
                }
            }
        }

        return at;
    }

    private static float[] Cut(Darkness from, Box box, float x, float y)
    {
        var points = new float[box.Width * box.Height];
        var whole = x == MathF.Floor(x) && y == MathF.Floor(y);
        for (var row = 0; row < box.Height; row++)
        {
            for (var column = 0; column < box.Width; column++)
            {
                var (px, py) = (box.Left + column + x, box.Top + row + y);
                points[(row * box.Width) + column] = !from.Holds(px, py) ? 0 : whole ? from[(int)px, (int)py] : from.At(px, py);
            }
        }

        return points;
    }

    private static double Correlation(float[] one, float[] other)
    {
        double n = one.Length, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
        for (var i = 0; i < one.Length; i++)
        {
            double p = one[i], q = other[i];
            a += p;
            b += q;
            aa += p * p;
            bb += q * q;
            ab += p * q;
        }

        var (va, vb) = (aa - (a * a / n), bb - (b * b / n));
        return va <= 1e-6 || vb <= 1e-6 ? 0 : (ab - (a * b / n)) / Math.Sqrt(va * vb);
    }
}
