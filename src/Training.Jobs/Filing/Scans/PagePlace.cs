namespace Training.Jobs.Filing.Scans;

/// <summary>Where the sheet's page lies on a scan, and how well the two agree there, from -1 to 1.</summary>
public sealed record PagePlace(Projection Onto, double Agreement);

/// <summary>
/// Lays the rendering of a page over a scan of it: first turned, scaled and moved in coarse steps, then led downhill to the best place by
/// growing pictures, with the lean of a photograph. It follows the whole page and never single figures, so nothing that was changed is
/// pulled straight.
/// </summary>
public static class FindPage
{
    /// <summary>About ten points an inch.</summary>
    private const int Coarse = 20;

    private const int Kept = 5;

    private static readonly double[] Sizes = [1.04, 0.98, 0.92, 0.86, 0.8, 0.74, 0.68, 0.62];

    private static readonly int[] Leans = [-9, -6, -3, 0, 3, 6, 9];

    public static PagePlace On(Darkness scan, Darkness page)
    {
        var places = new List<(Projection Onto, double Agreement)>();
        // The scan is brought to the size of the page first, so that both are shrunk alike.
        var ratio = Math.Max(scan.Width, scan.Height) / (double)Math.Max(page.Width, page.Height);
        var times = Math.Max(1, (int)Math.Round(Coarse * ratio));
        var (smallScan, smallPage) = (scan.Shrunk(times).Blurred(1.3f), page.Shrunk(Coarse).Blurred(1.3f));
        foreach (var size in Sizes)
        {
            for (var quarter = 0; quarter < 4; quarter++)
            {
                foreach (var lean in Leans)
                {
                    places.AddRange(Tried(smallScan, smallPage, size * ratio * Coarse / times, ((quarter * 90) + lean) * Math.PI / 180));
                }
            }
        }

        var best = places.OrderByDescending(p => p.Agreement).Take(Kept)
            .Select(p => Led(smallScan, smallPage, p.Onto, 25)).OrderByDescending(p => p.Agreement).Take(2).Select(p => p.Onto.Shrunk(1.0 / Coarse, 1.0 / times)).ToList();
        foreach (var by in (int[])[10, 5, 2])
        {
            var scanBy = Math.Max(1, (int)Math.Round(by * ratio));
            var (nearScan, nearPage) = (scan.Shrunk(scanBy).Blurred(1f), page.Shrunk(by).Blurred(1f));
            best = [.. best.Select(p => Led(nearScan, nearPage, p.Shrunk(by, scanBy), by == 2 ? 6 : 15)).OrderByDescending(p => p.Agreement).Take(1).Select(p => p.Onto.Shrunk(1.0 / by, 1.0 / scanBy))];
        }

        var last = (scan.Shrunk(Math.Max(1, (int)Math.Round(5 * ratio))).Blurred(1f), page.Shrunk(5).Blurred(1f));
        return new(best[0], Agreement(last.Item1, last.Item2, best[0].Shrunk(5, Math.Max(1, (int)Math.Round(5 * ratio))), 1));
    }

    private static IEnumerable<(Projection, double)> Tried(Darkness scan, Darkness page, double size, double angle)
    {
        var (cos, sin) = (size * Math.Cos(angle), size * Math.Sin(angle));
        var (w, h) = ((Math.Abs(cos) * page.Width) + (Math.Abs(sin) * page.Height), (Math.Abs(sin) * page.Width) + (Math.Abs(cos) * page.Height));
        var (overX, overY) = (Math.Abs(scan.Width - w) / 2, Math.Abs(scan.Height - h) / 2);
        if (w > scan.Width * 1.18 || h > scan.Height * 1.18)
        {
            yield break;
        }

        (Projection Onto, double Agreement) best = (Projection.Same, -2);
        for (var dy = -overY - 4; dy <= overY + 4; dy += 3)
        {
            for (var dx = -overX - 4; dx <= overX + 4; dx += 3)
            {
                var (cx, cy) = ((scan.Width / 2.0) + dx, (scan.Height / 2.0) + dy);
                var onto = new Projection(cos, -sin, cx - (cos * page.Width / 2) + (sin * page.Height / 2), sin, cos, cy - (sin * page.Width / 2) - (cos * page.Height / 2), 0, 0);
                var agreement = Agreement(scan, page, onto, 3);
                if (agreement > best.Agreement)
                {
                    best = (onto, agreement);
                }
            }
        }

        yield return best;
    }

    /// <summary>Correlation of what both show.</summary>
    private static double Agreement(Darkness scan, Darkness page, Projection onto, int step)
    {
        double n = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
        for (var y = step / 2; y < page.Height; y += step)
        {
            for (var x = step / 2; x < page.Width; x += step)
            {
                var (u, v) = onto.Of(x, y);
                double s = scan.Holds(u, v) ? scan.At(u, v) : 0, p = page[x, y];
                n++;
                a += s;
                b += p;
                aa += s * s;
                bb += p * p;
                ab += s * p;
            }
        }

        var (va, vb) = (aa - (a * a / n), bb - (b * b / n));
        return va <= 1e-9 || vb <= 1e-9 ? -1 : (ab - (a * b / n)) / Math.Sqrt(va * vb);
    }

