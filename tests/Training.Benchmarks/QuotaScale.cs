using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Testing;

namespace Training.Benchmarks;

/// <summary>What one process measures of a month that another one filled.</summary>
internal static class QuotaScale
{
    private const int MostWithManyRounds = 12_000;
    private const int FewRounds = 3;

    private static readonly Month October = Month.From(2026, 10);

    public static FakeClock Clock { get; } = FakeClock.Shanghai(2026, 11, 6);

    public static IReadOnlyDictionary<string, Func<string, Task>> Phases { get; } = new Dictionary<string, Func<string, Task>>
    {
        ["quota-judge"] = JudgeAsync,
        ["quota-store"] = words => StoreAsync(words, "the whole check, stored for the first time", changes: false),
        ["quota-store-again"] = words => StoreAsync(words, "the whole check again, after every tenth class was found shorter", changes: true),
        ["quota-night"] = words => NightAsync(words, "the whole nightly job: three months and whom to tell"),
        ["quota-night-again"] = words => NightAsync(words, "the whole nightly job of the next night"),
    };

    /// <summary>
    /// Every item and reading, each station-month handed on as it is judged; against the same statements sent bare, whose rows are read and
    /// dropped. The product goes first, so what reading a fresh database costs falls on it.
    /// </summary>
    private static async Task JudgeAsync(string words)
    {
        var (on, stations, open) = Read(words);
        var recorder = new CommandRecorder();
        var (judged, large) = (0L, stations > MostWithManyRounds);
        var peaks = new List<long>();
        var first = await Measure.OnceAsync(async () =>
        {
            await using var db = open([recorder]);
            judged = await JudgeAsync(db);
            recorder.Stop();
        });
        peaks.Add(MemoryPeak.Megabytes());
        await using var lower = open([]);
        await lower.Database.OpenConnectionAsync();
        var commands = recorder.Replayable(lower.Database.GetDbConnection());
        foreach (var command in commands)
        {
            command.CommandTimeout = 7200;
        }

        // Of a country the first, which was recorded, counts too: minutes each.
        var pairs = await Measure.PairsAsync(
            async () =>
            {
                await using var db = open([]);
                await JudgeAsync(db);
                peaks.Add(MemoryPeak.Megabytes());
            },
            async () =>
            {
                foreach (var command in commands)
                {
                    await QuotaSuite.ReadAllAsync(command);
                }
            },
            rounds: stations <= SampleCity.Stations ? 21 : large ? FewRounds : 5,
            warmUp: stations <= SampleCity.Stations ? 20 : large ? 0 : 1,
            large ? first : null);
        var (product, bare) = Measure.Medians(pairs);
        var ratios = pairs.Select(p => p.Product.WallMs / p.Lower.WallMs).Order().ToList();
        Measure.Print(new
        {
            suite = "quota", name = "one month judged, streamed", provider = on.ToString(), stations, judged, statements = commands.Count,
            cpu_ms = Measure.Rounded(product.CpuMs), wall_ms = Measure.Rounded(product.WallMs),
            lower_cpu_ms = Measure.Rounded(bare.CpuMs), lower_wall_ms = Measure.Rounded(bare.WallMs), ratio = Measure.Rounded(ratios[ratios.Count / 2]),
            pairs = ratios.Count, ratio_least = Measure.Rounded(ratios[0]), ratio_most = Measure.Rounded(ratios[^1]),
            memory_peak_mb = peaks[0], memory_peak_after_all_rounds_mb = peaks[^1],
        });
    }

    /// <summary>The monthly check as the night runs it: judged, compared with the last run, and stored.</summary>
    private static async Task StoreAsync(string words, string name, bool changes)
    {
        var (on, stations, open) = Read(words);
        if (changes)
        {
            await using var db = open([]);
            await db.Database.ExecuteSqlRawAsync("UPDATE \"Session\" SET \"TaughtMinutes\" = 40 WHERE \"Id\" % 10 = 0");
        }

        CheckRun? run = null;
        var cost = await Measure.OnceAsync(async () =>
        {
            await using var db = open([]);
            var checkedMonth = await new MonthlyCheck(db, new(db), new(db), Clock).RunAsync(October, Places.City, Actor.Job);
            run = checkedMonth.Ok ? checkedMonth.Value : throw new InvalidOperationException(checkedMonth.Refusal.Message);
        });
        Measure.Print(new
        {
            suite = "quota", name, provider = on.ToString(), stations, findings = run!.Findings, differences = run.Differences,
            cpu_ms = Measure.Rounded(cost.CpuMs), wall_ms = Measure.Rounded(cost.WallMs), memory_peak_mb = MemoryPeak.Megabytes(),
        });
    }

    private static Task NightAsync(string words, string name)
    {
        var (on, stations, _) = Read(words);
        return QuotaNight.RunAsync(on, words.Split('|', 3)[2], stations, name);
    }

    private static async Task<long> JudgeAsync(TrainingDbContext db)
    {
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

    private static (DatabaseProvider On, int Stations, Func<Microsoft.EntityFrameworkCore.Diagnostics.IInterceptor[], TrainingDbContext> Open) Read(string words)
    {
        var parts = words.Split('|', 3);
        var provider = Enum.Parse<DatabaseProvider>(parts[0]);
        return (provider, int.Parse(parts[1], CultureInfo.InvariantCulture), interceptors =>
        {
            var db = Database.Opener(provider, parts[2], AccessScope.Everything, interceptors)();
            db.Database.SetCommandTimeout(TimeSpan.FromHours(2));
            return db;
        });
    }
}

/// <summary>The most memory that this process ever held, as Linux counts it.</summary>
internal static class MemoryPeak
{
    public static long Megabytes()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) / 1024;
    }
}
