namespace Training.Jobs.Filing.Scans;

/// <summary>Where a point of one flat picture lies in another: turned, scaled, leant and seen from aside.</summary>
public readonly record struct Projection(double A, double B, double C, double D, double E, double F, double G, double H)
{
    public static readonly Projection Same = new(1, 0, 0, 0, 1, 0, 0, 0);

    public (float X, float Y) Of(double x, double y)
    {
        var w = (G * x) + (H * y) + 1;
        return ((float)(((A * x) + (B * y) + C) / w), (float)(((D * x) + (E * y) + F) / w));
    }

    /// <summary>The same map between both pictures made so many times smaller, or larger below 1.</summary>
    public Projection Shrunk(double from, double to) => new(A * from / to, B * from / to, C / to, D * from / to, E * from / to, F / to, G * from, H * from);

    /// <summary>Turned, scaled and moved only, so that the given points fall on the others as nearly as may be.</summary>
    public static Projection Fitting(IReadOnlyList<(double X, double Y)> from, IReadOnlyList<(double X, double Y)> to)
    {
        var (fx, fy) = (from.Average(p => p.X), from.Average(p => p.Y));
        var (tx, ty) = (to.Average(p => p.X), to.Average(p => p.Y));
        double dot = 0, cross = 0, size = 0;
        for (var i = 0; i < from.Count; i++)
        {
            var (x, y, u, v) = (from[i].X - fx, from[i].Y - fy, to[i].X - tx, to[i].Y - ty);
            dot += (x * u) + (y * v);
            cross += (x * v) - (y * u);
            size += (x * x) + (y * y);
        }

        var (a, b) = (dot / size, cross / size);
        return new(a, -b, tx - (a * fx) + (b * fy), b, a, ty - (b * fx) - (a * fy), 0, 0);
    }

    /// <summary>The one map that takes four points to four others.</summary>
    public static Projection OfCorners(IReadOnlyList<(double X, double Y)> from, IReadOnlyList<(double X, double Y)> to)
    {
        var matrix = new double[8, 9];
        for (var i = 0; i < 4; i++)
        {
            var (x, y, u, v) = (from[i].X, from[i].Y, to[i].X, to[i].Y);
            double[] first = [x, y, 1, 0, 0, 0, -u * x, -u * y, u];
            double[] second = [0, 0, 0, x, y, 1, -v * x, -v * y, v];
            for (var k = 0; k < 9; k++)
            {
                matrix[2 * i, k] = first[k];
                matrix[(2 * i) + 1, k] = second[k];
            }
        }

        return Linear.Solve(matrix) is { } s ? new(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]) : Same;
    }
}

/// <summary>Small systems of equations.</summary>
internal static class Linear
{
    /// <param name="rows">Coefficients, and the right side as last column; written over.</param>
    /// <returns>Null when there is not one answer.</returns>
    public static double[]? Solve(double[,] rows)
    {
        var n = rows.GetLength(0);
        for (var i = 0; i < n; i++)
        {
            var pivot = Enumerable.Range(i, n - i).MaxBy(r => Math.Abs(rows[r, i]));
            if (Math.Abs(rows[pivot, i]) < 1e-14)
            {
                return null;
            }

            for (var k = i; k <= n; k++)
            {
                (rows[i, k], rows[pivot, k]) = (rows[pivot, k], rows[i, k]);
            }

            for (var r = 0; r < n; r++)
            {
                var by = r == i ? 0 : rows[r, i] / rows[i, i];
                for (var k = i; by != 0 && k <= n; k++)
                {
                    rows[r, k] -= by * rows[i, k];
                }
            }
        }

        return [.. Enumerable.Range(0, n).Select(i => rows[i, n] / rows[i, i])];
    }
}
