using Microsoft.EntityFrameworkCore;

namespace Training.Domain.Persistence;

/// <summary>
/// Holds the connection open over several statements. EF opens and closes it around each one, and on SQLite every opening teaches the
/// connection EF's own functions anew, which costs more than a small statement itself.
/// </summary>
public readonly struct OneConnection : IAsyncDisposable
{
    private readonly TrainingDbContext db;

    private OneConnection(TrainingDbContext db) => this.db = db;

    public static async Task<OneConnection> OpenAsync(TrainingDbContext db, CancellationToken ct = default)
    {
        await db.Database.OpenConnectionAsync(ct);
        return new OneConnection(db);
    }

    public async ValueTask DisposeAsync() => await db.Database.CloseConnectionAsync();
}
