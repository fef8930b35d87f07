using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;

namespace Training.Jobs.Work;

/// <summary>Writes a run into the history around every clock job: begun, and what came of it. The job itself knows nothing of it.</summary>
public sealed partial class ClockRunHistory(UnattendedScopes scopes, ClockJobs jobs, TimeProvider clock, ILogger<ClockRunHistory> log) : IJobExecutionMiddleware
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(180);

    public async ValueTask Invoke(IJobExecutionContext context, JobExecutionDelegate next, CancellationToken cancellationToken)
    {
        var definition = jobs.Definitions.FirstOrDefault(d => d.Key.Equals(context.JobDetail.Key));
        if (definition is null)
        {
            await next(context, cancellationToken);
            return;
        }

        var run = new WorkRun { Job = definition.Key.Name, StartedUtc = clock.UtcNow(), Status = WorkStatus.Running };
        if (!definition.Schedule.Quiet)
        {
            await WriteAsync(run);
        }

        try
        {
            await next(context, cancellationToken);
            run.Status = WorkStatus.Succeeded;
            run.Summary = context.Result as string is { } said ? WorkRules.Cut(said, WorkRules.MostSummaryLetters) : null;
        }
        catch (Exception failure)
        {
            var stopped = failure is OperationCanceledException && cancellationToken.IsCancellationRequested;
            run.Status = stopped ? WorkStatus.Cancelled : WorkStatus.Failed;
            run.Error = stopped ? "程序停下时还没做完。" : WorkRules.Cut(FailureSentence.Of(failure), WorkRules.MostErrorLetters);
            LogFailed(log, failure, run.Job);
            throw;
        }
        finally
        {
            run.FinishedUtc = clock.UtcNow();
            if (!definition.Schedule.Quiet || run.Status != WorkStatus.Succeeded || run.Summary is not null)
            {
                await WriteAsync(run);
            }
        }
    }

    private async Task WriteAsync(WorkRun run)
    {
        await using var scope = scopes.Open();
        var db = scope.ServiceProvider.GetRequiredService<TrainingDbContext>();
        db.Update(run);
        await db.SaveChangesAsync();
        if (run.FinishedUtc is { } end)
        {
            var limit = end - KeptFor;
            await db.WorkRuns().Where(r => r.Job == run.Job && r.WorkItemId == null && r.StartedUtc < limit).ExecuteDeleteAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The job {Job} did not end well")]
    private static partial void LogFailed(ILogger log, Exception failure, string job);
}
