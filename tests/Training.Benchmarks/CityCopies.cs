using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Training.Domain.Attendance;
using Training.Domain.Households;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.SocialWork;
using Training.Domain.Stations;

namespace Training.Benchmarks;

/// <summary>
/// Makes a city many times larger inside the database: every station with all that hangs on it is copied, its keys moved up by one stride a
/// copy. The pool of trainers stays one. Indexes are taken away and made anew over the whole; those of the register of people, which are for
/// searching, stay away.
/// </summary>
internal static class CityCopies
{
    private static readonly Type[] Copied =
    [
        typeof(Household), typeof(Person), typeof(Station), typeof(SocialWorkerPost), typeof(Session), typeof(SessionTrainer), typeof(Roll),
        typeof(RollEntry), typeof(HouseholdFile), typeof(PersonFile), typeof(HomeVisit), typeof(HomeVisitPerson), typeof(HelpService), typeof(HelpServiceHousehold),
    ];

    private static readonly HashSet<string> Moved =
        ["Id", "HouseholdId", "PersonId", "StationId", "SessionId", "RollId", "HouseholdFileId", "PersonFileId", "HomeVisitId", "HelpServiceId"];

    public static async Task AddAsync(TrainingDbContext db, int copies)
    {
        var tables = Copied.Select(t => db.Model.FindEntityType(t)!).ToList();
        var stride = 1L;
        foreach (var table in tables)
        {
            stride = Math.Max(stride, 1 + await db.Database.SqlQueryRaw<long>(Highest(table)).SingleAsync());
        }

        var sqlite = db.Database.IsSqlite();
        db.Database.SetCommandTimeout(TimeSpan.FromHours(2));
        await db.Database.OpenConnectionAsync();
        await RunAsync(sqlite
            ? ["PRAGMA cache_size = -500000", "PRAGMA foreign_keys = OFF", "PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF"]
            : ["SET session_replication_role = replica", "SET maintenance_work_mem = '512MB'", "SET max_parallel_maintenance_workers = 0"]);
        foreach (var table in tables)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var indexes = await db.Database.SqlQueryRaw<string>(IndexesOf(table, sqlite)).ToListAsync();
            await RunAsync([.. table.GetIndexes().Select(i => $"DROP INDEX \"{i.GetDatabaseName()}\"")]);
            await RunAsync(
                $"CREATE TEMP TABLE copied AS SELECT * FROM \"{table.GetTableName()}\"",
                Statement(table, stride, copies, sqlite),
                "DROP TABLE copied");
            if (table.ClrType != typeof(Person))
            {
                await RunAsync([.. indexes]);
            }

            Console.Error.WriteLine($"{db.Database.ProviderName}: {table.GetTableName()} filled in {watch.Elapsed.TotalSeconds:0} s");
        }

        await RunAsync(sqlite ? ["PRAGMA journal_mode = WAL", "ANALYZE"] : ["ANALYZE"]);
        await db.Database.CloseConnectionAsync();

        async Task RunAsync(params string[] statements)
        {
            foreach (var statement in statements)
            {
                await db.Database.ExecuteSqlRawAsync(statement);
            }
        }
    }

    private static string Highest(IEntityType table) => $"SELECT MAX(\"Id\") AS \"Value\" FROM \"{table.GetTableName()}\"";

    private static string IndexesOf(IEntityType table, bool sqlite) => sqlite
        ? $"SELECT sql AS \"Value\" FROM sqlite_master WHERE type = 'index' AND tbl_name = '{table.GetTableName()}' AND sql IS NOT NULL"
        : $"SELECT indexdef AS \"Value\" FROM pg_indexes WHERE tablename = '{table.GetTableName()}' AND indexname NOT LIKE 'PK%'";

    /// <summary>Copy after copy, each in the order of its keys: scattered keys would scatter every insert.</summary>
    private static string Statement(IEntityType table, long stride, int copies, bool sqlite)
    {
        var columns = table.GetProperties().Select(p => (Name: p.GetColumnName(), Value: ValueOf(p, stride, sqlite))).ToList();
        var names = string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
        var values = string.Join(", ", columns.Select(c => c.Value));
        return sqlite
            ? $"""
                WITH RECURSIVE c(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM c WHERE k < {copies})
                INSERT INTO "{table.GetTableName()}" ({names}) SELECT {values} FROM c CROSS JOIN copied t
                """
            : $"""
                INSERT INTO "{table.GetTableName()}" ({names}) SELECT {values}
                FROM generate_series(1, {copies}) c(k) CROSS JOIN LATERAL (SELECT * FROM copied WHERE c.k > 0) t
                """;
    }

    private static string ValueOf(IProperty property, long stride, bool sqlite)
    {
        var name = property.GetColumnName();
        return Moved.Contains(name) ? $"t.\"{name}\" + c.k * {stride}"
            : name != "Key" ? $"t.\"{name}\""
            : !sqlite ? "(lpad(to_hex(c.k), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(t.\"Id\"), 12, '0'))::uuid"
            : "printf('%08X-0000-7000-8000-%012X', c.k, t.\"Id\")";
    }
}
