using Microsoft.EntityFrameworkCore.Storage;

namespace Training.Domain.Persistence;

/// <summary>
/// A transaction of a use case's own, unless it runs inside a larger one (an import runs many use cases in one): then the larger one decides,
/// and what is thrown goes up to it.
/// </summary>
public sealed class OwnTransaction : IAsyncDisposable
{
    private readonly IDbContextTransaction? own;

    private OwnTransaction(IDbContextTransaction? own) => this.own = own;

    public static async Task<OwnTransaction> BeginAsync(TrainingDbContext db, CancellationToken ct = default) =>
        new(db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null);

    public Task CommitAsync(CancellationToken ct = default) => own?.CommitAsync(ct) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => own?.DisposeAsync() ?? ValueTask.CompletedTask;
}
