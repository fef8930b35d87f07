using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Evidence;

public sealed record RemoveAttachmentInput
{
    public required Actor Actor { get; init; }

    public required Guid Key { get; init; }

    public string? Reason { get; init; }
}

public sealed record RemovalNeedsReason() : Refusal("移除要写一句原因，比如“传错了，换了新证”。", nameof(RemoveAttachmentInput.Reason));

public sealed record RemovalReasonTooLong(int Length) : Refusal($"原因有 {Length} 个字，最多 {Attachment.ReasonMaxLength} 个字。", nameof(RemoveAttachmentInput.Reason));

/// <summary>Takes an attachment off its record. Row, reason and original stay; it is only no longer shown. Doing it twice changes nothing.</summary>
public sealed class RemoveAttachment(TrainingDbContext db, AttachmentOwners owners, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(RemoveAttachmentInput input, CancellationToken ct = default)
    {
        var attachment = await db.Attachments().SingleOrDefaultAsync(a => a.Key == input.Key, ct);
        if (attachment is null || await owners.FindAsync(attachment.OwnerKind, attachment.OwnerKey, input.Actor, ct) is not { } home)
        {
            return new NotFound("这份材料");
        }

        if (attachment.RemovedUtc is not null)
        {
            return default(Done);
        }

        if (!home.TakesPapers)
        {
            return new AttachmentsClosed();
        }

        if (string.IsNullOrWhiteSpace(input.Reason))
        {
            return new RemovalNeedsReason();
        }

        if (input.Reason.Length > Attachment.ReasonMaxLength)
        {
            return new RemovalReasonTooLong(input.Reason.Length);
        }

        var now = clock.UtcNow();
        (attachment.RemovedUtc, attachment.RemovedBy, attachment.RemovedBecause) = (now, input.Actor.AccountId, input.Reason);
        await owners.Of(attachment.OwnerKind)!.RemovedAsync(attachment, ct);
        await AuditTrail.AppendAsync(db, home.AuditStream, input.Actor, nameof(RemoveAttachment), now,
            before: new { attachment = attachment.Key, attachment.Purpose }, reason: input.Reason, ct: ct);
        await db.SaveChangesAsync(ct);
        return default(Done);
    }
}
