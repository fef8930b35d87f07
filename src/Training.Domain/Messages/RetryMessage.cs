using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Messages;

/// <summary>再发一次: a message that failed goes back into the queue with fresh attempts, unless its time is over.</summary>
public sealed class RetryMessage(TrainingDbContext db, TimeProvider clock)
{
    public sealed record NotToBeSent() : Refusal("这条消息不用再发：已经发出、正在排队，或者已经过期。");

    public async Task<Result<Done>> RunAsync(long id, Actor actor, CancellationToken ct = default)
    {
        var message = await db.OutgoingMessages().SingleOrDefaultAsync(m => m.Id == id, ct);
        if (message is null)
        {
            return new NotFound("这条消息");
        }

        var now = clock.UtcNow();
        if (!MessageRules.MayRetry(message, now))
        {
            return new NotToBeSent();
        }

        message.TryAgain(now);
        await AuditTrail.AppendAsync(
            db, $"message/{id}", actor, nameof(RetryMessage), now, new { State = MessageState.Failed }, new { message.State, message.MaxAttempts }, ct: ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ChangedMeanwhile();
        }

        return default(Done);
    }
}
