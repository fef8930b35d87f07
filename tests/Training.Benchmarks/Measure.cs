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
    public static async Task<(Cost Product, Cost Lower)> SideBySideAsync(Func<Task> product, Func<Task> lower, int rounds, int warmUp = 3)
    {
        var (ours, theirs) = (new List<Cost>(), new List<Cost>());
        for (var round = -warmUp; round < rounds; round++)
        {
            var (one, other) = (await OnceAsync(product), await OnceAsync(lower));
            if (round >= 0)
            {
                ours.Add(one);
                theirs.Add(other);
            }
        }

        return (Median(ours), Median(theirs));
    }

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
