using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Training.Domain.Persistence;

/// <summary>SQLite, the default: one file, one machine.</summary>
public sealed class SqliteTrainingDbContext(DbContextOptions<SqliteTrainingDbContext> options, AccessScope scope)
    : TrainingDbContext(options, scope);

/// <summary>PostgreSQL, for several machines. Names compare by code point whatever locale the server was made with.</summary>
public sealed class PostgresTrainingDbContext(DbContextOptions<PostgresTrainingDbContext> options, AccessScope scope)
    : TrainingDbContext(options, scope)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<string>().UseCollation("C");
    }
}

/// <summary>SQL Server, for bureaus that already run it. Names compare by code point, as on the other two.</summary>
public sealed class SqlServerTrainingDbContext(DbContextOptions<SqlServerTrainingDbContext> options, AccessScope scope)
    : TrainingDbContext(options, scope)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.UseCollation("Latin1_General_100_BIN2");
        base.OnModelCreating(modelBuilder);
    }
}

/// <summary>The database as configured: keys Database:Provider (Sqlite, Postgres, SqlServer) and Database:Connection.</summary>
public enum DatabaseProvider
{
    Sqlite,
    Postgres,
    SqlServer,
}

internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteTrainingDbContext>
{
    public SqliteTrainingDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteTrainingDbContext>().For(DatabaseProvider.Sqlite, "Data Source=design.db").Options, AccessScope.Everything);
}

internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresTrainingDbContext>
{
    public PostgresTrainingDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresTrainingDbContext>().For(DatabaseProvider.Postgres, "Host=design").Options, AccessScope.Everything);
}

internal sealed class SqlServerDesignTime : IDesignTimeDbContextFactory<SqlServerTrainingDbContext>
{
    public SqlServerTrainingDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerTrainingDbContext>().For(DatabaseProvider.SqlServer, "Server=design").Options, AccessScope.Everything);
}
