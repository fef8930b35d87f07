using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Jobs.Work;

namespace Training.Jobs.Messages;

/// <summary>
/// Hands every message that is due to the configured channel, each for itself: one that fails waits and is tried again, the others go on.
/// The attempt is saved before the channel is asked, so that a process that dies in between sends twice at worst and never loses one.
/// </summary>
public sealed partial class SendMessages(
    TrainingDbContext db, Vault vault, IServiceProvider services, IConfiguration configuration, TimeProvider clock, ILogger<SendMessages> log)
{
    private const int AtOnce = 200;

    public sealed record Sent(int Done, int Failed, int Expired)
    {
        public bool Nothing => this is { Done: 0, Failed: 0, Expired: 0 };
    }

    public async Task<Sent> RunAsync(CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var due = await db.OutgoingMessages().Where(m => m.State == MessageState.Waiting && m.NextTryUtc <= now)
            .OrderBy(m => m.NextTryUtc).ThenBy(m => m.Id).Take(AtOnce).ToListAsync(ct);
        if (due.Count == 0)
        {
            return new Sent(0, 0, 0);
        }

        var name = configuration["Messages:Channel"] ?? OutboxFileChannel.Name;
        var channel = services.GetKeyedService<IMessageChannel>(name)
            ?? throw new JobFailedException($"没有叫“{name}”的消息通道。检查配置 Messages:Channel，不写就用 {OutboxFileChannel.Name}。");
        var sent = new Sent(0, 0, 0);
        foreach (var message in due)
        {
            if (message.ExpiresUtc <= now)
            {
                message.Spoil();
                sent = sent with { Expired = sent.Expired + 1 };
            }
            else
            {
                message.Begin(now);
                await db.SaveChangesAsync(ct);
                sent = await HandOverAsync(channel, name, message, ct)
                    ? sent with { Done = sent.Done + 1 }
                    : sent with { Failed = sent.Failed + 1 };
            }

            await db.SaveChangesAsync(CancellationToken.None);
        }

        return sent;
    }

    private async Task<bool> HandOverAsync(IMessageChannel channel, string name, OutgoingMessage message, CancellationToken ct)
    {
        try
        {
            var text = message.Text ?? vault.Open(message.TextSealed!, OpeningPurpose.Deliver);
            var address = vault.Open(message.AddressSealed, OpeningPurpose.Deliver);
            await channel.SendAsync(new MessageToSend(message.Key, message.Purpose, address, text, message.CreatedUtc), ct);
            message.TakenBy(name, clock.UtcNow());
            return true;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (MessageRefusedException refused)
        {
            message.NotTaken(refused.Message, forGood: true);
        }
        catch (Exception failure)
        {
            // The type alone: a gateway's own words may hold the number.
            LogFailed(log, message.Key, message.Attempts, failure.GetType().Name);
            message.NotTaken(FailureSentence.Of(failure), forGood: false);
        }

        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Key} was not taken at attempt {Attempt}: {Failure}")]
    private static partial void LogFailed(ILogger log, Guid key, int attempt, string failure);
}
