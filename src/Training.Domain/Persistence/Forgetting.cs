using Microsoft.EntityFrameworkCore;

namespace Training.Domain.Persistence;

/// <summary>
/// Makes what is erased disappear from the file too. SQLite leaves old bytes in freed places and in its write-ahead log unless told
/// otherwise; a server does it in its own vacuum.
/// </summary>
public static class Forgetting
{
    /// <summary>Call it before the save that erases.</summary>
    public static async Task OverwriteWhatIsDeletedAsync(this TrainingDbContext db, CancellationToken ct = default)
    {
        if (db is SqliteTrainingDbContext)
        {
            // The setting belongs to the connection, so it has to stay open until the save.
            await db.Database.OpenConnectionAsync(ct);
            await db.Database.ExecuteSqlRawAsync("PRAGMA secure_delete = ON", ct);
        }
    }

    /// <summary>Call it after the save that erased.</summary>
    public static async Task EmptyWriteAheadLogAsync(this TrainingDbContext db, CancellationToken ct = default)
    {
        if (db is SqliteTrainingDbContext)
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", ct);
        }
    }
}
