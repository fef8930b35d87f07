using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;

namespace Training.Testing;

/// <summary>Contexts without a server: for questions about the model and for the SQL that a query becomes.</summary>
public static class Unconnected
{
    public static IReadOnlyList<TrainingDbContext> All() =>
    [
        new SqliteTrainingDbContext(new DbContextOptionsBuilder<SqliteTrainingDbContext>().For(DatabaseProvider.Sqlite, "Data Source=:memory:").Options, AccessScope.Everything),
        new PostgresTrainingDbContext(new DbContextOptionsBuilder<PostgresTrainingDbContext>().For(DatabaseProvider.Postgres, "Host=localhost").Options, AccessScope.Everything),
        SqlServer(AccessScope.Everything),
    ];

    public static SqlServerTrainingDbContext SqlServer(AccessScope scope) =>
        new(new DbContextOptionsBuilder<SqlServerTrainingDbContext>().For(DatabaseProvider.SqlServer, "Server=localhost").Options, scope);
}
