using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Filing.Documents;
using Training.Domain.Persistence;

namespace Training.Domain.Filing.Packs;

/// <summary>One thing that does not fit in a pack.</summary>
/// <param name="Path">The file, or what else it is about.</param>
/// <param name="How">被改过, 少了 …</param>
public sealed record PackFault(string Path, string How)
{
    public string Words => $"{Path}：{How}";
}

/// <summary>What checking a pack came to.</summary>
/// <param name="Known">Whether the data know the signed sheet: else the pack was compared with itself alone.</param>
public sealed record PackCheck(string? Title, string? Code, int Files, bool Known, IReadOnlyList<PackFault> Faults);

/// <summary>
/// Checks a ZIP that came from outside: against its own list, and, where the data know the sheet, against what was made here. Whoever changes a file and hashes
/// everything anew is found by the second.
/// </summary>
public sealed class CheckPack(TrainingDbContext db, IFileStore store)
{
    public async Task<PackCheck> RunAsync(Stream zip, CancellationToken ct = default)
    {
        var read = await ReadAsync(zip, ct);
        if (read.Manifest is not { } manifest)
        {
            return new(null, null, 0, Known: false, read.Faults);
        }

        var snapshot = await db.FilingSnapshots().AsNoTracking().SingleOrDefaultAsync(s => s.Key == manifest.Snapshot, ct);
        var faults = snapshot is null ? read.Faults : [.. read.Faults, .. await AgainstAsync(snapshot, read, ct)];
        return new(manifest.Title, manifest.Code, manifest.Files.Count, snapshot is not null, [.. faults.DistinctBy(f => f.Path)]);
    }

    /// <summary>The pack against itself; asks no database.</summary>
    public static async Task<PackCheck> AloneAsync(Stream zip, CancellationToken ct = default)
    {
        var read = await ReadAsync(zip, ct);
        return new(read.Manifest?.Title, read.Manifest?.Code, read.Manifest?.Files.Count ?? 0, Known: false, read.Faults);
    }

    private async Task<List<PackFault>> AgainstAsync(FilingSnapshot snapshot, ReadPack read, CancellationToken ct)
    {
        var faults = new List<PackFault>();
        var manifest = read.Manifest!;
        if (read.Hashes.GetValueOrDefault(PackManifest.SnapshotName) != CanonicalJson.HashOf(snapshot.Json))
        {
            faults.Add(new(PackManifest.SnapshotName, "和平台上签过字的快照不一样"));
        }

        if (manifest.Code != snapshot.Code)
        {
            faults.Add(new("纸上的码", "和平台上的不一样"));
        }

        var written = await db.AuditEntries().AsNoTracking().SingleOrDefaultAsync(e => e.Stream == manifest.Chain.Stream && e.Sequence == manifest.Chain.Sequence, ct);
        if (written is null || Convert.ToHexStringLower(written.Hash) != manifest.Chain.Hash)
        {
            faults.Add(new("操作历史", "包里写的那一条和平台上的不一样"));
        }

        var packs = await (
            from pack in db.FilingPacks().AsNoTracking()
            where pack.SnapshotId == snapshot.Id
            join file in db.StoredFiles() on pack.StoredFileId equals file.Id
            orderby pack.Id descending
            select new { pack.ManifestSha256, file.Sha256 }).ToListAsync(ct);
        if (packs.Exists(p => p.ManifestSha256 == read.ManifestSha256))
        {
            return faults;
        }

        faults.Add(new(PackManifest.Name, "平台没有做过这样一份清单"));
        foreach (var pack in packs.Where(p => store.Holds(p.Sha256)))
        {
            await using var made = store.Open(pack.Sha256);
            if ((await ReadAsync(made, ct)).Manifest is { } own)
            {
                faults.AddRange(Compare(own.Files.ToDictionary(f => f.Path, f => f.Sha256), manifest.Files.ToDictionary(f => f.Path, f => f.Sha256), "和平台做的那一份不一样"));
                break;
            }
        }

        return faults;
    }

