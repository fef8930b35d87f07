using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Training.Domain;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Jobs.CommandLine;

namespace Training.Jobs.Work;

/// <summary>
/// <c>worker</c>: runs the jobs without the site. On PostgreSQL and SQL Server as many as wanted share the work; on SQLite it refuses while
/// the site or another worker has the folder.
/// </summary>
public static class WorkerVerb
{
    public static Command Build(VerbOptions options)
    {
        var command = new Command("worker", "只跑后台任务，不开网站；PostgreSQL 和 SQL Server 上可以开几个，一起分担");
        command.SetAction((parsed, ct) => RunAsync(
            options.DataOf(parsed), parsed.GetValue(options.Verbose), options.ConsoleOf(parsed), ct));
        return command;
    }

    public static async Task<int> RunAsync(string? data, bool verbose, VerbConsole console, CancellationToken ct)
    {
        using var host = Host(VerbHost.Configuration(data), verbose);
        var folder = host.Services.GetRequiredService<DataFolder>();
        if (VerbHost.IsSqlite(data))
        {
            using var free = InstallationLock.TryTake(folder);
            if (free is null)
            {
                console.Trouble(InstallationHeldException.Sentence(folder));
                return ExitCode.NotDone;
            }
        }

        await using (var scope = host.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<PrepareInstallation>().RunAsync(ct);
        }

        try
        {
            await host.StartAsync(ct);
        }
        catch (InstallationHeldException held)
        {
            console.Trouble(held.Message);
            return ExitCode.NotDone;
        }

        console.Say($"后台任务开始跑了，数据文件夹 {folder.Root}。按 Ctrl+C 停下。", new { ok = true, folder = folder.Root, worker = RunWorkItem.Worker });
        await host.WaitForShutdownAsync(ct);
        return ExitCode.Done;
    }

    private static IHost Host(IConfiguration configuration, bool verbose)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddConfiguration(configuration);
        builder.Configuration.AddInMemoryCollection([new("Jobs:Enabled", "true")]);
        builder.Logging.AddSimpleConsole(o => o.SingleLine = true).SetMinimumLevel(verbose ? LogLevel.Information : LogLevel.Warning);
        // A folder held by another process is answered with a sentence, not with the host's own report.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", verbose ? LogLevel.Information : LogLevel.None);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", verbose ? LogLevel.Warning : LogLevel.None);
        builder.Services.Configure<ConsoleLifetimeOptions>(o => o.SuppressStatusMessages = true);
        builder.Services.AddScoped(_ => AccessScope.Everything);
        builder.Services.AddTrainingDomain(builder.Configuration);
        builder.Services.AddTrainingJobs(builder.Configuration);
        return builder.Build();
    }
}
