using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Jobs.Work;

namespace Training.Jobs.Demonstration;

/// <summary>Shows the demonstration's courses as soon as they play, and then checks the months of its year. Registered only where the data folder is a demonstration.</summary>
[DisallowConcurrentExecution]
public sealed class DemonstrationCoursesJob(UnattendedScopes scopes) : IClockJob
{
    public static JobKey Key { get; } = ClockJobs.KeyOf("demonstration-courses");

    public static ClockSchedule Schedule { get; } = new("演示：公开转好的课程，核算各月", "演", "0/20 * * * * ?", Quiet: true);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.Open();
        var shown = await scope.ServiceProvider.GetRequiredService<DemonstrationCourses>().PublishPlayableAsync(cancellationToken);
        var months = await scope.ServiceProvider.GetRequiredService<DemonstrationFindings>().RunAsync(shown, ct: cancellationToken);
        context.Result = shown + months == 0 ? null : $"公开了 {shown} 门，核算了 {months} 个月";
    }
}
