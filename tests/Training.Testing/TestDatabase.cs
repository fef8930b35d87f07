using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Training.Domain;
using Training.Domain.Persistence;

namespace Training.Testing;

/// <summary>
/// A real database for one test. The product prepares it once a process (migrations, divisions, topics, roles); each test gets a copy of that
/// (a file, or CREATE DATABASE … TEMPLATE), so tests never see each other and none of them waits for migrations.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqliteTemplateAsync);
    private static readonly Lazy<Task<string>> PostgresTemplate = new(MakePostgresTemplateAsync);
    private static readonly ConcurrentDictionary<(DatabaseProvider Provider, string Named), Lazy<Task<string>>> Filled = new();

    private readonly string? folder;

    private TestDatabase(DatabaseProvider provider, string connectionString, string? folder)
    {
        Provider = provider;
        ConnectionString = connectionString;
        this.folder = folder;
    }

    public DatabaseProvider Provider { get; }

    public string ConnectionString { get; }

    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider = DatabaseProvider.Sqlite) =>
        await CopyAsync(provider, await (provider == DatabaseProvider.Sqlite ? SqliteTemplate : PostgresTemplate).Value);

    /// <summary>A copy of one that is filled once a process: what fills must write the same for the same name, and nothing beside the database.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider, string named, Func<TestDatabase, Task> fill) =>
        await CopyAsync(provider, await Filled.GetOrAdd((provider, named), _ => new(() => FillAsync(provider, fill))).Value);

    /// <summary>A context of its own each call; the scope is everything unless the test is about scope.</summary>
    public TrainingDbContext Open(AccessScope? scope = null) => Provider switch
    {
        DatabaseProvider.Sqlite => new SqliteTrainingDbContext(
            new DbContextOptionsBuilder<SqliteTrainingDbContext>().For(Provider, ConnectionString).AddInterceptors(SqlServerTranslation.Instance, HistoryWatch.Instance).Options,
            scope ?? AccessScope.Everything),
        _ => new PostgresTrainingDbContext(
            new DbContextOptionsBuilder<PostgresTrainingDbContext>().For(Provider, ConnectionString).AddInterceptors(HistoryWatch.Instance).Options, scope ?? AccessScope.Everything),
    };

    /// <summary>A file that a test made itself, a copy of another database's; the test deletes it.</summary>
    public static TrainingDbContext OpenFile(string file) => new SqliteTrainingDbContext(
        new DbContextOptionsBuilder<SqliteTrainingDbContext>()
            .For(DatabaseProvider.Sqlite, new SqliteConnectionStringBuilder(PersistenceModule.SqliteConnectionString(file)) { Pooling = false }.ToString()).AddInterceptors(HistoryWatch.Instance).Options,
        AccessScope.Everything);

    public async ValueTask DisposeAsync()
    {
        if (Provider == DatabaseProvider.Sqlite)
        {
            using var connection = new SqliteConnection(ConnectionString);
            SqliteConnection.ClearPool(connection);
            Directory.Delete(folder!, recursive: true);
            return;
        }

        using var pooled = new NpgsqlConnection(ConnectionString);
        NpgsqlConnection.ClearPool(pooled);
        await OnServerAsync($"DROP DATABASE IF EXISTS {pooled.Database} WITH (FORCE)");
    }

    private static async Task<TestDatabase> CopyAsync(DatabaseProvider provider, string template)
    {
        switch (provider)
        {
            case DatabaseProvider.Sqlite:
                var folder = Directory.CreateTempSubdirectory("training-test-").FullName;
                var file = Path.Combine(folder, "training.db");
                File.Copy(template, file);
                return new TestDatabase(provider, PersistenceModule.SqliteConnectionString(file), folder);
            case DatabaseProvider.Postgres:
                var name = $"test_{Guid.NewGuid():N}";
                await OnServerAsync($"CREATE DATABASE {name} TEMPLATE {template}");
                return new TestDatabase(provider, Named(name, pooling: true), null);
            default:
                throw new ArgumentOutOfRangeException(nameof(provider), provider, "SQL Server has no server to test on; its scripts and queries are parsed.");
        }
    }

    /// <returns>What may be copied: a file, or the name of a database, with nobody connected.</returns>
    private static async Task<string> FillAsync(DatabaseProvider provider, Func<TestDatabase, Task> fill)
    {
        var database = await CreateAsync(provider);
        await fill(database);
        if (provider == DatabaseProvider.Postgres)
        {
            await using var pooled = new NpgsqlConnection(database.ConnectionString);
            NpgsqlConnection.ClearPool(pooled);
            return pooled.Database;
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(database.folder!, recursive: true);
        await using (var connection = new SqliteConnection(database.ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        // Without a pool the file is whole and at rest when the last connection is closed.
        await using var last = new SqliteConnection(new SqliteConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ToString());
        await last.OpenAsync();
        await using var rest = last.CreateCommand();
        rest.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await rest.ExecuteNonQueryAsync();
        return last.DataSource;
    }

    private static async Task<string> MakeSqliteTemplateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("training-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var file = Path.Combine(folder, "template.db");
        // Without a pool the file is whole and at rest when the last context is closed.
        var unpooled = new SqliteConnectionStringBuilder(PersistenceModule.SqliteConnectionString(file)) { Pooling = false }.ToString();
        await PrepareAsync(DatabaseProvider.Sqlite, unpooled, folder);
        return file;
    }

    private static async Task<string> MakePostgresTemplateAsync()
    {
        var name = $"template_{Guid.NewGuid():N}";
        var folder = Directory.CreateTempSubdirectory("training-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        await OnServerAsync($"CREATE DATABASE {name}");
        await PrepareAsync(DatabaseProvider.Postgres, Named(name, pooling: false), folder);
        return name;
    }

    /// <summary>As at the start of the site: migrations, divisions, topics and roles.</summary>
    private static async Task PrepareAsync(DatabaseProvider provider, string connectionString, string folder)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data"] = folder,
            ["Database:Provider"] = provider.ToString(),
            ["Database:Connection"] = connectionString,
        }).Build();
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(AccessScope.Everything)
            .AddTrainingDomain(configuration)
            .BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PrepareInstallation>().RunAsync();
    }

    private static string Named(string database, bool pooling) =>
        new NpgsqlConnectionStringBuilder(PostgresServer.ConnectionString) { Database = database, Pooling = pooling, MaxPoolSize = 20 }.ToString();

    private static async Task OnServerAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(PostgresServer.ConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
