using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Training.Domain.Attendance;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Testing;

namespace Training.Benchmarks;

/// <summary>
/// A roll of 40 names: what the server does to show it, to take one mark and to take 35 at once. The lower limit of reading is the
/// product's own statements sent bare; that of writing is the same rows inserted by one statement a table in one transaction.
/// </summary>
internal static class RollSuite
{
    private const int Names = 40;
    private const int Rounds = 41;
    private const int WarmUp = 100;
    private static long spare;

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
        using var folder = new TemporaryFolder();
        var desk = await Desk.SetUpAsync(database, new Vault(new DataFolder(folder.Path)), 2 * (Rounds + WarmUp));
        await ReadAsync(desk);
        await WriteAsync(desk, marks: 1);
        await WriteAsync(desk, marks: 35);
    }

    private static async Task ReadAsync(Desk desk)
    {
        var recorder = new CommandRecorder();
        await using (var db = desk.Opener(recorder)())
        {
            await desk.ShowAsync(db, desk.Rolls[0].Key);
        }

        await using var lower = desk.Opener()();
        await lower.Database.OpenConnectionAsync();
        var commands = recorder.Replayable(lower.Database.GetDbConnection());
        var statements = new StatementCounter();
        var open = desk.Opener(statements);
        var (product, bare) = await Measure.SideBySideAsync(
            async () =>
            {
                statements.Take();
                await using var db = open();
                await desk.ShowAsync(db, desk.Rolls[0].Key);
            },
            async () =>
            {
                foreach (var command in commands)
                {
                    await using var reader = await command.ExecuteReaderAsync();
                    while (await reader.ReadAsync())
                    {
                        GC.KeepAlive(reader.GetValue(0));
                    }
                }
            },
            Rounds, WarmUp);
        Print("open a roll of 40 names", desk, statements.Take(), product, bare);
    }

    private static async Task WriteAsync(Desk desk, int marks)
    {
        var statements = new StatementCounter();
        var (open, openLower) = (desk.Opener(statements), desk.Opener());
        var next = marks == 1 ? 0 : Rounds + WarmUp;
        var (product, bare) = await Measure.SideBySideAsync(
            async () =>
            {
                statements.Take();
                await using var db = open();
                await desk.MarkAsync(db, desk.Rolls[next++], marks);
            },
            async () =>
            {
                var roll = desk.Spare;
                await using var db = openLower();
                await using var transaction = await db.Database.BeginTransactionAsync();
                var keys = Enumerable.Range(0, marks).Select(_ => Guid.CreateVersion7()).ToList();
                await db.InsertManyAsync(keys.Select(key => new RollMark
                {
                    Id = --spare, Key = key, RollId = roll.Id, StationId = roll.StationId, RegionCode = roll.RegionCode, AttendeeKey = key,
                    Kind = MarkKind.Present, Device = "bench", DeviceUtc = roll.OpenedUtc, ReceivedUtc = roll.OpenedUtc,
                }).ToList());
                await db.InsertManyAsync(keys.Select(key => new RollEntry
                {
                    Id = --spare, RollId = roll.Id, SessionId = roll.SessionId, StationId = roll.StationId, RegionCode = roll.RegionCode,
                    AttendeeKey = key, Month = Month.From(2026, 10), Present = true,
                }).ToList());
                await transaction.CommitAsync();
            },
            Rounds, WarmUp);
        Print(marks == 1 ? "take one mark" : $"take {marks} marks at once", desk, statements.Take(), product, bare);
    }

    private static void Print(string name, Desk desk, int statements, Cost product, Cost bare) => Measure.Print(new
    {
        suite = "roll", name, provider = desk.Provider.ToString(), statements,
        cpu_ms = Measure.Rounded(product.CpuMs), wall_ms = Measure.Rounded(product.WallMs),
        lower_cpu_ms = Measure.Rounded(bare.CpuMs), lower_wall_ms = Measure.Rounded(bare.WallMs), ratio = Measure.Rounded(product.CpuMs / bare.CpuMs),
    });

    /// <summary>A station with 40 regulars and many open rolls, one for each round.</summary>
    private sealed class Desk(TestDatabase database, Vault vault, IReadOnlyList<Person> people, IReadOnlyList<Roll> rolls)
    {
        private readonly FakeClock clock = FakeClock.Shanghai(2026, 10, 14, 9, 30);

        public DatabaseProvider Provider => database.Provider;

        public IReadOnlyList<Roll> Rolls => rolls;

        public Roll Spare => rolls[^1];

        public static async Task<Desk> SetUpAsync(TestDatabase database, Vault vault, int count)
        {
            await using var db = database.Open();
            var station = await Some.StationAsync(db);
            var trainer = await Some.TrainerAsync(db);
            var people = await Some.PeopleAsync(db, Names);
            db.StationMembers().AddRange(people.Select(p => new StationMember
            {
                StationId = station.Id, RegionCode = station.RegionCode, PersonId = p.Id, FromDate = new DateOnly(2026, 1, 1),
            }));
            await db.SaveChangesAsync();
            var rolls = new List<Roll>();
            for (var n = 0; n <= count; n++)
            {
                rolls.Add(await Some.OpenRollAsync(db, await Some.SessionAsync(db, station, new DateOnly(2026, 10, 14), trainer)));
            }

            return new Desk(database, vault, people, rolls);
        }

        public Func<TrainingDbContext> Opener(params IInterceptor[] interceptors) => Database.Opener(database, interceptors);

        public async Task ShowAsync(TrainingDbContext db, Guid roll)
        {
            var sheet = await new TakeRoll(db, vault, clock).RunAsync(roll, RollTaker.Coordinator(1));
            if (!sheet.Ok || sheet.Value.Lines.Count < Names)
            {
                throw new InvalidOperationException(sheet.Refusal?.Message ?? $"{sheet.Value!.Lines.Count} names");
            }
        }

        public async Task MarkAsync(TrainingDbContext db, Roll roll, int marks)
        {
            var answer = await new ApplyMarks(db, vault, clock).RunAsync(new MarkBatch
            {
                RollKey = roll.Key, Taker = RollTaker.Coordinator(1), Device = "bench", DeviceNowUtc = clock.UtcNow(),
                Marks = [.. people.Take(marks).Select((p, n) => new NewMark
                {
                    Key = Guid.CreateVersion7(), AttendeeKey = p.Key, Kind = MarkKind.Present, DeviceSequence = n, DeviceUtc = clock.UtcNow(),
                })],
            });
            if (!answer.Ok || answer.Value.Present != marks)
            {
                throw new InvalidOperationException(answer.Refusal?.Message ?? $"{answer.Value!.Present} present");
            }
        }
    }
}

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("training-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
