using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Training.Domain.Attendance;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Benchmarks.Http;

/// <summary>
/// The roll as a phone has it: over HTTP, from the site in its own process. CPU of the server (and of PostgreSQL) a request, statements as
/// PostgreSQL logs them, bytes over the wire of a real browser, marks a second of several phones at once.
/// </summary>
internal static class HttpSuite
{
    private const int Names = 40;
    private const int Saved = 35;
    private const int Blocks = 5;
    private const int WarmUps = 4;
    private const int InABlock = 100;
    private const int Phones = 8;

    /// <summary>Every roll that is saved whole is a fresh one: as many as all rounds of two such cases take, and those of the load.</summary>
    private const int RollsInABlock = 30;

    /// <summary>A file held in memory, sent before anybody asks who it is for: what any request costs.</summary>
    private const string Smallest = "/favicon.ico";

    private static readonly TimeSpan Load = TimeSpan.FromSeconds(15);

    /// <param name="only">Only the cases that have this in their name, six times as often, for a profiler to look on; all when null.</param>
    public static async Task RunAsync(string? only)
    {
        await RunAsync(DatabaseProvider.Sqlite, only);
        if (PostgresServer.IsThere)
        {
            await RunAsync(DatabaseProvider.Postgres, only);
        }
    }

    private static async Task RunAsync(DatabaseProvider on, string? only)
    {
        var blocks = only is null ? Blocks : Blocks * 6;
        await using var site = await TestSite.StartAsync(on);
        await using var db = site.Open();
        // One station as stations are, with its class of today; another one for the hundreds of fresh rolls that no station has.
        var stage = await RollStage.SetAsync(db, TimeProvider.System.Today(), Names);
        var yard = await RollStage.SetAsync(db, TimeProvider.System.Today(), Names);
        var people = stage.Members.Select(p => p.Key).ToList();
        var others = yard.Members.Select(p => p.Key).ToList();
        var account = (await site.AccountAsync(Roles.Coordinator, stations: [stage.Station.Id])).UserName!;
        var elsewhere = (await site.AccountAsync(Roles.Coordinator, stations: [yard.Station.Id])).UserName!;
        var rolls = new Queue<Guid>(await RollsAsync(db, yard, (RollsInABlock * (blocks + WarmUps)) + (InABlock * (blocks + WarmUps) / Saved) + Phones + 12));
        var shown = (await Some.OpenRollAsync(db, stage.Session)).Key;
        var databaseFolder = on == DatabaseProvider.Postgres ? Environment.GetEnvironmentVariable("TRAINING_TEST_POSTGRES_FOLDER") : null;

        if (on == DatabaseProvider.Postgres && only is null)
        {
            await StatementsAsync(site, databaseFolder!, (account, elsewhere), shown, rolls, (people, others));
        }

        await using var process = await site.ProcessAsync();
        var cpu = new ServerCpu(process, databaseFolder);
        using var phone = await Coordinator.SignedInAsync(process.Addresses[0], account);
        using var other = await Coordinator.SignedInAsync(process.Addresses[0], elsewhere);
        // Each roll holds what a roll holds: a mark a person, one of them changed; not the hundreds that repeating on one roll would pile up.
        var (n, current) = (0, Guid.Empty);
        var saved = new Queue<Guid>();
        (string Name, int InABlock, Func<Task> Request)[] cases =
        [
            ("take page, 40 names", InABlock, () => phone.GetAsync($"/rolls/{shown}")),
            ("today", InABlock, () => phone.GetAsync("/today")),
            ("one mark", InABlock, () => other.MarkAsync(n % Saved == 0 ? current = rolls.Dequeue() : current, [others[n++ % Saved]], present: true)),
            ("a roll of 35 saved, first time", RollsInABlock, () =>
            {
                saved.Enqueue(current = rolls.Dequeue());
                return other.MarkAsync(current, others.Take(Saved), present: true);
            }),
            ("a roll of 35 saved, all change", RollsInABlock, () => other.MarkAsync(saved.Dequeue(), others.Take(Saved), present: false)),
            ("snapshot for the phone", InABlock, () => phone.GetAsync("/field/snapshot")),
        ];
        if (only is not null)
        {
            Console.Error.WriteLine($"The site is process {process.Id}.");
            foreach (var (name, block, request) in cases.Where(c => c.Name.Contains(only, StringComparison.Ordinal)))
            {
                await CaseAsync(on, cpu, name, block, blocks, request, () => phone.GetAsync(Smallest));
            }

            if ("over the wire".Contains(only, StringComparison.Ordinal))
            {
                await WeightAsync(process.Addresses[0], phone, $"/rolls/{shown}");
            }

            return;
        }

        foreach (var (name, block, request) in cases)
        {
            await CaseAsync(on, cpu, name, block, blocks, request, () => phone.GetAsync(Smallest));
        }

        await LoadAsync(on, cpu, process.Addresses[0], elsewhere, [.. Enumerable.Range(0, Phones).Select(_ => rolls.Dequeue())], others);
        if (on == DatabaseProvider.Sqlite)
        {
            await WeightAsync(process.Addresses[0], phone, $"/rolls/{shown}");
        }
    }

