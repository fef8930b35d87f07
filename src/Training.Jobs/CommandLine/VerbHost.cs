using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Training.Domain;
using Training.Domain.Persistence;

namespace Training.Jobs.CommandLine;

/// <summary>The data folder that was named holds no database.</summary>
public sealed class NoDatabaseException(string sentence) : Exception(sentence);

/// <summary>
/// The services that a verb works with: the domain on the chosen data folder, reaching everything, logging to nobody unless asked.
/// The database comes from appsettings.json beside the program or from Training__Database__Provider and Training__Database__Connection.
/// </summary>
public static class VerbHost
{
    /// <summary>For verbs that need a database which is there and of this version.</summary>
    /// <exception cref="NoDatabaseException">There is none yet. No folder was made.</exception>
    /// <exception cref="DatabaseVersionException">It is of another version.</exception>
    public static async Task<ServiceProvider> OpenAsync(string? data, bool verbose, CancellationToken ct)
    {
        if (WhyNoDatabase(data) is { } sentence)
        {
            throw new NoDatabaseException(sentence);
        }

        var provider = Build(data, verbose);
        try
        {
            await using var scope = provider.CreateAsyncScope();
            await DatabaseVersion.RequireAsync(scope.ServiceProvider.GetRequiredService<TrainingDbContext>(), ct);
            return provider;
        }
        catch
        {
            await provider.DisposeAsync();
            throw;
        }
    }

    /// <summary>For verbs that prepare the installation themselves; all others open it.</summary>
    /// <param name="data">The data folder; null takes the configured one, or ./data.</param>
    /// <param name="verbose">Log warnings to the error stream.</param>
    public static ServiceProvider Build(string? data, bool verbose = false) => Services(Configuration(data), verbose).BuildServiceProvider();

    /// <summary>The sentence to say when there is nothing to read yet. Makes no folder.</summary>
    public static string? WhyNoDatabase(string? data)
    {
        var configuration = Configuration(data);
        if (!IsSqlite(data) || configuration["Database:Connection"] is not null)
        {
            return null;
        }

        var folder = Path.GetFullPath(configuration["Data"] ?? "data");
        return File.Exists(Path.Combine(folder, "training.db"))
            ? null
            : $"{folder} 里没有数据库。请检查 --data 写的文件夹，或者先用 ./run 打开一次网站。";
    }

    public static bool IsSqlite(string? data) => Configuration(data).GetValue("Database:Provider", DatabaseProvider.Sqlite) == DatabaseProvider.Sqlite;

    public static IConfigurationRoot Configuration(string? data)
    {
        var builder = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables("Training__");
        if (data is not null)
        {
            builder.AddInMemoryCollection([new("Data", data)]);
        }

        return builder.Build();
    }

    public static IServiceCollection Services(IConfiguration configuration, bool verbose = false)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddLogging(log =>
        {
            log.SetMinimumLevel(verbose ? LogLevel.Warning : LogLevel.None);
            log.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        });
        services.AddScoped(_ => AccessScope.Everything);
        services.AddTrainingDomain(configuration);
        return services;
    }
}
