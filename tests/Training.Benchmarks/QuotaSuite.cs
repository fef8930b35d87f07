using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Testing;

namespace Training.Benchmarks;

/// <summary>
/// The monthly check's figures for a city: every metric for every station of one month, against the same statements sent bare through
/// ADO.NET and read to the end; and the largest metric against a statement written by hand.
/// </summary>
internal static class QuotaSuite
{
    private static readonly Month October = Month.From(2026, 10);

    public static async Task RunAsync()
    {
        await RunAsync(DatabaseProvider.Sqlite);
        if (PostgresServer.IsThere)
        {
            await RunAsync(DatabaseProvider.Postgres);
        }
    }

    private static async Task RunAsync(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        var counter = new StatementCounter();
        await using (var db = Database.Opener(database)())
        {
            await SampleCity.FillAsync(db);
            if (on == DatabaseProvider.Postgres)
            {
                await db.Database.ExecuteSqlRawAsync("ANALYZE");
            }
        }

        var window = new MetricWindow { Codes = RegionCodes.RangeOf(Places.City), First = October, Last = October, CutOff = October.LastDay, People = 30, Minutes = 60 };
        await AllMetricsAsync(on, database, counter, window);
        await LargestMetricAsync(on, database, counter, window);
    }

    private static async Task AllMetricsAsync(DatabaseProvider on, TestDatabase database, StatementCounter counter, MetricWindow window)
    {
        var rows = 0;
        var statements = 0;
        await using var lower = Database.Opener(database)();
        var open = Database.Opener(database, counter);
        await lower.Database.OpenConnectionAsync();
        var commands = MetricRegistry.Names.Select(name => MetricTallies.ByStation(lower, name, window, 1).CreateDbCommand()).ToList();
        var (product, bare) = await Measure.SideBySideAsync(
            async () =>
            {
                counter.Take();
                rows = 0;
                await using var db = open();
                foreach (var name in MetricRegistry.Names)
                {
                    await foreach (var tally in MetricTallies.ByStation(db, name, window, 1).AsAsyncEnumerable())
                    {
                        rows++;
                    }
                }

                statements = counter.Take();
            },
            async () =>
            {
                foreach (var command in commands)
                {
                    await ReadAllAsync(command);
                }
            },
            rounds: 21, warmUp: 40);
        Measure.Print(new
        {
            suite = "quota", name = "every metric, every station, one month", provider = on.ToString(), stations = SampleCity.Stations, rows, statements,
            metrics = MetricRegistry.Names.Count, cpu_ms = Measure.Rounded(product.CpuMs), wall_ms = Measure.Rounded(product.WallMs),
            lower_cpu_ms = Measure.Rounded(bare.CpuMs), lower_wall_ms = Measure.Rounded(bare.WallMs), ratio = Measure.Rounded(product.WallMs / bare.WallMs),
        });
    }

    private static async Task LargestMetricAsync(DatabaseProvider on, TestDatabase database, StatementCounter counter, MetricWindow window)
    {
        const string ByHand = """
            SELECT s."StationId", COUNT(*), SUM(CASE WHEN p.n >= 30 THEN 1 ELSE 0 END), MIN(p.n)
            FROM "Session" s
            LEFT JOIN (
                SELECT e."SessionId" AS id, COUNT(DISTINCT COALESCE(q."CanonicalId", e."PersonId", -e."WalkInId")) AS n
                FROM "RollEntry" e LEFT JOIN "Person" q ON q."Id" = e."PersonId"
                WHERE e."Month" = 202610 AND e."RegionCode" >= 410900000000 AND e."RegionCode" < 411000000000
                  AND e."Present" AND NOT e."InConflict" AND NOT e."IsStaff"
                GROUP BY e."SessionId") p ON p.id = s."Id"
            WHERE s."Month" = 202610 AND s."RegionCode" >= 410900000000 AND s."RegionCode" < 411000000000 AND s."Status" = 'Held'
            GROUP BY s."StationId" ORDER BY s."StationId"
            """;
        var (found, expected) = (0, 0);
        await using var lower = Database.Opener(database)();
        var open = Database.Opener(database, counter);
        await lower.Database.OpenConnectionAsync();
        await using var command = lower.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // a constant
        command.CommandText = ByHand;
#pragma warning restore CA2100
        var (product, bare) = await Measure.SideBySideAsync(
            async () =>
            {
                found = 0;
                await using var db = open();
                await foreach (var tally in MetricTallies.ByStation(db, OnSiteMetrics.People, window, 30).AsAsyncEnumerable())
                {
                    found += tally.RowsMet;
                }
            },
            async () =>
            {
                expected = 0;
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                {
                    expected += reader.GetInt32(2);
                }
            },
            rounds: 41, warmUp: 60);
        if (found != expected)
        {
            throw new InvalidOperationException($"The metric finds {found} sessions of 30 people, the statement by hand {expected}.");
        }

        Measure.Print(new
        {
            suite = "quota", name = "people of each session, every station, one month", provider = on.ToString(), sessions_of_30 = found,
            cpu_ms = Measure.Rounded(product.CpuMs), wall_ms = Measure.Rounded(product.WallMs),
            lower_cpu_ms = Measure.Rounded(bare.CpuMs), lower_wall_ms = Measure.Rounded(bare.WallMs), ratio = Measure.Rounded(product.WallMs / bare.WallMs),
        });
    }

    private static async Task ReadAllAsync(DbCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        var values = new object[reader.FieldCount];
        while (await reader.ReadAsync())
        {
            reader.GetValues(values);
        }
    }
}
