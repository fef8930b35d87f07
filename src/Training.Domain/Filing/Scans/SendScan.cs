using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Filing.Documents;
using Training.Domain.Media;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;

namespace Training.Domain.Filing.Scans;

public sealed record SendScanInput
{
    public required Actor Actor { get; init; }

    public required Guid SnapshotKey { get; init; }

    public required string SourceName { get; init; }

    /// <summary>Read once, from where it stands to its end.</summary>
    public required Stream Content { get; init; }
}

/// <summary>
/// Takes the scan of a stamped sheet: decides by its first bytes what it is, keeps the original by its hash, puts the reading into the queue,
/// and puts the scan before it aside, all in one save.
/// </summary>
public sealed class SendScan(TrainingDbContext db, ReachSnapshot reach, IFileStore files, WorkQueue queue, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(SendScanInput input, CancellationToken ct = default)
    {
        if (await reach.FindAsync(input.SnapshotKey, ct) is not { } reached)
        {
            return new NotFound("这张表");
        }

        if ((await reach.DocumentsAsync(reached.Snapshot.Id, ct)).All(d => d.Kind != DocumentKind.Pdf))
        {
            return new ScanNeedsPdf();
        }

        var head = new byte[ContentSniffer.HeadLength];
        var length = await input.Content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        var admitted = AttachmentAdmission.Check(head.AsSpan(0, length));
        if (!admitted.Ok)
        {
            return admitted.Refusal with { Field = "File" };
        }

        try
        {
            await using var whole = new HeadedStream(head.AsMemory(0, length), input.Content, ScanRules.MostBytes);
            return await WriteAsync(input, reached, admitted.Value, await files.KeepAsync(whole, ct), ct);
        }
        catch (StreamTooLongException)
        {
            return new ScanTooLarge(ScanRules.MostBytes);
        }
    }

    private async Task<Result<Guid>> WriteAsync(SendScanInput input, ReachedSnapshot reached, PaperKind kind, KeptFile kept, CancellationToken ct)
    {
        var before = await db.FilingScans().Where(s => s.SnapshotId == reached.Snapshot.Id && s.ReplacedUtc == null).OrderByDescending(s => s.Id).ToListAsync(ct);
        if (before.FirstOrDefault() is { State: not ScanState.Broken } last && await db.StoredFiles().AnyAsync(f => f.Id == last.StoredFileId && f.Sha256 == kept.Sha256, ct))
        {
            return new SameScanAgain();
        }

        var now = clock.UtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var stored = await db.StoredFileAsync(kept, now, ct);
        await db.SaveChangesAsync(ct);
        var name = FileNames.Clean(input.SourceName);
        var scan = new FilingScan
        {
            Key = Guid.CreateVersion7(), SnapshotId = reached.Snapshot.Id, RegionCode = reached.Snapshot.RegionCode, StoredFileId = stored.Id,
            FileName = name[..Math.Min(name.Length, FilingScan.FileNameMaxLength)], Kind = kind, SentUtc = now, SentBy = input.Actor.AccountId,
        };
        foreach (var old in before)
        {
            old.ReplacedUtc = now;
        }

        db.FilingScans().Add(scan);
        // The work item needs the scan's number.
        await db.SaveChangesAsync(ct);
        queue.Enqueue(db, ScanWork.Kind, scan.Id, $"核对扫描件：{reached.Title}");
        await AuditTrail.AppendAsync(
            db, reached.Filing.AuditStream(), input.Actor, nameof(SendScan), now, before.Count == 0 ? null : new { scan = before[0].Key },
            new { snapshot = reached.Snapshot.Key, scan = scan.Key, kept.Sha256, kept.Bytes }, ct: ct, regionCode: reached.Filing.RegionCode);
        var saved = await db.SaveOrClashAsync(ct);
        if (!saved.Ok)
        {
            return saved.Refusal;
        }

        await transaction.CommitAsync(ct);
        return scan.Key;
    }
}
