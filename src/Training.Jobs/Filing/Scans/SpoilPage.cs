using System.Globalization;

namespace Training.Jobs.Filing.Scans;

/// <summary>Makes of a rendered page what a scanner or a telephone would: for drills.</summary>
public sealed class SpoilPage(Random dice)
{
    /// <summary>Of 255 steps of light: below is ink in black and white. The page's hairlines are grey at the drill's resolution and black on paper: a darker limit would lose them.</summary>
    private const double Threshold = 180;

    private const double SealRadius = 20 / 25.4 * SheetPage.DotsAnInch;

    /// <param name="page">At <see cref="SheetPage.DotsAnInch"/>.</param>
    /// <param name="how">What happens to it.</param>
    /// <param name="file">A PPM that is written.</param>
    public async Task RunAsync(Darkness page, Spoiling how, string file, CancellationToken ct = default)
    {
        var inked = Pen.Onto(page, how.Hands.Select(Signature).Concat(how.Strokes));
        inked = how.Loss == CodeLoss.Smear ? Smeared(inked, how.Qr) : inked;
        var kept = how.Kept(page);
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

        var (middle, blot) = ((X: (how.Qr.Left + how.Qr.Right) / 2.0, Y: (how.Qr.Top + how.Qr.Bottom) / 2.0), how.Qr.Width * 0.55);
        var (sx, sy) = (dice.NextDouble(), dice.NextDouble());
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (u, v) = back.Of(x, y);
                var i = (y * width) + x;
                var shade = 1 - (how.Shade * Math.Clamp(((sx * x / width) + (sy * y / height)) / (sx + sy + 0.01), 0, 1));
                if (!page.Holds(u, v) || u > kept.Right || v > kept.Bottom)
                {
                    (light[0][i], light[1][i], light[2][i]) = how.Margin > 0 ? ((float)(120 * shade), (float)(95 * shade), (float)(70 * shade)) : (250, 250, 250);
                    continue;
                }

                var paper = (1 - (0.92 * inked.At(u, v))) * 245 * shade;
                if (how.Loss is CodeLoss.RedSeal or CodeLoss.BlackSeal && Math.Sqrt(Math.Pow(u - middle.X, 2) + Math.Pow(v - middle.Y, 2)) < blot)
                {
                    var black = how.Loss == CodeLoss.BlackSeal ? 0.85 : 0;
                    (light[0][i], light[1][i], light[2][i]) = Tinted(how.Tone, paper * (1 - Math.Max(0.1, black)), paper * (1 - Math.Max(0.75, black)), paper * (1 - Math.Max(0.7, black)));
                    continue;
                }

                var seal = Seal(how.Seals, u, v);
                (light[0][i], light[1][i], light[2][i]) = Tinted(how.Tone, paper * (1 - (0.12 * seal)), paper * (1 - (0.8 * seal)), paper * (1 - (0.75 * seal)));
            }
        }

        await WriteAsync(file, width, height, [.. light.Select(l => new Darkness(width, height, l).Blurred(how.Blur).Points)], how, ct);
    }

    /// <summary>Without colour all three are as light as eyes find them.</summary>
    private static (float Red, float Green, float Blue) Tinted(Tone tone, double red, double green, double blue)
    {
        var grey = (float)((0.299 * red) + (0.587 * green) + (0.114 * blue));
        return tone == Tone.Colour ? ((float)red, (float)green, (float)blue) : (grey, grey, grey);
    }

    private async Task WriteAsync(string file, int width, int height, float[][] light, Spoiling how, CancellationToken ct)
    {
        var head = System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P6\n{width} {height}\n255\n"));
        var bytes = new byte[head.Length + (width * height * 3)];
        head.CopyTo(bytes, 0);
        for (var i = 0; i < width * height; i++)
        {
            // Nearly normal, and the same in all colours as the grain of a sensor's brightness is.
            var grain = (dice.NextDouble() + dice.NextDouble() + dice.NextDouble() - 1.5) * 2 * how.Noise;
            for (var channel = 0; channel < 3; channel++)
            {
                bytes[head.Length + (3 * i) + channel] = how.Tone == Tone.BlackAndWhite ? (byte)(light[channel][i] + grain < Threshold ? 0 : 255) : (byte)Math.Clamp(light[channel][i] + grain, 0, 255);
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

    /// <summary>Signatures, in the boxes where they belong.</summary>
    private IReadOnlyList<(double X, double Y)> Signature(Box hand) =>
        [(hand.Left + 4.0, hand.Top + (hand.Height / 2.0)), .. Enumerable.Range(0, 7).Select(stroke => (hand.Left + (hand.Width * (stroke + dice.NextDouble()) / 7.0), hand.Top + (hand.Height * dice.NextDouble())))];

    private static Darkness Smeared(Darkness page, Box at)
    {
        var (wide, points, blurred) = (at.Grown(8), (float[])page.Points.Clone(), page.Blurred(7));
        for (var y = wide.Top; y < wide.Bottom; y++)
        {
            for (var x = wide.Left; x < wide.Right && page.Holds(x, y); x++)
            {
                points[(y * page.Width) + x] = blurred[x, y];
            }
        }

        return new(page.Width, page.Height, points);
    }
}
