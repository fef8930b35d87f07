using System.Numerics;
using System.Runtime.InteropServices;

namespace Training.Jobs.Filing.Scans;

/// <summary>How dark each point of a page is, from 0 (its paper) to 1. Of colour only the red is looked at, in which red seals are as light as paper.</summary>
public sealed class Darkness(int width, int height, float[] points)
{
    private const int Block = 40;

    public int Width { get; } = width;

    public int Height { get; } = height;

    public float[] Points { get; } = points;

    public float this[int x, int y] => Points[(y * Width) + x];

    /// <summary>Shade is taken away: what counts as paper is found anew every few millimetres.</summary>
    /// <param name="light">0 to 255 a point; taken over.</param>
    public static Darkness OfLight(int width, int height, float[] light)
    {
        var (columns, rows) = ((width + Block - 1) / Block, (height + Block - 1) / Block);
        var white = new float[columns * rows];
        var counts = new int[256];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                Array.Clear(counts);
                var seen = 0;
                for (var y = row * Block; y < Math.Min(height, (row + 1) * Block); y++)
                {
                    for (var x = column * Block; x < Math.Min(width, (column + 1) * Block); x++, seen++)
                    {
                        counts[(int)Math.Clamp(light[(y * width) + x], 0, 255)]++;
                    }
                }

                var (value, above) = (255, 0);
                while (value > 1 && (above += counts[value]) < seen * 3 / 10)
                {
                    value--;
                }

                white[(row * columns) + column] = value;
            }
        }

        var paper = new Darkness(columns, rows, white).Blurred(1.2f);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var i = (y * width) + x;
                light[i] = Math.Clamp(1 - (light[i] / Math.Max(40, paper.At((x / (float)Block) - 0.5f, (y / (float)Block) - 0.5f))), 0, 1);
            }
        }

        return new(width, height, light);
    }

    /// <summary>Between points, by the four around; at the border the border.</summary>
    public float At(float x, float y)
    {
        x = Math.Clamp(x, 0, Width - 1.001f);
        y = Math.Clamp(y, 0, Height - 1.001f);
        var (left, top) = ((int)x, (int)y);
        var (right, bottom) = (Math.Min(left + 1, Width - 1), Math.Min(top + 1, Height - 1));
        var (fx, fy) = (x - left, y - top);
        var upper = (Points[(top * Width) + left] * (1 - fx)) + (Points[(top * Width) + right] * fx);
        var lower = (Points[(bottom * Width) + left] * (1 - fx)) + (Points[(bottom * Width) + right] * fx);
        return (upper * (1 - fy)) + (lower * fy);
    }

    public bool Holds(float x, float y) => x >= 0 && y >= 0 && x <= Width - 1 && y <= Height - 1;

    /// <param name="sigma">Points; nothing below a quarter.</param>
    public Darkness Blurred(float sigma)
    {
        if (sigma < 0.25f)
        {
            return this;
        }

        var reach = (int)MathF.Ceiling(sigma * 2.5f);
        var kernel = Enumerable.Range(-reach, (2 * reach) + 1).Select(i => MathF.Exp(-i * i / (2 * sigma * sigma))).ToArray();
        var sum = kernel.Sum();
        for (var i = 0; i < kernel.Length; i++)
        {
            kernel[i] /= sum;
        }

        var across = new float[Points.Length];
        var edged = new float[Width + (2 * reach)];
        for (var y = 0; y < Height; y++)
        {
            var row = Points.AsSpan(y * Width, Width);
            edged.AsSpan(0, reach).Fill(row[0]);
            row.CopyTo(edged.AsSpan(reach));
            edged.AsSpan(reach + Width).Fill(row[^1]);
            for (var k = 0; k < kernel.Length; k++)
            {
                Add(edged.AsSpan(k, Width), kernel[k], across.AsSpan(y * Width, Width));
            }
        }

        var down = new float[Points.Length];
        for (var y = 0; y < Height; y++)
        {
            for (var k = -reach; k <= reach; k++)
            {
                Add(across.AsSpan(Math.Clamp(y + k, 0, Height - 1) * Width, Width), kernel[k + reach], down.AsSpan(y * Width, Width));
            }
        }

        return new(Width, Height, down);
    }

    private static void Add(ReadOnlySpan<float> from, float weight, Span<float> to)
    {
        var many = MemoryMarshal.Cast<float, Vector<float>>(from);
        var manyTo = MemoryMarshal.Cast<float, Vector<float>>(to);
        for (var i = 0; i < many.Length; i++)
        {
            manyTo[i] += many[i] * weight;
        }

        for (var i = many.Length * Vector<float>.Count; i < from.Length; i++)
        {
            to[i] += from[i] * weight;
        }
    }

    /// <summary>So many times smaller, each point the mean of those it stands for.</summary>
    public Darkness Shrunk(int times)
    {
        var (width, height) = (Width / times, Height / times);
        var points = new float[width * height];
        for (var y = 0; y < height * times; y++)
        {
            for (var x = 0; x < width * times; x++)
            {
                points[(y / times * width) + (x / times)] += Points[(y * Width) + x];
            }
        }

        for (var i = 0; i < points.Length; i++)
        {
            points[i] /= times * times;
        }

        return new(width, height, points);
    }

    /// <summary>This picture seen through a map from the points of another.</summary>
    public Darkness Seen(int width, int height, Projection through)
    {
        var points = new float[width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (u, v) = through.Of(x, y);
                points[(y * width) + x] = Holds(u, v) ? At(u, v) : 0;
            }
        }

        return new(width, height, points);
    }

    /// <summary>As a PGM, for tools that read pictures.</summary>
    public Task WriteAsync(string file, CancellationToken ct) => File.WriteAllBytesAsync(
        file, [.. System.Text.Encoding.ASCII.GetBytes(FormattableString.Invariant($"P5\n{Width} {Height}\n255\n")), .. Points.Select(p => (byte)(255 * (1 - Math.Clamp(p, 0, 1))))], ct);
}
