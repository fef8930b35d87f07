using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Training.Domain.Evidence;
using Training.Domain.Work;

namespace Training.Jobs.Work;

/// <summary>Runs one work item from claim to end, and writes what came of it. Leaves the work itself to the handler of its kind.</summary>
public sealed partial class RunWorkItem(UnattendedScopes scopes, WorkPace pace, WorkSignal signal, ILogger<RunWorkItem> log)
{
    public static string Worker { get; } = $"{Environment.MachineName}:{Environment.ProcessId}";

    public async Task RunAsync(long id, bool recovering, CancellationToken stopping)
    {
        await using var scope = scopes.Open();
        var ledger = scope.ServiceProvider.GetRequiredService<WorkLedger>();
        if (recovering)
        {
            await ledger.PutBackOrphansAsync(id, stopping);
        }

        if (await ledger.ClaimAsync(id, Worker, stopping) is not { } item)
        {
            return;
        }

        var attempt = item.Attempts;
        await using var pulse = new WorkPulse(scopes, item, pace, log, stopping);
        try
        {
            var outcome = await HandleAsync(item, pulse);
            await pulse.EndAsync();
            _ = outcome switch
            {
                WorkOutcome.Done done => await ledger.SucceedAsync(id, attempt, done.Text, CancellationToken.None),
                WorkOutcome.HandedOver handed => await ledger.WaitAsync(id, attempt, handed.Text, CancellationToken.None),
                WorkOutcome.Turned turned => await ledger.RefuseAsync(id, attempt, turned.Sentence, CancellationToken.None),
                _ => throw new NotSupportedException(outcome.GetType().Name),
            };
        }
        catch (Exception) when (pulse.Lost)
        {
            LogLost(log, item.Kind, id);
        }
        catch (OperationCanceledException) when (pulse.Silent && !stopping.IsCancellationRequested)
        {
            LogSilent(log, item.Kind, id, attempt);
            await pulse.EndAsync();
            await ledger.FailAsync(id, attempt, "很久没有进展，停下重来。", CancellationToken.None);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await pulse.EndAsync();
            await ledger.GiveBackAsync(id, attempt, CancellationToken.None);
        }
        catch (Exception full) when (DiskRoom.IsFull(full))
        {
            LogWaits(log, item.Kind, id, full.Message);
            await pulse.EndAsync();
            await SayAsync(l => l.PostponeAsync(id, attempt, full is NoRoomException told ? told.Message : DiskRoom.Waits, CancellationToken.None), stopping);
        }
        catch (Exception failure)
        {
            LogFailed(log, failure, item.Kind, id, attempt);
            await pulse.EndAsync();
            await ledger.FailAsync(id, attempt, FailureSentence.Of(failure), CancellationToken.None);
        }

        // What waits for its next attempt must be planned anew.
        signal.Raise();
    }

    /// <summary>A database on the full disk takes no word either: it is said again until it is heard, or until the process ends.</summary>
    private async Task SayAsync(Func<WorkLedger, Task<bool>> say, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await using var scope = scopes.Open();
                await say(scope.ServiceProvider.GetRequiredService<WorkLedger>());
                return;
            }
            catch (Exception full) when (DiskRoom.IsFull(full) && !stopping.IsCancellationRequested)
            {
                await Task.Delay(pace.Look, stopping);
            }
        }
    }

    private async Task<WorkOutcome> HandleAsync(WorkItem item, WorkPulse pulse)
    {
        await using var own = scopes.Open();
        return await own.ServiceProvider.GetRequiredKeyedService<IWorkHandler>(item.Kind).RunAsync(item, pulse, pulse.Token);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} {Item} was stopped or given to another")]
    private static partial void LogLost(ILogger log, string kind, long item);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} {Item}, attempt {Attempt}, reported nothing for too long and was ended")]
    private static partial void LogSilent(ILogger log, string kind, long item, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} {Item} waits for room on the disk: {Why}")]
    private static partial void LogWaits(ILogger log, string kind, long item, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} {Item}, attempt {Attempt}, failed")]
    private static partial void LogFailed(ILogger log, Exception failure, string kind, long item, int attempt);
}
