using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Uploads;

/// <summary>The hash of one piece, as the sender computed it.</summary>
public sealed record PieceChecksum(HashAlgorithmName Algorithm, byte[] Hash);

public sealed record TakeBytesInput
{
    public required Actor Actor { get; init; }

    public required Guid Key { get; init; }

    /// <summary>Where the sender believes the piece belongs.</summary>
    public required long Offset { get; init; }

    /// <summary>Of the piece, where it is known beforehand.</summary>
    public long? Length { get; init; }

    public PieceChecksum? Checksum { get; init; }

    /// <summary>Read once.</summary>
    public required Stream Content { get; init; }
}

public sealed record TakenBytes(long Offset, bool IsWhole, DateTime ExpiresUtc);

/// <summary>
/// Appends one piece: the bytes are forced to the disk before the row says so, and the row before anybody is answered. What arrived before a
/// line broke is kept, unless the piece carries a checksum: then it counts whole or not at all.
/// </summary>
public sealed class TakeBytes(TrainingDbContext db, OwnUploads uploads, PartialFiles partials, DiskRoom room, RefuseUpload refuse, TimeProvider clock)
{
    private const int BufferBytes = 1 << 17;

    public async Task<Result<TakenBytes>> RunAsync(TakeBytesInput input, CancellationToken ct = default)
    {
        if (await uploads.RowAsync(input.Key, input.Actor, ct) is not { } upload)
        {
            return new NotFound("这次上传");
        }

        if (uploads.Gone(upload) is { } gone)
        {
            return gone;
        }

        if (upload.Status == UploadStatus.Finished || uploads.IsInStore(upload))
        {
            return input.Offset == upload.Bytes ? new TakenBytes(upload.Bytes, true, upload.ExpiresUtc) : new PieceOutOfPlace(upload.Bytes);
        }

        if (room.Missing(0) > 0)
        {
            return new UploadWaitsForRoom();
        }

        try
        {
            await using var partial = partials.TryOpen(upload.Key);
            if (partial is null)
            {
                return new UploadIsBusy();
            }

            // Whoever held the file before may have moved the row.
            await db.Entry(upload).ReloadAsync(ct);
            return uploads.Gone(upload) ?? await AppendAsync(upload, partial, input, ct);
        }
        catch (Exception full) when (DiskRoom.IsFull(full))
        {
            return new UploadWaitsForRoom();
        }
    }

    private async Task<Result<TakenBytes>> AppendAsync(Upload upload, FileStream partial, TakeBytesInput input, CancellationToken ct)
    {
        var offset = Math.Min(upload.Offset, partial.Length);
        if (input.Offset != offset)
        {
            return new PieceOutOfPlace(offset);
        }

        var most = upload.Bytes - offset;
        if (input.Length > most)
        {
            return new MoreThanAnnounced();
        }

        var end = await CopyAsync(partial, offset, most, input, ct);
        if (end.Refusal is not null)
        {
            return end.Refusal;
        }

        // What arrived is kept even when the sender is gone: nothing below asks whether it still listens.
        if (offset < ContentSniffer.HeadLength && end.Value >= Math.Min(ContentSniffer.HeadLength, upload.Bytes)
            && ContentSniffer.Sniff(await HeadAsync(partial)) is { Ok: false } plainly)
        {
            await partial.DisposeAsync();
            return await refuse.RunAsync(upload, plainly.Refusal, input.Actor, CancellationToken.None);
        }

        var now = clock.UtcNow();
        var expires = now + UploadRules.KeptFor;
        var kept = await db.Uploads().Where(u => u.Id == upload.Id && u.Status == UploadStatus.Receiving).ExecuteUpdateAsync(
            s => s.SetProperty(u => u.Offset, end.Value).SetProperty(u => u.TouchedUtc, now).SetProperty(u => u.ExpiresUtc, expires), CancellationToken.None);
        await db.Entry(upload).ReloadAsync(CancellationToken.None);
        return kept == 0 ? uploads.Gone(upload) ?? (Result<TakenBytes>)new NotFound("这次上传") : new TakenBytes(end.Value, end.Value == upload.Bytes, expires);
    }

    /// <summary>Writes what comes, and answers how long the file then is on the disk. On refusal the file ends where it did before.</summary>
    private static async Task<Result<long>> CopyAsync(FileStream partial, long offset, long most, TakeBytesInput input, CancellationToken ct)
    {
        partial.SetLength(offset);
        partial.Position = offset;
        using var hash = input.Checksum is null ? null : IncrementalHash.CreateHash(input.Checksum.Algorithm);
        var buffer = new byte[BufferBytes];
        var left = most;
        var broken = false;
        var full = false;
        while (true)
        {
            int read;
            try
            {
                read = await input.Content.ReadAsync(buffer, ct);
            }
            catch (Exception lost) when (lost is IOException or OperationCanceledException)
            {
                broken = true;
                break;
            }

            if (read == 0)
            {
                break;
            }

            if (read > left)
            {
                Cut(partial, offset);
                return new MoreThanAnnounced();
            }

            try
            {
                await partial.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
            }
            catch (IOException failure) when (DiskRoom.IsFull(failure))
            {
                full = true;
                break;
            }

            hash?.AppendData(buffer, 0, read);
            left -= read;
        }

        if (input.Checksum is { } sent && (broken || full || !CryptographicOperations.FixedTimeEquals(hash!.GetHashAndReset(), sent.Hash)))
        {
            Cut(partial, offset);
            return full ? new UploadWaitsForRoom() : new PieceDamaged();
        }

        try
        {
            partial.SetLength(offset + most - left);
            partial.Flush(flushToDisk: true);
        }
        catch (IOException failure) when (DiskRoom.IsFull(failure))
        {
            Cut(partial, offset);
            return new UploadWaitsForRoom();
        }

        // A full disk that still took something has moved the offset; the next piece is told to wait.
        return full && left == most ? new UploadWaitsForRoom() : offset + most - left;
    }

    private static void Cut(FileStream partial, long offset) => partial.SetLength(offset);

    private static async Task<byte[]> HeadAsync(FileStream partial)
    {
        var head = new byte[Math.Min(ContentSniffer.HeadLength, partial.Length)];
        partial.Position = 0;
        await partial.ReadExactlyAsync(head);
        return head;
    }
}