    private static IEnumerable<PackFault> Compare(Dictionary<string, string> due, IReadOnlyDictionary<string, string> there, string changed)
    {
        foreach (var (path, hash) in due.OrderBy(d => d.Key, StringComparer.Ordinal))
        {
            if (!there.TryGetValue(path, out var found))
            {
                yield return new(path, "少了");
            }
            else if (found != hash)
            {
                yield return new(path, changed);
            }
        }

        foreach (var path in there.Keys.Where(p => !due.ContainsKey(p)).Order(StringComparer.Ordinal))
        {
            yield return new(path, "清单里没有，是后来放进去的");
        }
    }

    private static async Task<ReadPack> ReadAsync(Stream zip, CancellationToken ct)
    {
        var (hashes, texts, faults) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(), new List<PackFault>());
        try
        {
            await using var archive = await ZipArchive.CreateAsync(zip, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8, ct);
            foreach (var entry in archive.Entries)
            {
                if (!hashes.TryAdd(entry.FullName, ""))
                {
                    faults.Add(new(entry.FullName, "同名的有两个"));
                    continue;
                }

                hashes[entry.FullName] = await HashAsync(entry, ct) is { } hash ? hash : "打不开";
                if (entry.FullName is PackManifest.Name or PackManifest.SumName && entry.Length < 64 << 20 && hashes[entry.FullName] != "打不开")
                {
                    await using var content = await entry.OpenAsync(ct);
                    using var reader = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: false));
                    texts[entry.FullName] = await reader.ReadToEndAsync(ct);
                }
            }
        }
        catch (InvalidDataException)
        {
            return new(null, "", hashes, [new("压缩包", "不是完整的压缩包，打不开")]);
        }

        return Judged(hashes, texts, faults);
    }

    private static ReadPack Judged(Dictionary<string, string> hashes, Dictionary<string, string> texts, List<PackFault> faults)
    {
        if (Parse(texts.GetValueOrDefault(PackManifest.Name)) is not { } manifest)
        {
            return new(null, "", hashes, [new(PackManifest.Name, hashes.ContainsKey(PackManifest.Name) ? "被改过，读不懂" : "少了，没有它核对不了")]);
        }

        if (texts.GetValueOrDefault(PackManifest.SumName) != $"{hashes[PackManifest.Name]}  {PackManifest.Name}\n")
        {
            faults.Add(new(PackManifest.SumName, "和清单对不上，清单或者它被改过"));
        }

        faults.AddRange(Compare(
            manifest.Files.ToDictionary(f => f.Path, f => f.Sha256),
            hashes.Where(h => h.Key is not (PackManifest.Name or PackManifest.SumName)).ToDictionary(), "被改过"));
        if (manifest.Files.SingleOrDefault(f => f.Path == PackManifest.SnapshotName)?.Sha256 != manifest.Sha256)
        {
            faults.Add(new("签字时的快照", "清单里写的哈希前后不一样"));
        }

        if (SheetCode.Of(manifest.Snapshot, manifest.Sha256) != manifest.Code)
        {
            faults.Add(new("纸上的码", "由快照算不出这个码"));
        }

        return new(manifest, hashes[PackManifest.Name], hashes, faults);
    }

    private static PackManifest? Parse(string? text)
    {
        try
        {
            return text is not null && CanonicalJson.IsCanonical(text) && CanonicalJson.Read<PackManifest>(text) is { Format: PackManifest.CurrentFormat } manifest
                && manifest.Files.DistinctBy(f => f.Path).Count() == manifest.Files.Count ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<string?> HashAsync(ZipArchiveEntry entry, CancellationToken ct)
    {
        try
        {
            await using var content = await entry.OpenAsync(ct);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private sealed record ReadPack(PackManifest? Manifest, string ManifestSha256, IReadOnlyDictionary<string, string> Hashes, List<PackFault> Faults);
}
