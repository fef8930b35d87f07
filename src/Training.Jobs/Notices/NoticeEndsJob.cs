using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Audit;
using Training.Domain.Notices;
using Training.Jobs.Work;

namespace Training.Jobs.Notices;

/// <summary>
/// Concludes every night the notices whose window is over and whose objections are answered, and gives the tacit consent of deadlines.
/// Each stands alone: one that cannot be saved is tried again the next night and stops none of the others.
/// </summary>
[DisallowConcurrentExecution]
public sealed class NoticeEndsJob(UnattendedScopes scopes) : IClockJob
{
    public static JobKey Key { get; } = ClockJobs.KeyOf("notice-ends");

    public static ClockSchedule Schedule { get; } = new("公示和期限到期", "示", "0 5 0 * * ?");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        List<Guid> due;
        await using (var scope = scopes.Open())
        {
            due = await scope.ServiceProvider.GetRequiredService<ConcludeNotice>().DueAsync(cancellationToken);
        }

        var done = 0;
        var failures = new List<Exception>();
        foreach (var key in due)
        {
            await using var one = scopes.Open();
            try
            {
                done += (await one.ServiceProvider.GetRequiredService<ConcludeNotice>().RunAsync(key, Actor.Job, ct: cancellationToken)).Ok ? 1 : 0;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                failures.Add(failure);
            }
        }

        context.Result = due.Count == 0 ? "没有到期的" : $"到期 {due.Count} 件，办结 {done} 件";
        if (failures.Count > 0)
        {
            throw new AggregateException($"{failures.Count} of {due.Count} notices could not be concluded.", failures);
        }
    }
}
