using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Training.Domain.Work;

namespace Training.Jobs.Work;

/// <summary>
/// While a handler works: takes its reports as they come, writes the latest once a beat, and ends the handler's token when the item is no
/// longer this runner's or the handler says nothing for too long. A database that is away for a moment does not end the work.
/// </summary>
internal sealed partial class WorkPulse : IProgress<WorkProgress>, IAsyncDisposable
{
    private readonly UnattendedScopes scopes;
    private readonly ILogger log;
    private readonly long id;
    private readonly int attempt;
    private readonly TimeSpan every;
    private readonly TimeSpan patience;
    private readonly CancellationTokenSource work;
    private readonly CancellationTokenSource beat = new();
    private readonly Task beating;
    private WorkProgress latest = new(0);
    private long lastHeard = Environment.TickCount64;

    public WorkPulse(UnattendedScopes scopes, WorkItem item, WorkPace pace, ILogger log, CancellationToken stopping)
    {
        this.scopes = scopes;
        this.log = log;
        id = item.Id;
        attempt = item.Attempts;
        every = pace.Heartbeat;
        patience = pace.SilentAfter;
        work = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        beating = BeatAsync();
    }

    /// <summary>For the handler.</summary>
    public CancellationToken Token => work.Token;

    /// <summary>The item was stopped by a person or given to another runner.</summary>
    public bool Lost { get; private set; }

    /// <summary>The handler reported nothing for longer than <see cref="WorkPace.SilentAfter"/> and was told to end.</summary>
    public bool Silent { get; private set; }

    public void Report(WorkProgress value)
    {
        Volatile.Write(ref latest, value);
        Volatile.Write(ref lastHeard, Environment.TickCount64);
    }

    public async Task EndAsync()
    {
        await beat.CancelAsync();
        await beating;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        beat.Dispose();
        work.Dispose();
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(every);
        try
        {
            while (await timer.WaitForNextTickAsync(beat.Token))
            {
                if (Environment.TickCount64 - Volatile.Read(ref lastHeard) > patience.TotalMilliseconds)
                {
                    Silent = true;
                    await work.CancelAsync();
                    return;
                }

                if (!await WriteAsync())
                {
                    Lost = true;
                    await work.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (beat.IsCancellationRequested)
        {
            // The handler has ended.
        }
    }

    private async Task<bool> WriteAsync()
    {
        try
        {
            await using var scope = scopes.Open();
            var report = Volatile.Read(ref latest);
            return await scope.ServiceProvider.GetRequiredService<WorkLedger>()
                .BeatAsync(id, attempt, report.Percent, report.Step, WorkStage.Write(report.Stages), beat.Token);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogMissed(log, failure, id);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The heartbeat of work item {Item} could not be written")]
    private static partial void LogMissed(ILogger log, Exception failure, long item);
}