    /// <summary>
    /// Blocks of the request and of the smallest answer that the same process gives take turns, so that what else the machine does falls on
    /// both; each figure is the median of its blocks.
    /// </summary>
    private static async Task CaseAsync(DatabaseProvider on, ServerCpu cpu, string name, int inABlock, int blocks, Func<Task> request, Func<Task> smallest)
    {
        for (var n = 0; n < inABlock * WarmUps; n++)
        {
            await request();
            await smallest();
        }

        // What the runtime compiles anew in the background is not a request's.
        await Task.Delay(2000);
        var (ours, least) = (new List<BlockCost>(), new List<BlockCost>());
        var walls = new List<double>(blocks * inABlock);
        for (var block = 0; block < blocks; block++)
        {
            ours.Add(await BlockAsync(cpu, inABlock, request, walls));
            least.Add(await BlockAsync(cpu, InABlock * 5, smallest, null));
        }

        walls.Sort();
        var (site, hello) = (Median(ours.Select(b => b.SiteMs)), Median(least.Select(b => b.SiteMs)));
        Measure.Print(new
        {
            suite = "http", name, provider = on.ToString(),
            site_cpu_ms = Measure.Rounded(site), database_cpu_ms = Measure.Rounded(Median(ours.Select(b => b.DatabaseMs))),
            smallest_answer_cpu_ms = Measure.Rounded(hello), ratio = Measure.Rounded(site / hello),
            median_ms = Measure.Rounded(walls[walls.Count / 2]), p95_ms = Measure.Rounded(walls[walls.Count * 95 / 100]), memory_mb = Math.Round(cpu.MegaBytes()),
        });
    }

