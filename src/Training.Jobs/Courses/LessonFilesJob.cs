using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Jobs.Work;

namespace Training.Jobs.Courses;

/// <summary>Every night: are the files of the lessons whole, and what lies there for nothing.</summary>
[DisallowConcurrentExecution]
public sealed class LessonFilesJob(UnattendedScopes scopes) : IClockJob
{
    public static JobKey Key { get; } = ClockJobs.KeyOf("lesson-files");

    public static ClockSchedule Schedule { get; } = new("核对课程的文件", "助", "0 50 3 * * ?");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.Open();
        var broken = await scope.ServiceProvider.GetRequiredService<CheckRenditions>().RunAsync(cancellationToken);
        var swept = await scope.ServiceProvider.GetRequiredService<SweepMedia>().RunAsync(cancellationToken);
        context.Result = $"{(broken == 0 ? "文件都在" : $"{broken} 档坏了，已经重转")}，清掉 {swept} 个旧文件夹和旧包";
    }
}
