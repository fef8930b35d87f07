using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Training.Domain.Shared;
using Training.Domain.Work;

namespace Training.Jobs.Work;

/// <summary>
/// On SQLite, before anything runs: takes the folder for this process, and puts back what a process before it left running, which
/// nobody can be working on any more.
/// </summary>
public sealed class InstallationGuard(DataFolder folder, UnattendedScopes scopes) : IHostedService, IDisposable
{
    private InstallationLock? held;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        held = InstallationLock.TryTake(folder) ?? throw new InstallationHeldException(folder);
        await using var scope = scopes.Open();
        var ledger = scope.ServiceProvider.GetRequiredService<WorkLedger>();
        await ledger.PutBackOrphansAsync(ct: cancellationToken);
        await ledger.CloseOrphanRunsAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Not at StopAsync: the scheduler is still ending its jobs then.
    public void Dispose() => held?.Dispose();
}
