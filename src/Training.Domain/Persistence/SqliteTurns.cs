using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Training.Domain.Persistence;

/// <summary>
/// SQLite has one writer at a time, and its driver sleeps 150 ms whenever it finds another one at work: eight phones would write as slowly as
/// that. Here transactions of this process queue for a file instead and go one after another without sleeping; what writes without a
/// transaction, or from another process, is waited for by SQLite itself in steps of a few milliseconds. The queue is only for speed: SQLite's own lock decides.
/// </summary>
public sealed class SqliteTurns : IDbTransactionInterceptor, IDbConnectionInterceptor
{
    /// <summary>As long as a statement may wait for SQLite's own lock; after that a transaction tries without its turn.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int LockWaitMs = 1000;

    private readonly ConcurrentDictionary<string, SemaphoreSlim> files = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<object, Turn> turns = [];

    private SqliteTurns()
    {
    }

    public static SqliteTurns Instance { get; } = new();

    public void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => WaitInSmallSteps(connection);

    public Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        WaitInSmallSteps(connection);
        return Task.CompletedTask;
    }

    /// <summary>A transaction that was given up without a word ends with its connection's use.</summary>
    public void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => End(connection);

    public Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        End(connection);
        return Task.CompletedTask;
    }

    /// <summary>So it does where the connection was opened by hand: a context that goes disposes it without closing it first.</summary>
    public void ConnectionDisposed(DbConnection connection, ConnectionEndEventData eventData) => End(connection);

    public Task ConnectionDisposedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        End(connection);
        return Task.CompletedTask;
    }

    public async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        End(connection);
        var file = FileOf(connection);
        return await file.WaitAsync(Patience, cancellationToken) ? Begin(connection, eventData, file) : result;
    }

    public InterceptionResult<DbTransaction> TransactionStarting(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result)
    {
        End(connection);
        var file = FileOf(connection);
        return file.Wait(Patience) ? Begin(connection, eventData, file) : result;
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => End(transaction);

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        End(transaction);
        return Task.CompletedTask;
    }

    public void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) => End(transaction);

    public Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        End(transaction);
        return Task.CompletedTask;
    }

    private static void WaitInSmallSteps(DbConnection connection) => raw.sqlite3_busy_timeout(((SqliteConnection)connection).Handle, LockWaitMs);

    private SemaphoreSlim FileOf(DbConnection connection) => files.GetOrAdd(connection.DataSource, static _ => new SemaphoreSlim(1, 1));

    /// <summary>Begins it here, so that a beginning that fails gives the turn back.</summary>
    private InterceptionResult<DbTransaction> Begin(DbConnection connection, TransactionStartingEventData eventData, SemaphoreSlim file)
    {
        var turn = new Turn(file);
        try
        {
            var transaction = connection.BeginTransaction(eventData.IsolationLevel);
            turns.AddOrUpdate(connection, turn);
            turns.AddOrUpdate(transaction, turn);
            return InterceptionResult<DbTransaction>.SuppressWithResult(transaction);
        }
        catch
        {
            turn.End();
            throw;
        }
    }

    private void End(object holder)
    {
        if (turns.TryGetValue(holder, out var turn))
        {
            turn.End();
            turns.Remove(holder);
        }
    }

    private sealed class Turn(SemaphoreSlim file)
    {
        private int ended;

        public void End()
        {
            if (Interlocked.Exchange(ref ended, 1) == 0)
            {
                file.Release();
            }
        }
    }
}
