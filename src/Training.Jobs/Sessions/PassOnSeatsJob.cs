using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Sessions.Bookings;
using Training.Jobs.Work;

namespace Training.Jobs.Sessions;

/// <summary>Every minute: a seat that nobody took back goes to the next in the line.</summary>
[DisallowConcurrentExecution]
public sealed class PassOnSeatsJob(UnattendedScopes scopes) : IClockJob
{
    public static JobKey Key { get; } = ClockJobs.KeyOf("pass-on-seats");

    public static ClockSchedule Schedule { get; } = new("空位给排队的人", "教", "30 * * * * ?", Quiet: true);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.Open();
        var promoted = await scope.ServiceProvider.GetRequiredService<PassOnSeats>().RunAsync(cancellationToken);
        context.Result = promoted == 0 ? null : $"{promoted} 人排到了位子";
    }
}
