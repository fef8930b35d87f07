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
