using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Filing.Documents;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Filing.Packs;

/// <summary>What making a pack came to.</summary>
/// <param name="IsNew">False when the same content was packed before: then nothing was written.</param>
public sealed record MadePack(int Files, int LeftOut, long Bytes, bool IsNew);

public sealed record SnapshotGone() : Refusal("这份签过字的表不在了。");

/// <summary>Makes the evidence pack of a signed sheet and keeps it by its hash. The file is whole in the store before a row points to it.</summary>
public sealed class PackWork(TrainingDbContext db, ReachSnapshot reach, GatherPack gather, IFileStore files, DiskRoom room, TimeProvider clock)
{
    public const string Kind = "filing-pack";

    public static string StreamOf(Guid snapshot) => $"filing-pack/{snapshot}";

    /// <param name="snapshotId">Of the signed sheet.</param>
    /// <param name="folder">Empty, the caller's own and swept by him; on the disk of the store.</param>
    public async Task<Result<MadePack>> RunAsync(long snapshotId, string folder, IProgress<(int Percent, string Step)> progress, CancellationToken ct = default)
    {
        if (await reach.ByIdAsync(snapshotId, ct) is not { } reached)
        {
            return new SnapshotGone();
        }

        progress.Report((5, "收拢记录和材料"));
        var gathered = await gather.RunAsync(reached.Snapshot, reached.Title, new(Directory.CreateDirectory(Path.Combine(folder, "parts")).FullName), ct);
        if (!gathered.Ok)
        {
            return gathered.Refusal;
        }

        var draft = gathered.Value;
        room.Demand(draft.Bytes);
        var file = Path.Combine(folder, "pack.zip");
        await using (var output = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 17, FileOptions.Asynchronous))
        {
            await WritePack.RunAsync(output, draft.Manifest, draft.Entries, files, draft.Stamp, new Written(progress, draft.Bytes), ct);
            output.Flush(flushToDisk: true);
        }

        var (hash, bytes) = await HashAsync(file, ct);
        if (await db.FilingPacks().AnyAsync(p => p.SnapshotId == snapshotId && db.StoredFiles().Any(f => f.Id == p.StoredFileId && f.Sha256 == hash), ct))
        {
            return new MadePack(draft.Manifest.Files.Count, draft.Manifest.LeftOut.Count, bytes, IsNew: false);
        }

        files.Take(file, hash);
        return await KeepAsync(reached.Snapshot, draft.Manifest, new(hash, bytes), ct);
    }

    private async Task<MadePack> KeepAsync(FilingSnapshot snapshot, PackManifest manifest, KeptFile kept, CancellationToken ct)
    {
        var now = clock.UtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var row = await db.StoredFileAsync(kept, now, ct);
        await db.SaveChangesAsync(ct);
        var pack = new FilingPack
        {
            Key = Guid.CreateVersion7(), SnapshotId = snapshot.Id, RegionCode = snapshot.RegionCode, StoredFileId = row.Id, ManifestSha256 = CanonicalJson.HashOf(CanonicalJson.Write(manifest)),
            Files = manifest.Files.Count, LeftOut = manifest.LeftOut.Count, MadeUtc = now,
        };
        db.FilingPacks().Add(pack);
        await AuditTrail.AppendAsync(
            db, StreamOf(snapshot.Key), Actor.Job, nameof(PackWork), now, null, new { evidencePack = pack.Key, snapshot = snapshot.Key, zip = kept.Sha256, manifest = pack.ManifestSha256 }, ct: ct, regionCode: snapshot.RegionCode);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new(pack.Files, pack.LeftOut, kept.Bytes, IsNew: true);
    }

    private static async Task<(string Sha256, long Bytes)> HashAsync(string file, CancellationToken ct)
    {
        await using var written = File.OpenRead(file);
        return (Convert.ToHexStringLower(await SHA256.HashDataAsync(written, ct)), written.Length);
    }

    private sealed class Written(IProgress<(int Percent, string Step)> progress, long total) : IProgress<(long Bytes, string Path)>
    {
        public void Report((long Bytes, string Path) value) => progress.Report(((int)(20 + (75 * value.Bytes / Math.Max(1, total))), "装进压缩包"));
    }
}
