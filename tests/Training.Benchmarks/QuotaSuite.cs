using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Testing;

namespace Training.Benchmarks;

/// <summary>
/// The monthly check of a city: every item and reading for every station, against its own statements sent bare through ADO.NET and read to
/// the end; and the largest metric against a statement written by hand.
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
        await CheckAsync(on, database, counter);
        await LargestMetricAsync(on, database, counter, window);
    }

    private static async Task CheckAsync(DatabaseProvider on, TestDatabase database, StatementCounter counter)
    {
        var clock = FakeClock.Shanghai(2026, 11, 6);
        await using (var db = Database.Opener(database)())
        {
            await new ImportStandard(db, clock).EnsureShippedAsync();
        }

        var recorder = new CommandRecorder();
        await using (var db = Database.Opener(database, recorder)())
        {
            await EvaluateAsync(db);
            recorder.Stop();
        }

        await using var lower = Database.Opener(database)();
        await lower.Database.OpenConnectionAsync();
        var commands = recorder.Replayable(lower.Database.GetDbConnection());
        var open = Database.Opener(database, counter);
        var (found, statements) = (0, 0);

        await CompareAsync("the check of one month, evaluated", async () =>
        {
            await using var db = open();
            found = (await EvaluateAsync(db)).Outcomes.Count;
        });
        await CompareAsync("the same, compared with the stored findings and stored", async () =>
        {
            await using var db = open();
            var report = await new MonthlyCheck(db, new StandardInForce(db), new EvaluateStandard(db), clock).RunAsync(October, Places.City, Actor.Job);
            found = report.Ok ? report.Value.Findings : throw new InvalidOperationException(report.Refusal.Message);
        });

        async Task CompareAsync(string name, Func<Task> work)
        {
            var (product, bare) = await Measure.SideBySideAsync(
                async () =>
                {
                    counter.Take();
                    await work();
                    statements = counter.Take();
                },
                async () =>
                {
                    foreach (var command in commands)
                    {
                        await ReadAllAsync(command);
                    }
                },
                rounds: 21, warmUp: 25);
            Measure.Print(new
            {
                suite = "quota", name, provider = on.ToString(), stations = SampleCity.Stations, found, statements,
                cpu_ms = Measure.Rounded(product.CpuMs), wall_ms = Measure.Rounded(product.WallMs),
                lower_cpu_ms = Measure.Rounded(bare.CpuMs), lower_wall_ms = Measure.Rounded(bare.WallMs), ratio = Measure.Rounded(product.WallMs / bare.WallMs),
            });
        }
    }

    private static async Task<Evaluation> EvaluateAsync(TrainingDbContext db) => await new EvaluateStandard(db).RunAsync(new EvaluationRequest
    {
        Standard = await new StandardInForce(db).ForAsync(October, Places.City),
        RegionCode = Places.City,
        Period = SheetPeriod.Of(October),
        Today = new DateOnly(2026, 11, 6),
        WithAlternatives = true,
    });

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

    internal static async Task ReadAllAsync(DbCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        var values = new object[reader.FieldCount];
        while (await reader.ReadAsync())
        {
            reader.GetValues(values);
        }
    }
}
