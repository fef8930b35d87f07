using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Shared;

namespace Training.Domain.Persistence;

/// <summary>Tells a save that lost against another from one that failed: only the first is a refusal to the person.</summary>
public static class Clashes
{
    private const int SqliteUnique = 2067;
    private const int SqlitePrimaryKey = 1555;

    /// <summary>Saves; whoever was second is told so and holds nothing of what was tried, every other failure is let out.</summary>
    internal static async Task<Result<Done>> SaveOrClashAsync(this TrainingDbContext db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return default(Done);
        }
        catch (DbUpdateException failure) when (failure.IsClash())
        {
            db.ChangeTracker.Clear();
            return new ChangedMeanwhile();
        }
    }

    /// <summary>Whether somebody else was first: the row was changed meanwhile, or what must stand once stands already. A full disk or a lost database is not.</summary>
    public static bool IsClash(this DbUpdateException failure) => failure is DbUpdateConcurrencyException || failure.InnerException switch
    {
        SqliteException { SqliteExtendedErrorCode: SqliteUnique or SqlitePrimaryKey } => true,
        SqlException { Number: 2601 or 2627 or 1205 } => true,
        // unique_violation, serialization_failure, deadlock_detected
        DbException { SqlState: "23505" or "40001" or "40P01" } => true,
        _ => false,
    };
}
