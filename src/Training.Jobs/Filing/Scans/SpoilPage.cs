using System.Globalization;

namespace Training.Jobs.Filing.Scans;

/// <summary>How a paper comes back: what was done to it, and with what it was taken.</summary>
public sealed record Spoiling
{
    public required int DotsAnInch { get; init; }

    /// <summary>Degrees.</summary>
    public required double Turned { get; init; }

    /// <summary>How far each corner lies off its place, as a share of the page; a photograph taken from aside.</summary>
    public required IReadOnlyList<(double X, double Y)> Corners { get; init; }

    /// <summary>Desk around the page, as a share of it.</summary>
    public double Margin { get; init; }

    /// <summary>Points out of focus.</summary>
    public float Blur { get; init; }

    /// <summary>Light lost in the darkest corner.</summary>
    public double Shade { get; init; }

    /// <summary>Spread of the noise of 255 steps of light.</summary>
    public double Noise { get; init; }

    public int Quality { get; init; } = 85;

    public IReadOnlyList<(double X, double Y)> Seals { get; init; } = [];

    /// <summary>Where somebody wrote by hand, as boxes of the page.</summary>
    public IReadOnlyList<Box> Hands { get; init; } = [];

    public static Spoiling Random(Random dice, SheetPage page)
    {
        var kind = dice.Next(4);
        double Around(double most) => ((dice.NextDouble() * 2) - 1) * most;
        var photo = kind == 2;
        var figures = page.Rows.Where(r => !r.Signed && r.Cells.Count > 4).Select(r => r.Cells[^3].Area).ToList();
        var signed = page.Rows.Where(r => r.Signed).ToList();
        var seals = signed.Select(r => r.Cells[^1].Area).Select(a => (a.Left + (a.Width * (0.3 + (dice.NextDouble() * 0.4))), a.Top + (a.Height * 0.5))).ToList();
        if (figures.Count > 0 && dice.Next(2) == 0)
        {
            var over = figures[dice.Next(figures.Count)];
            seals.Add((over.Left + (over.Width * dice.NextDouble()), over.Top));
        }

        return new()
        {
            DotsAnInch = kind switch { 0 => 300, 1 => 240, 2 => 210, _ => 150 } + (kind == 3 ? 0 : dice.Next(-40, 1)),
            Turned = Around(4) + (kind == 1 ? 90 * dice.Next(1, 4) : photo ? 90 * dice.Next(4) : 0),
            Corners = [.. Enumerable.Range(0, 4).Select(_ => photo ? (Around(0.03), Around(0.03)) : (0.0, 0.0))],
            Margin = photo ? 0.04 + (dice.NextDouble() * 0.12) : 0,
            Blur = photo ? 0.8f : 0.4f,
            Shade = photo ? 0.45 : 0.08,
            Noise = photo ? 7 : 4,
            Quality = kind is 2 or 3 ? 60 : 80,
            Seals = seals,
            Hands = [.. signed.Select(r => r.Cells[0]).Select(c => new Box(c.Area.Left + (c.Area.Width * 5 / 10), c.Area.Bottom - (c.Area.Height * 4 / 10), c.Area.Left + (c.Area.Width * 8 / 10), c.Area.Bottom - 4))],
        };
    }
}

/// <summary>Makes of a rendered page what a scanner or a telephone would: for drills.</summary>
public sealed class SpoilPage(Random dice)
{
    private const double SealRadius = 20 / 25.4 * SheetPage.DotsAnInch;

