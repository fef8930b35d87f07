using System.Data.Common;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Training.Benchmarks;

/// <summary>What one round cost, as the median of its rounds: CPU of this process, and time by the clock.</summary>
internal readonly record struct Cost(double CpuMs, double WallMs);

internal static class Measure
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Takes the two turn and turn about, so that what else the machine does falls on both alike. The first rounds (compilation, caches) are
    /// not counted.
    /// </summary>
    public static async Task<(Cost Product, Cost Lower)> SideBySideAsync(Func<Task> product, Func<Task> lower, int rounds, int warmUp = 3) =>
        Medians(await PairsAsync(product, lower, rounds, warmUp));

    /// <summary>The same, each pair for itself.</summary>
    /// <param name="product">What the product does.</param>
    /// <param name="lower">What nobody can do without.</param>
    /// <param name="rounds">Counted pairs.</param>
    /// <param name="warmUp">Pairs before them.</param>
    /// <param name="first">The product's part of the first pair, where it was measured before.</param>
    public static async Task<IReadOnlyList<(Cost Product, Cost Lower)>> PairsAsync(Func<Task> product, Func<Task> lower, int rounds, int warmUp, Cost? first = null)
    {
        var pairs = new List<(Cost, Cost)>();
        for (var round = -warmUp; round < rounds; round++)
        {
            var one = first ?? await OnceAsync(product);
            first = null;
            var pair = (one, await OnceAsync(lower));
            if (round >= 0)
            {
                pairs.Add(pair);
            }
        }

        return pairs;
    }

    public static (Cost Product, Cost Lower) Medians(IReadOnlyList<(Cost Product, Cost Lower)> pairs) => (Median([.. pairs.Select(p => p.Product)]), Median([.. pairs.Select(p => p.Lower)]));

    public static async Task<Cost> OnceAsync(Func<Task> what)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await what();
        return new Cost((Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds, watch.Elapsed.TotalMilliseconds);
    }

    public static void Print(object line) => Console.WriteLine(JsonSerializer.Serialize(line, Json));

    public static double Rounded(double value) => Math.Round(value, 2);

    private static Cost Median(List<Cost> costs) => new(
        costs.Select(c => c.CpuMs).Order().ElementAt(costs.Count / 2),
        costs.Select(c => c.WallMs).Order().ElementAt(costs.Count / 2));
}

/// <summary>Counts the statements that the product sends.</summary>
internal sealed class StatementCounter : DbCommandInterceptor
{
    private int count;

    public int Count => Volatile.Read(ref count);

    public int Take() => Interlocked.Exchange(ref count, 0);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref count);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref count);
        return ValueTask.FromResult(result);
    }
}
