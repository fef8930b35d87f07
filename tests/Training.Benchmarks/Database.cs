using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Training.Domain.Persistence;
using Training.Testing;

namespace Training.Benchmarks;

internal static class Database
{
    /// <summary>Opens contexts as the product does, options made once, with nothing of the tests in between.</summary>
    public static Func<TrainingDbContext> Opener(TestDatabase database, params IInterceptor[] interceptors) =>
        Opener(database, AccessScope.Everything, interceptors);

    public static Func<TrainingDbContext> Opener(TestDatabase database, AccessScope scope, params IInterceptor[] interceptors) =>
        Opener(database.Provider, database.ConnectionString, scope, interceptors);

    public static Func<TrainingDbContext> Opener(DatabaseProvider provider, string connection, AccessScope scope, params IInterceptor[] interceptors)
    {
        if (provider == DatabaseProvider.Sqlite)
        {
            var sqlite = new DbContextOptionsBuilder<SqliteTrainingDbContext>().For(provider, connection).AddInterceptors(interceptors).Options;
            return () => new SqliteTrainingDbContext(sqlite, scope);
        }

        var postgres = new DbContextOptionsBuilder<PostgresTrainingDbContext>().For(provider, connection).AddInterceptors(interceptors).Options;
        return () => new PostgresTrainingDbContext(postgres, scope);
    }
}
