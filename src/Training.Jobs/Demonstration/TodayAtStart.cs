using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Training.Jobs.Work;

namespace Training.Jobs.Demonstration;

/// <summary>The same when the site starts: a demonstration that slept for a week wakes up with sessions of today.</summary>
internal sealed class TodayAtStart(UnattendedScopes scopes, ILogger<TodayAtStart> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.Open();
            // Before anything is filed: a sheet that is ruled on while it is being signed is another sheet.
            await DemonstrationStandards.WriteOnceAsync(scope.ServiceProvider, stoppingToken);
            await scope.ServiceProvider.GetRequiredService<AddTodaysSessions>().RunAsync(stoppingToken);
            await scope.ServiceProvider.GetRequiredService<AddTodaysNotices>().RunAsync(stoppingToken);
            await scope.ServiceProvider.GetRequiredService<AddTodaysDoors>().RunAsync(stoppingToken);
            await scope.ServiceProvider.GetRequiredService<AddTodaysUploads>().RunAsync(stoppingToken);
            await scope.ServiceProvider.GetRequiredService<AddTodaysFilings>().RunAsync(stoppingToken);
            await scope.ServiceProvider.GetRequiredService<DemonstrationDeclared>().RunAsync(stoppingToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The site works without them, and the clock tries again.
            log.LogWarning(failure, "The demonstration got no sessions of today.");
        }
    }
}