    /// <summary>Gauss and Newton over the eight numbers of the map, damped.</summary>
    private static (Projection Onto, double Agreement) Led(Darkness scan, Darkness page, Projection start, int rounds)
    {
        var (onto, best) = (start, Agreement(scan, page, start, 1));
        var damping = 1e-3;
        for (var round = 0; round < rounds && damping < 10; round++)
        {
            var normal = Normal(scan, page, onto);
            for (; damping < 10; damping *= 6)
            {
                if (Step(normal, onto, damping) is { } next && Agreement(scan, page, next, 1) is var agreement && agreement > best)
                {
                    var gained = agreement - best;
                    (onto, best, damping) = (next, agreement, Math.Max(1e-6, damping / 10));
                    if (gained < 1e-5)
                    {
                        return (onto, best);
                    }

                    break;
                }
            }
        }

        return (onto, best);
    }

    private static Projection? Step(double[,] normal, Projection at, double damping)
    {
        // Scaled by the diagonal: the numbers of the map differ by six orders of magnitude.
        var scale = Enumerable.Range(0, 8).Select(i => Math.Sqrt(Math.Max(normal[i, i], 1e-30))).ToArray();
        var rows = new double[8, 9];
        for (var i = 0; i < 8; i++)
        {
            for (var k = 0; k < 8; k++)
            {
                rows[i, k] = normal[i, k] / (scale[i] * scale[k]);
            }

            rows[i, i] += damping;
            rows[i, 8] = normal[i, 8] / scale[i];
        }

        return Linear.Solve(rows) is { } s
            ? new(at.A + (s[0] / scale[0]), at.B + (s[1] / scale[1]), at.C + (s[2] / scale[2]), at.D + (s[3] / scale[3]), at.E + (s[4] / scale[4]), at.F + (s[5] / scale[5]), at.G + (s[6] / scale[6]), at.H + (s[7] / scale[7]))
            : null;
    }

    private static double[,] Normal(Darkness scan, Darkness page, Projection onto)
    {
        var (gain, lift) = Brightness(scan, page, onto);
        var normal = new double[8, 9];
        Span<double> j = stackalloc double[8];
        for (var y = 0; y < page.Height; y++)
        {
            for (var x = 0; x < page.Width; x++)
            {
                var (u, v) = onto.Of(x, y);
                if (!scan.Holds(u - 1, v - 1) || !scan.Holds(u + 1, v + 1))
                {
                    continue;
                }

                var (su, sv) = (gain * (scan.At(u + 1, v) - scan.At(u - 1, v)) / 2, gain * (scan.At(u, v + 1) - scan.At(u, v - 1)) / 2);
                if ((su * su) + (sv * sv) < 1e-5)
                {
                    continue;
                }

                var error = Math.Clamp(page[x, y] - ((gain * scan.At(u, v)) + lift), -0.3, 0.3);
                var w = (onto.G * x) + (onto.H * y) + 1;
                (j[0], j[1], j[2]) = (su * x / w, su * y / w, su / w);
                (j[3], j[4], j[5]) = (sv * x / w, sv * y / w, sv / w);
                var both = -((su * u) + (sv * v)) / w;
                (j[6], j[7]) = (both * x, both * y);
                for (var i = 0; i < 8; i++)
                {
                    for (var k = i; k < 8; k++)
                    {
                        normal[i, k] += j[i] * j[k];
                    }

                    normal[i, 8] += j[i] * error;
                }
            }
        }

        for (var i = 0; i < 8; i++)
        {
            for (var k = 0; k < i; k++)
            {
                normal[i, k] = normal[k, i];
            }
        }

        return normal;
    }

    private static (double Gain, double Lift) Brightness(Darkness scan, Darkness page, Projection onto)
    {
        double n = 0, a = 0, b = 0, aa = 0, bb = 0;
        for (var y = 0; y < page.Height; y += 2)
        {
            for (var x = 0; x < page.Width; x += 2)
            {
                var (u, v) = onto.Of(x, y);
                if (scan.Holds(u, v))
                {
                    double s = scan.At(u, v), p = page[x, y];
                    n++;
                    a += s;
                    b += p;
                    aa += s * s;
                    bb += p * p;
                }
            }
        }

        if (n < 10)
        {
            return (1, 0);
        }

        var gain = Math.Sqrt(Math.Max(1e-9, (bb / n) - (b * b / n / n)) / Math.Max(1e-9, (aa / n) - (a * a / n / n)));
        return (gain, (b / n) - (gain * a / n));
    }
}
