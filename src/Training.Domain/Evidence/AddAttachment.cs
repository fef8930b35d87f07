using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Media;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;

namespace Training.Domain.Evidence;

public sealed record AddAttachmentInput
{
    public required Actor Actor { get; init; }

    public required string OwnerKind { get; init; }

    public required Guid OwnerKey { get; init; }

    /// <summary>Code of one of the owner's purposes.</summary>
    public required string Purpose { get; init; }

    /// <summary>Kept as written; blank takes the name of the file without its ending.</summary>
    public string? Title { get; init; }

    public DateOnly? ValidUntil { get; init; }

    public required string SourceName { get; init; }

    /// <summary>Hash of what was sent, where the sender knows it; what arrives otherwise is refused.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Sent by a machine that repeats itself: content that was there once and was removed is not hung again.</summary>
    public bool OnlyOnce { get; init; }

    /// <summary>What the owner's room is told beside the file.</summary>
    public AttachmentFacts? Facts { get; init; }

    /// <summary>Read once, from where it stands to its end.</summary>
    public required Stream Content { get; init; }
}

/// <param name="WasThere">The same content already hung on the record for the same purpose; nothing was added.</param>
public sealed record AddedAttachment(Guid Key, string Sha256, bool WasThere);

/// <summary>
/// Hangs one file on a record: decides by its first bytes what it is, keeps the original by its hash, and writes attachment, the work of
/// copying a photo and history in one save. What is neither paper nor photo is refused before anything is kept.
/// </summary>
public sealed class AddAttachment(TrainingDbContext db, AttachmentOwners owners, IFileStore files, WorkQueue queue, TimeProvider clock)
{
    private const int Attempts = 4;

    private readonly AttachmentLimits limits = AttachmentLimits.Default;

    public async Task<Result<AddedAttachment>> RunAsync(AddAttachmentInput input, CancellationToken ct = default)
    {
        if (await owners.FindAsync(input.OwnerKind, input.OwnerKey, input.Actor, ct) is not { } home)
        {
            return new NotFound("这条记录");
        }

        if (await RefuseAsync(input, home, ct) is { } refusal)
        {
            return refusal;
        }

        var head = new byte[ContentSniffer.HeadLength];
        var length = await input.Content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        var admitted = AttachmentAdmission.Check(head.AsSpan(0, length));
        if (!admitted.Ok)
        {
            return admitted.Refusal;
        }

        KeptFile kept;
        try
        {
            await using var whole = new HeadedStream(head.AsMemory(0, length), input.Content, limits.FileBytes);
            kept = await files.KeepAsync(whole, ct);
        }
        catch (StreamTooLongException)
        {
            return new AttachmentTooLarge(limits.FileBytes);
        }

        return input.Sha256 is { } sent && sent != kept.Sha256 ? new ArrivedDifferent()
            : admitted.Value == PaperKind.Pdf && !await IsWholeAsync(kept, ct) ? new CutOffPdf()
            : await WriteAsync(input, home, admitted.Value, kept, ct);
    }

    private async Task<Refusal?> RefuseAsync(AddAttachmentInput input, AttachmentHome home, CancellationToken ct)
    {
        if (!home.TakesPapers)
        {
            return new AttachmentsClosed();
        }

        if (home.Purposes.SingleOrDefault(purpose => purpose.Code == input.Purpose) is not { } chosen)
        {
            return new AttachmentPurposeUnknown();
        }

        if (input.ValidUntil is not null && !chosen.Dated)
        {
            return new AttachmentDateNotAsked();
        }

        if (input.Title?.Length > Attachment.TitleMaxLength)
        {
            return new AttachmentTitleTooLong(input.Title.Length);
        }

        return await OfOwner(input).CountAsync(ct) >= limits.MostOfOwner ? new TooManyAttachments(limits.MostOfOwner) : null;
    }

    private IQueryable<Attachment> OfOwner(AddAttachmentInput input) =>
        db.Attachments().Where(a => a.OwnerKind == input.OwnerKind && a.OwnerKey == input.OwnerKey && a.RemovedUtc == null);

    private async Task<bool> IsWholeAsync(KeptFile kept, CancellationToken ct)
    {
        await using var file = files.Open(kept.Sha256);
        var tail = new byte[Math.Min(kept.Bytes, AttachmentAdmission.PdfTailLength)];
        file.Seek(-tail.Length, SeekOrigin.End);
        await file.ReadExactlyAsync(tail, ct);
        return AttachmentAdmission.EndsAsPdf(tail);
    }

    private async Task<Result<AddedAttachment>> WriteAsync(AddAttachmentInput input, AttachmentHome home, PaperKind kind, KeptFile kept, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryWriteAsync(input, home, kind, kept, ct);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Somebody wrote the same file, or in the same history, in between.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<Result<AddedAttachment>> TryWriteAsync(AddAttachmentInput input, AttachmentHome home, PaperKind kind, KeptFile kept, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var there = await (
            from row in db.Attachments()
            join file in db.StoredFiles() on row.StoredFileId equals file.Id
            where row.OwnerKind == input.OwnerKind && row.OwnerKey == input.OwnerKey && row.Purpose == input.Purpose && file.Sha256 == kept.Sha256
            where row.RemovedUtc == null || input.OnlyOnce
            orderby row.RemovedUtc == null descending, row.Id
            select (Guid?)row.Key).FirstOrDefaultAsync(ct);
        if (there is { } known)
        {
            return new AddedAttachment(known, kept.Sha256, WasThere: true);
        }

        // Attachment and work item need the numbers of the rows before them, so all are written in one transaction.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var stored = await db.StoredFileAsync(kept, now, ct);
        await db.SaveChangesAsync(ct);
        var fileName = FileNames.Clean(input.SourceName);
        var attachment = new Attachment
        {
            Key = Guid.CreateVersion7(),
            OwnerKind = input.OwnerKind,
            OwnerKey = input.OwnerKey,
            Purpose = input.Purpose,
            Title = string.IsNullOrWhiteSpace(input.Title) ? FileNames.Title(fileName, Attachment.TitleMaxLength) : input.Title,
            FileName = fileName,
            Kind = kind,
            Status = kind == PaperKind.Pdf ? AttachmentStatus.Ready : AttachmentStatus.Waiting,
            ValidUntil = input.ValidUntil,
            StoredFileId = stored.Id,
            AddedUtc = now,
            AddedBy = input.Actor.AccountId,
        };
        db.Attachments().Add(attachment);
        await db.SaveChangesAsync(ct);
        if (attachment.IsPhoto)
        {
            queue.Enqueue(db, PhotoWork.Kind, attachment.Id, $"整理照片：{home.Title}");
        }

        await owners.Of(input.OwnerKind)!.AddedAsync(attachment, kept, input.Facts, ct);
        await AuditTrail.AppendAsync(db, home.AuditStream, input.Actor, nameof(AddAttachment), now,
            after: new { attachment = attachment.Key, attachment.Purpose, attachment.Kind, attachment.ValidUntil, kept.Sha256, kept.Bytes }, ct: ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new AddedAttachment(attachment.Key, kept.Sha256, WasThere: false);
    }
}