    private static async Task<BlockCost> BlockAsync(ServerCpu cpu, int rounds, Func<Task> request, List<double>? walls)
    {
        var before = cpu.Ms();
        for (var n = 0; n < rounds; n++)
        {
            var watch = Stopwatch.StartNew();
            await request();
            walls?.Add(watch.Elapsed.TotalMilliseconds);
        }

        var after = cpu.Ms();
        return new BlockCost((after.Site - before.Site) / rounds, (after.Database - before.Database) / rounds);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    /// <summary>Eight phones, each on a roll of its own, one mark a request as fast as they are answered; then 35 marks a request.</summary>
    private static async Task LoadAsync(DatabaseProvider on, ServerCpu cpu, Uri site, string account, IReadOnlyList<Guid> rolls, IReadOnlyList<Guid> people)
    {
        var phones = new List<(Guid Roll, Coordinator Phone)>();
        foreach (var roll in rolls)
        {
            phones.Add((roll, await Coordinator.SignedInAsync(site, account)));
        }

        foreach (var size in (int[])[1, Saved])
        {
            var before = cpu.Ms();
            var watch = Stopwatch.StartNew();
            var marks = await Task.WhenAll(phones.Select(p => Task.Run(async () =>
            {
                var (roll, phone) = p;
                var (sent, n) = (0, 0);
                for (var started = Stopwatch.StartNew(); started.Elapsed < Load; n++)
                {
                    sent += await phone.MarkAsync(roll, size == 1 ? [people[n % Saved]] : people.Take(Saved), present: n / Saved % 2 == 0);
                }

                return sent;
            })));
            var (after, seconds) = (cpu.Ms(), watch.Elapsed.TotalSeconds);
            var cost = after.Site - before.Site + after.Database - before.Database;
            Measure.Print(new
            {
                suite = "http", name = $"{Phones} phones, {size} marks a request", provider = on.ToString(), marks_a_second = Math.Round(marks.Sum() / seconds),
                marks_a_cpu_second = Math.Round(marks.Sum() / cost * 1000), cores_used = Measure.Rounded(cost / seconds / 1000), memory_mb = Math.Round(cpu.MegaBytes()),
            });
        }

        phones.ForEach(p => p.Phone.Dispose());
    }

    private static async Task WeightAsync(Uri address, Coordinator phone, string roll)
    {
        Measure.Print(new
        {
            suite = "http", name = "take page, the document alone", identity_bytes = await phone.BytesAsync(roll, "identity"),
            gzip_bytes = await phone.BytesAsync(roll, "gzip"), brotli_bytes = await phone.BytesAsync(roll, "br"),
        });
        await PageWeight.MeasureAsync(address, phone.Cookies, [("take page", roll), ("today", "/today")]);
    }

    private static async Task StatementsAsync(TestSite site, string folder, (string Here, string Elsewhere) account, Guid shown, Queue<Guid> rolls, (IReadOnlyList<Guid> Here, IReadOnlyList<Guid> Elsewhere) people)
    {
        var name = new NpgsqlConnectionStringBuilder(site.Database.ConnectionString).Database;
        await using (var db = site.Open())
        {
#pragma warning disable EF1002, EF1003 // a name made by the tests
            await db.Database.ExecuteSqlRawAsync($"ALTER DATABASE \"{name}\" SET log_statement = 'all'");
#pragma warning restore EF1002, EF1003
        }

        await using var process = await site.ProcessAsync();
        using var phone = await Coordinator.SignedInAsync(process.Addresses[0], account.Here);
        using var other = await Coordinator.SignedInAsync(process.Addresses[0], account.Elsewhere);
        (string Name, Func<Task> Request)[] cases =
        [
            ("take page, 40 names", () => phone.GetAsync($"/rolls/{shown}")),
            ("today", () => phone.GetAsync("/today")),
            ("snapshot for the phone", () => phone.GetAsync("/field/snapshot")),
            ("one mark", () => phone.MarkAsync(shown, [people.Here[0]], present: true)),
            ("a roll of 35 saved, first time", () => other.MarkAsync(rolls.Dequeue(), people.Elsewhere.Take(Saved), present: true)),
        ];
        var log = Path.Combine(folder, "server.log");
        foreach (var (what, request) in cases)
        {
            await request();
            var lines = new List<string[]>();
            for (var n = 0; n < 3; n++)
            {
                var from = (await File.ReadAllLinesAsync(log)).Length;
                await request();
                lines.Add([.. (await File.ReadAllLinesAsync(log)).Skip(from).Where(l => l.Contains("LOG:  execute", StringComparison.Ordinal) || l.Contains("LOG:  statement:", StringComparison.Ordinal))]);
            }

            var least = lines.MinBy(l => l.Length)!;
            var frame = least.Count(l => l.Contains("statement: BEGIN", StringComparison.Ordinal) || l.Contains("statement: COMMIT", StringComparison.Ordinal)
                || l.Contains(": COMMIT", StringComparison.Ordinal) || l.Contains("DISCARD ALL", StringComparison.Ordinal) || l.Contains("SAVEPOINT", StringComparison.Ordinal));
            Measure.Print(new { suite = "http", name = what, provider = "Postgres", statements = least.Length - frame, begin_and_commit = frame });
            if (Environment.GetEnvironmentVariable("TRAINING_BENCH_STATEMENTS") is not null)
            {
                Array.ForEach(least, l => Console.Error.WriteLine("    " + l[(l.IndexOf("LOG:", StringComparison.Ordinal) + 6)..]));
            }
        }
    }

    private static async Task<IReadOnlyList<Guid>> RollsAsync(TrainingDbContext db, RollStage stage, int count)
    {
        var rolls = new List<Roll>();
        for (var n = 0; n < count; n++)
        {
            rolls.Add(await Some.OpenRollAsync(db, await Some.SessionAsync(db, stage.Station, TimeProvider.System.Today(), stage.Trainer)));
        }

        return [.. rolls.Select(r => r.Key)];
    }

    private readonly record struct BlockCost(double SiteMs, double DatabaseMs);
}