    /// <param name="page">At <see cref="SheetPage.DotsAnInch"/>.</param>
    /// <param name="how">What happens to it.</param>
    /// <param name="file">A PPM that is written.</param>
    public async Task RunAsync(Darkness page, Spoiling how, string file, CancellationToken ct = default)
    {
        var inked = WithHands(page, how.Hands);
        var scale = how.DotsAnInch / (double)SheetPage.DotsAnInch;
        if (scale < 1)
        {
            inked = inked.Blurred((float)(0.45 / scale));
        }

        var angle = how.Turned * Math.PI / 180;
        var (cos, sin) = (Math.Cos(angle), Math.Sin(angle));
        List<(double X, double Y)> from = [(0, 0), (page.Width, 0), (page.Width, page.Height), (0, page.Height)];
        var to = from.Select((p, i) => (X: p.X + (how.Corners[i].X * page.Width), Y: p.Y + (how.Corners[i].Y * page.Width)))
            .Select(p => (X: ((p.X * cos) - (p.Y * sin)) * scale, Y: ((p.X * sin) + (p.Y * cos)) * scale)).ToList();
        var rim = how.Margin * page.Width * scale;
        // A scanner shows its glass, as large as the paper lying straight: turned corners are cut off.
        var straight = Math.Abs((how.Turned % 90 + 135) % 90 - 45) / 45 < 1 && how.Margin == 0;
        var quarter = (int)Math.Round(how.Turned / 90) % 2 != 0;
        var (glassWidth, glassHeight) = (quarter ? page.Height * scale : page.Width * scale, quarter ? page.Width * scale : page.Height * scale);
        var (left, top) = straight ? (to.Average(p => p.X) - (glassWidth / 2), to.Average(p => p.Y) - (glassHeight / 2)) : (to.Min(p => p.X) - rim, to.Min(p => p.Y) - rim);
        var (width, height) = straight ? ((int)glassWidth, (int)glassHeight) : ((int)(to.Max(p => p.X) + rim - left), (int)(to.Max(p => p.Y) + rim - top));
        var back = Projection.OfCorners([.. to.Select(p => (p.X - left, p.Y - top))], from);
        var light = new float[3][];
        for (var channel = 0; channel < 3; channel++)
        {
            light[channel] = new float[width * height];
        }

        var (sx, sy) = (dice.NextDouble(), dice.NextDouble());
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (u, v) = back.Of(x, y);
                var i = (y * width) + x;
                var shade = 1 - (how.Shade * Math.Clamp(((sx * x / width) + (sy * y / height)) / (sx + sy + 0.01), 0, 1));
                if (!page.Holds(u, v))
                {
                    (light[0][i], light[1][i], light[2][i]) = how.Margin > 0 ? ((float)(120 * shade), (float)(95 * shade), (float)(70 * shade)) : (250, 250, 250);
                    continue;
                }

                var paper = (1 - (0.92 * inked.At(u, v))) * 245 * shade;
                var seal = Seal(how.Seals, u, v);
                (light[0][i], light[1][i], light[2][i]) = ((float)(paper * (1 - (0.12 * seal))), (float)(paper * (1 - (0.8 * seal))), (float)(paper * (1 - (0.75 * seal))));
            }
        }

        await WriteAsync(file, width, height, [.. light.Select(l => new Darkness(width, height, l).Blurred(how.Blur).Points)], how.Noise, ct);
    }

    private async Task WriteAsync(string file, int width, int height, float[][] light, double noise, CancellationToken ct)
    {
        var head = System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P6\n{width} {height}\n255\n"));
        var bytes = new byte[head.Length + (width * height * 3)];
        head.CopyTo(bytes, 0);
        for (var i = 0; i < width * height; i++)
        {
            // Nearly normal, and the same in all colours as the grain of a sensor's brightness is.
            var grain = (dice.NextDouble() + dice.NextDouble() + dice.NextDouble() - 1.5) * 2 * noise;
            for (var channel = 0; channel < 3; channel++)
            {
                bytes[head.Length + (3 * i) + channel] = (byte)Math.Clamp(light[channel][i] + grain, 0, 255);
            }
        }

        await File.WriteAllBytesAsync(file, bytes, ct);
    }

    /// <summary>A ring with a star and words around it, as thick as rubber prints.</summary>
    private static double Seal(IReadOnlyList<(double X, double Y)> seals, double x, double y)
    {
        foreach (var (cx, cy) in seals)
        {
            var (dx, dy) = ((x - cx) / SealRadius, (y - cy) / SealRadius);
            var far = Math.Sqrt((dx * dx) + (dy * dy));
            if (far > 1)
            {
                continue;
            }

            var around = Math.Atan2(dy, dx) * 9 / Math.PI;
            var star = far < 0.32 * (0.6 + (0.4 * Math.Cos(Math.Atan2(dx, -dy) * 5)));
            if (far > 0.94 || star || (far is > 0.62 and < 0.84 && around - Math.Floor(around) < 0.6 && Math.Sin(far * 60) > -0.4))
            {
                return 0.9;
            }
        }

        return 0;
    }

    private Darkness WithHands(Darkness page, IReadOnlyList<Box> hands)
    {
        var points = (float[])page.Points.Clone();
        foreach (var hand in hands)
        {
            var (x, y) = (hand.Left + 4.0, hand.Top + (hand.Height / 2.0));
            for (var stroke = 0; stroke < 7; stroke++)
            {
                var (tx, ty) = (hand.Left + (hand.Width * (stroke + dice.NextDouble()) / 7.0), hand.Top + (hand.Height * dice.NextDouble()));
                for (var step = 0; step < 60; step++)
                {
                    var (px, py) = ((int)(x + ((tx - x) * step / 60)), (int)(y + ((ty - y) * step / 60)));
                    for (var k = 0; k < 9; k++)
                    {
                        var (qx, qy) = (px + (k % 3), py + (k / 3));
                        if (hand.Holds(qx, qy))
                        {
                            points[(qy * page.Width) + qx] = 0.85f;
                        }
                    }
                }

                (x, y) = (tx, ty);
            }
        }

        return new(page.Width, page.Height, points);
    }
}
