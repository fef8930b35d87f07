using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
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
        switch (provider)
        {
            case DatabaseProvider.Sqlite:
                var sqlite = connection ?? SqliteConnectionString(folder.Database);
                services.AddDbContext<TrainingDbContext, SqliteTrainingDbContext>(o => o.UseSqlite(sqlite));
                break;
            case DatabaseProvider.Postgres:
                services.AddDbContext<TrainingDbContext, PostgresTrainingDbContext>(o => o.UseNpgsql(Required(connection, provider)));
                break;
            case DatabaseProvider.SqlServer:
                services.AddDbContext<TrainingDbContext, SqlServerTrainingDbContext>(o => o.UseSqlServer(Required(connection, provider)));
                break;
        }

        return services;
    }

    public static string SqliteConnectionString(string file) =>
        new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30, Pooling = true }.ToString();

    private static string Required(string? connection, DatabaseProvider provider) =>
        connection ?? throw new InvalidOperationException($"Database:Provider is {provider}, so Database:Connection must be set.");
}
