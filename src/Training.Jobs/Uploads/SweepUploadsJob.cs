using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Evidence;
using Training.Domain.Uploads;
using Training.Jobs.Work;

namespace Training.Jobs.Uploads;

/// <summary>Ends uploads that nobody ends: left alone for a week, or cut off by a crash at their last step.</summary>
[DisallowConcurrentExecution]
public sealed class SweepUploadsJob(UnattendedScopes scopes) : IClockJob
{
    public static JobKey Key { get; } = ClockJobs.KeyOf("sweep-uploads");

    public static ClockSchedule Schedule { get; } = new("清理没传完的文件", "清", "30 0/5 * * * ?", Quiet: true);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.Open();
        var swept = await scope.ServiceProvider.GetRequiredService<SweepUploads>().RunAsync(cancellationToken);
        if (!swept.Nothing)
        {
            context.Result = $"补收 {swept.Finished} 个，过期 {swept.Expired} 个，清掉 {swept.Files} 个文件，腾出 {DiskRoom.Said(swept.FreedBytes)}";
        }
    }
}
