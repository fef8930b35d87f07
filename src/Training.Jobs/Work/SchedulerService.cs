using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Quartz;

namespace Training.Jobs.Work;

/// <summary>
/// Starts the scheduler with the process and ends it within the time that the host gives. A store whose database is gone (the folder was deleted, the
/// server is down) tries for ever to give back what it had reserved, and the scheduler waits for that before it tells the store to stop. Nothing is lost by
/// leaving it: reservations of a process that ended are taken up at the next start.
/// </summary>
internal partial class SchedulerService(
    IHostApplicationLifetime lifetime, IServiceProvider services, IOptionsMonitor<QuartzHostedServiceOptions> options, IOptions<HostOptions> host, ILogger<SchedulerService> log)
    : QuartzHostedService(lifetime, services, options), IHostedService
{
    /// <summary>Of the host's time, for jobs to come to their end; the rest is for the store.</summary>
    private const double ForJobs = 0.8;

    async Task IHostedService.StopAsync(CancellationToken cancellationToken)
    {
        using var jobs = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        jobs.CancelAfter(host.Value.ShutdownTimeout * ForJobs);
        try
        {
            await StopAsync(jobs.Token).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogLeft(log);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The scheduler did not stop in time, as when its database is gone; the process ends without it")]
    private static partial void LogLeft(ILogger log);
}
