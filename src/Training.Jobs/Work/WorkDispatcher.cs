using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;

namespace Training.Jobs.Work;

/// <summary>
/// Keeps the scheduler's queue equal to the rows, which are the truth: at start, whenever something was saved in this process, and every
/// few seconds for what another process saved or what fell out of the scheduler.
/// </summary>
public sealed partial class WorkDispatcher(
    ISchedulerFactory schedulers, UnattendedScopes scopes, WorkSignal signal, WorkPace pace, ClockJobs clockJobs,
    IEnumerable<WorkKind> kinds, TimeProvider clock, ILogger<WorkDispatcher> log) : BackgroundService
{
    /// <summary>Rows of one kind handed over at a time; more come when these are done.</summary>
    private const int Handful = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var planned = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var scheduler = await schedulers.GetScheduler(stoppingToken);
                if (!planned)
                {
                    await clockJobs.PlanAsync(scheduler, stoppingToken);
                    planned = true;
                }

                await ReconcileAsync(scheduler, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(log, failure);
            }

            await signal.WaitAsync(pace.Look, stoppingToken);
        }
    }

    private async Task ReconcileAsync(IScheduler scheduler, CancellationToken ct)
    {
        await using var scope = scopes.Open();
        var db = scope.ServiceProvider.GetRequiredService<TrainingDbContext>();
        var soon = clock.UtcNow() + (pace.Look * 4);
        foreach (var kind in kinds)
        {
            var waiting = await db.WorkItems().AsNoTracking()
                .Where(w => w.Status == WorkStatus.Queued && w.Kind == kind.Name && w.NotBeforeUtc <= soon)
                .OrderByDescending(w => w.Priority).ThenBy(w => w.Id).Take(Handful).ToListAsync(ct);
            if (waiting.Count == 0)
            {
                continue;
            }

            // Read after the rows: what was enqueued meanwhile is due too, and must not lose its priority by seeming to lie ahead.
            var now = clock.UtcNow();
            var known = await scheduler.GetTriggers([.. waiting.Select(WorkItemJob.QueueKey)], ct);
            var keys = known.Select(t => t.Key).ToHashSet();
            foreach (var item in waiting.Where(w => !keys.Contains(WorkItemJob.QueueKey(w))))
            {
                var (job, trigger) = WorkItemJob.Queue(item, now);
                await scheduler.ScheduleJob(job, [trigger], new ScheduleJobOptions { Replace = true }, ct);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The work items could not be handed to the scheduler; trying again shortly")]
    private static partial void LogFailed(ILogger log, Exception failure);
}
