using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Training.Domain.Shared;

namespace Training.Domain.Persistence;

/// <summary>Registers the context of the configured provider under the name that everybody asks for.</summary>
public static class PersistenceModule
{
    public static IServiceCollection AddPersistence(this IServiceCollection services, IConfiguration configuration, DataFolder folder)
    {
        var provider = Enum.TryParse<DatabaseProvider>(configuration["Database:Provider"], ignoreCase: true, out var named)
            ? named
            : DatabaseProvider.Sqlite;
        var connection = configuration["Database:Connection"];
        return provider switch
        {
            DatabaseProvider.Sqlite => Add<SqliteTrainingDbContext>(services, provider, connection ?? SqliteConnectionString(folder.Database)),
            DatabaseProvider.Postgres => Add<PostgresTrainingDbContext>(services, provider, PostgresConnectionString(Required(connection, provider))),
            DatabaseProvider.SqlServer => Add<SqlServerTrainingDbContext>(services, provider, Required(connection, provider)),
        };
    }

    /// <summary>A context a scope, and the options once: they hold nothing of a caller, and making them anew is a good part of a small request.</summary>
    private static IServiceCollection Add<TContext>(IServiceCollection services, DatabaseProvider provider, string connection)
        where TContext : TrainingDbContext =>
        services.AddDbContext<TrainingDbContext, TContext>(o => o.For(provider, connection), optionsLifetime: ServiceLifetime.Singleton);

    public static string SqliteConnectionString(string file) =>
        new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30, Pooling = true }.ToString();

    /// <summary>
    /// Statements that come again are kept prepared by the server, which costs it half as much, and a connection that goes back to the pool is not
    /// wiped: nothing here sets anything on one. Whoever has a pooler between says otherwise in the connection string.
    /// </summary>
    public static string PostgresConnectionString(string connection)
    {
        var asked = new NpgsqlConnectionStringBuilder(connection);
        if (!asked.ContainsKey("Max Auto Prepare"))
        {
            asked.MaxAutoPrepare = 100;
        }

        if (!asked.ContainsKey("No Reset On Close"))
        {
            asked.NoResetOnClose = true;
        }

        return asked.ToString();
    }

    private static string Required(string? connection, DatabaseProvider provider) =>
        connection ?? throw new InvalidOperationException($"Database:Provider is {provider}, so Database:Connection must be set.");
}
