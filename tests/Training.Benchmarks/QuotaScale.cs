using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Testing;

namespace Training.Benchmarks;

/// <summary>
/// One month of 120, 12,000 or 620,000 stations (all villages of the country) judged, every item and reading, each station-month handed on as it
/// is judged; against the same statements sent bare, whose rows are read and dropped. With the peak of memory that each needs.
/// </summary>
internal static class QuotaScale
{
    private const int MostOfFullSize = 12_000;

    private static readonly Month October = Month.From(2026, 10);

    public static async Task RunAsync(int stations)
    {
        await RunAsync(DatabaseProvider.Sqlite, stations);
        if (PostgresServer.IsThere)
        {
            await RunAsync(DatabaseProvider.Postgres, stations);
        }
    }

    private static async Task RunAsync(DatabaseProvider on, int stations)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using (var db = Database.Opener(database)())
        {
            // A class of 30 in each village of the country would be 40 million rows that cost hours to write and are added up by the database alone.
            await SampleCity.FillAsync(db, 10, 10, stations <= MostOfFullSize ? 45 : 2);
            if (stations > SampleCity.Stations)
            {
                await CityCopies.AddAsync(db, (stations / SampleCity.Stations) - 1);
            }

            await db.Database.ExecuteSqlRawAsync("ANALYZE");
            await new ImportStandard(db, FakeClock.Shanghai(2026, 11, 6)).EnsureShippedAsync();
        }

        // What the filling cached is not the check's.
        SqliteConnection.ClearAllPools();
        var recorder = new CommandRecorder();
        long judged;
        var before = MemoryPeak.Reset();
        await using (var db = Database.Opener(database, recorder)())
        {
            judged = await JudgeAsync(db);
            recorder.Stop();
        }

        var peak = MemoryPeak.Megabytes();
        await using var lower = Database.Opener(database)();
        lower.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        await lower.Database.OpenConnectionAsync();
        var commands = recorder.Replayable(lower.Database.GetDbConnection());
        foreach (var command in commands)
        {
            command.CommandTimeout = 3600;
        }

        var bareBefore = MemoryPeak.Reset();
        await ReadAsync();
        var barePeak = MemoryPeak.Megabytes();
        var (product, bare) = await Measure.SideBySideAsync(
            async () =>
            {
                await using var db = Database.Opener(database)();
                await JudgeAsync(db);
            },
            ReadAsync,
            rounds: stations <= SampleCity.Stations ? 21 : stations <= MostOfFullSize ? 5 : 1,
            warmUp: stations <= SampleCity.Stations ? 20 : stations <= MostOfFullSize ? 1 : 0);
        Measure.Print(new
        {
            suite = "quota", name = "one month judged, streamed", provider = on.ToString(), stations, judged, statements = commands.Count,
            cpu_ms = Measure.Rounded(product.CpuMs), wall_ms = Measure.Rounded(product.WallMs),
            lower_cpu_ms = Measure.Rounded(bare.CpuMs), lower_wall_ms = Measure.Rounded(bare.WallMs), ratio = Measure.Rounded(product.WallMs / bare.WallMs),
            memory_before_mb = before, memory_peak_mb = peak, bare_memory_before_mb = bareBefore, bare_memory_peak_mb = barePeak,
        });

        async Task ReadAsync()
        {
            foreach (var command in commands)
            {
                await QuotaSuite.ReadAllAsync(command);
            }
        }
    }

    private static async Task<long> JudgeAsync(TrainingDbContext db)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        var places = 0L;
        await new EvaluateStandard(db).RunAsync(new()
        {
            Standard = await new StandardInForce(db).ForAsync(October, Places.City),
            RegionCode = Places.City,
            Period = SheetPeriod.Of(October),
            Today = new DateOnly(2026, 11, 6),
            WithAlternatives = true,
            OnPlace = (_, _) => places++,
        });
        return places;
    }
}

/// <summary>The most memory that this process held since the last reset, as Linux counts it.</summary>
internal static class MemoryPeak
{
    public static long Reset()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        File.WriteAllText("/proc/self/clear_refs", "5");
        return Megabytes();
    }

    public static long Megabytes()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) / 1024;
    }
}
