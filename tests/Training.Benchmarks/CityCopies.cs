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
/// copy. The pool of trainers stays one.
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
        var stride = 0L;
        foreach (var table in Copied.Select(t => db.Model.FindEntityType(t)!))
        {
            stride = Math.Max(stride, await db.Database.SqlQueryRaw<long>(Highest(table)).SingleAsync());
        }

        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        await db.Database.OpenConnectionAsync();
        if (db.Database.IsSqlite())
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA cache_size = -500000");
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (var table in Copied.Select(t => db.Model.FindEntityType(t)!))
        {
            await db.Database.ExecuteSqlRawAsync(Statement(table, stride + 1, copies, db.Database.IsSqlite()));
        }

        await transaction.CommitAsync();
    }

    private static string Highest(IEntityType table) => $"SELECT MAX(\"Id\") AS \"Value\" FROM \"{table.GetTableName()}\"";

    private static string Statement(IEntityType table, long stride, int copies, bool sqlite)
    {
        var columns = table.GetProperties().Select(p => (Name: p.GetColumnName(), Value: ValueOf(p, stride, sqlite))).ToList();
        return $"""
            WITH RECURSIVE c(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM c WHERE k < {copies})
            INSERT INTO "{table.GetTableName()}" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))})
            SELECT {string.Join(", ", columns.Select(c => c.Value))}
            FROM c CROSS JOIN "{table.GetTableName()}" t WHERE t."Id" < {stride}
            """;
    }

    private static string ValueOf(IProperty property, long stride, bool sqlite)
    {
        var name = property.GetColumnName();
        return Moved.Contains(name) ? $"t.\"{name}\" + c.k * {stride}"
            : name != "Key" ? $"t.\"{name}\""
            // In the order of the rows: random keys would scatter every insert over the whole index.
            : !sqlite ? "(lpad(to_hex(c.k), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(t.\"Id\"), 12, '0'))::uuid"
            : "printf('%08X-0000-7000-8000-%012X', c.k, t.\"Id\")";
    }
}
