using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Training.Domain.Messages;
using Training.Jobs.Work;

namespace Training.Jobs.Messages;

/// <summary>Looks every five seconds for messages that are due: somebody waits for a code with the phone in hand.</summary>
[DisallowConcurrentExecution]
public sealed class SendMessagesJob(UnattendedScopes scopes) : IClockJob
{
    public static JobKey Key { get; } = ClockJobs.KeyOf("send-messages");

    public static ClockSchedule Schedule { get; } = new("发出排队的消息", "任", "0/5 * * * * ?", Quiet: true);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.Open();
        var sent = await scope.ServiceProvider.GetRequiredService<SendMessages>().RunAsync(cancellationToken);
        if (!sent.Nothing)
        {
            context.Result = $"发出 {sent.Done} 条{(sent.Failed > 0 ? $"，{sent.Failed} 条没发成" : "")}{(sent.Expired > 0 ? $"，{sent.Expired} 条过期" : "")}";
        }
    }
}

public static class MessagesRegistration
{
    /// <summary>A gateway registers itself beside the outbox as a keyed <see cref="IMessageChannel"/> and is chosen by Messages:Channel.</summary>
    public static IServiceCollection AddMessageSending(this IServiceCollection services)
    {
        services.AddKeyedSingleton<IMessageChannel, OutboxFileChannel>(OutboxFileChannel.Name);
        services.AddScoped<SendMessages>();
        return services.AddClockJob<SendMessagesJob>();
    }
}
