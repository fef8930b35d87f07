using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Training.Domain.Evidence;

namespace Training.Domain.Filing.Packs;

/// <summary>A file that should go into a pack is not there, or not as its hash says.</summary>
public sealed class BrokenPackFileException(string path, string how) : Exception($"“{path}”的原文件{how}，包没有做。先用 ./run verify 核对，从备份恢复这个文件以后再做。");

/// <summary>
/// Writes the ZIP: entries in ordinal order, one time stamp for all, so that the same content is the same bytes. One file after the other is
/// streamed through, and hashed again on its way.
/// </summary>
internal static class WritePack
{
    /// <param name="stamp">Wall time of the signature, in Shanghai.</param>
    public static async Task RunAsync(
        Stream output, PackManifest manifest, IEnumerable<PackEntry> entries, IFileStore store, DateTime stamp, IProgress<(long Bytes, string Path)>? progress, CancellationToken ct)
    {
        var list = CanonicalJson.Write(manifest);
        var own = new Dictionary<string, byte[]> { [PackManifest.Name] = Encoding.UTF8.GetBytes(list), [PackManifest.SumName] = Encoding.UTF8.GetBytes(PackManifest.SumOf(list)) };
        var all = entries.ToDictionary(e => e.File.Path, StringComparer.Ordinal);
        long done = 0;
        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, ct);
        foreach (var path in all.Keys.Concat(own.Keys).Order(StringComparer.Ordinal))
        {
            var packed = all.TryGetValue(path, out var entry) && entry.File.Type is not ("text/html" or "text/csv" or "application/json") ? CompressionLevel.NoCompression : CompressionLevel.Optimal;
            var made = zip.CreateEntry(path, packed);
            made.LastWriteTime = new DateTimeOffset(stamp, TimeSpan.Zero);
            await using var into = await made.OpenAsync(ct);
            if (entry is null)
            {
                await into.WriteAsync(own[path], ct);
                continue;
            }

            await CopyAsync(entry, store, into, ct);
            progress?.Report((done += entry.File.Bytes, path));
        }
    }

    private static async Task CopyAsync(PackEntry entry, IFileStore store, Stream into, CancellationToken ct)
    {
        if (entry.Kept && !store.Holds(entry.At))
        {
            throw new BrokenPackFileException(entry.File.Path, "不见了");
        }

        await using var from = entry.Kept ? store.Open(entry.At) : File.OpenRead(entry.At);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 17];
        int read;
        while ((read = await from.ReadAsync(buffer, ct)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await into.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != entry.File.Sha256)
        {
            throw new BrokenPackFileException(entry.File.Path, "的内容被改过");
        }
    }
}
