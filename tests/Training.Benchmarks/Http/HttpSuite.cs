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
    private const int WarmUp = 400;
    private const int Rounds = 300;
    private const int Counted = 5;
    private const int Phones = 8;
    private static readonly TimeSpan Load = TimeSpan.FromSeconds(15);

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
        await using var site = await TestSite.StartAsync(on);
        await using var db = site.Open();
        // One station as stations are, with its class of today; another one for the hundreds of fresh rolls that no station has.
        var stage = await RollStage.SetAsync(db, TimeProvider.System.Today(), Names);
        var yard = await RollStage.SetAsync(db, TimeProvider.System.Today(), Names);
        var people = stage.Members.Select(p => p.Key).ToList();
        var others = yard.Members.Select(p => p.Key).ToList();
        var account = (await site.AccountAsync(Roles.Coordinator, stations: [stage.Station.Id])).UserName!;
        var elsewhere = (await site.AccountAsync(Roles.Coordinator, stations: [yard.Station.Id])).UserName!;
        var rolls = new Queue<Guid>(await RollsAsync(db, yard, WarmUp + Rounds + Counted + Phones + 4));
        var shown = (await Some.OpenRollAsync(db, stage.Session)).Key;
        var databaseFolder = on == DatabaseProvider.Postgres ? Environment.GetEnvironmentVariable("TRAINING_TEST_POSTGRES_FOLDER") : null;

        if (on == DatabaseProvider.Postgres)
        {
            await StatementsAsync(site, databaseFolder!, (account, elsewhere), shown, rolls, (people, others));
        }

        await using (var process = await site.ProcessAsync())
        {
            var cpu = new ServerCpu(process, databaseFolder);
            using var phone = await Coordinator.SignedInAsync(process.Addresses[0], account);
            using var other = await Coordinator.SignedInAsync(process.Addresses[0], elsewhere);
            await CaseAsync(on, cpu, "take page, 40 names", () => phone.GetAsync($"/rolls/{shown}"));
            await CaseAsync(on, cpu, "today", () => phone.GetAsync("/today"));
            // Each roll holds what a roll holds: a mark a person, one of them changed; not the hundreds that repeating on one roll would pile up.
            var (n, current) = (0, Guid.Empty);
            await CaseAsync(on, cpu, "one mark", () => other.MarkAsync(n % Saved == 0 ? current = rolls.Dequeue() : current, [others[n++ % Saved]], present: true));
            var saved = new Queue<Guid>();
            await CaseAsync(on, cpu, "a roll of 35 saved, first time", () =>
            {
                saved.Enqueue(rolls.Dequeue());
                return other.MarkAsync(saved.ElementAt(saved.Count - 1), others.Take(Saved), present: true);
            });
            await CaseAsync(on, cpu, "a roll of 35 saved, all change", () => other.MarkAsync(saved.Dequeue(), others.Take(Saved), present: false));
            await CaseAsync(on, cpu, "snapshot for the phone", () => phone.GetAsync("/field/snapshot"));
            await LoadAsync(on, cpu, process.Addresses[0], elsewhere, [.. Enumerable.Range(0, Phones).Select(_ => rolls.Dequeue())], others);
            if (on == DatabaseProvider.Sqlite)
            {
                await WeightAsync(process.Addresses[0], phone, $"/rolls/{shown}");
            }
        }
    }

    private static async Task CaseAsync(DatabaseProvider on, ServerCpu cpu, string name, Func<Task> request)
    {
        for (var n = 0; n < (name.Contains("35", StringComparison.Ordinal) ? WarmUp / 2 : WarmUp); n++)
        {
            await request();
        }

        // What the runtime compiles anew in the background is not a request's.
        await Task.Delay(1000);
        var walls = new List<double>(Rounds);
        var before = cpu.Ms();
        var rounds = name.Contains("35", StringComparison.Ordinal) ? Rounds / 2 : Rounds;
        for (var n = 0; n < rounds; n++)
        {
            var watch = Stopwatch.StartNew();
            await request();
            walls.Add(watch.Elapsed.TotalMilliseconds);
        }

        var after = cpu.Ms();
        walls.Sort();
        Measure.Print(new
        {
            suite = "http", name, provider = on.ToString(),
            site_cpu_ms = Measure.Rounded((after.Site - before.Site) / rounds), database_cpu_ms = Measure.Rounded((after.Database - before.Database) / rounds),
            median_ms = Measure.Rounded(walls[rounds / 2]), p95_ms = Measure.Rounded(walls[rounds * 95 / 100]), memory_mb = Math.Round(cpu.MegaBytes()),
        });
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
}
