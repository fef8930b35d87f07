using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Training.Domain;
using Training.Domain.Persistence;

namespace Training.Jobs.CommandLine;

/// <summary>
/// The services that a verb works with: the domain on the chosen data folder, reaching everything, logging to nobody unless asked.
/// The database comes from appsettings.json beside the program or from Training__Database__Provider and Training__Database__Connection.
/// </summary>
public static class VerbHost
{
    /// <param name="data">The data folder; null takes the configured one, or ./data.</param>
    /// <param name="verbose">Log warnings to the error stream.</param>
    public static ServiceProvider Build(string? data, bool verbose = false) => Services(Configuration(data), verbose).BuildServiceProvider();

    /// <summary>For verbs that only read: the sentence to say when there is nothing to read yet. Makes no folder.</summary>
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
