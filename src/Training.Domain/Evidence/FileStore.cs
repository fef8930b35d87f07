using System.Security.Cryptography;
using Training.Domain.Shared;

namespace Training.Domain.Evidence;

/// <summary>What was kept: the hash is the address.</summary>
public readonly record struct KeptFile(string Sha256, long Bytes);

/// <summary>Keeps originals by the SHA-256 of their content.</summary>
public interface IFileStore
{
    /// <summary>Streams content in, hashing as it goes; nothing is visible under the hash before it is whole on the disk.</summary>
    Task<KeptFile> KeepAsync(Stream content, CancellationToken ct = default);

    /// <summary>
    /// Takes over a whole file of the installation's own, whose hash the caller has computed, without copying it; the file is gone from
    /// where it stood.
    /// </summary>
    void Take(string file, string sha256);

    Stream Open(string sha256);

    bool Holds(string sha256);
}

/// <summary>The default store: a folder, two hexadecimal digits a level.</summary>
public sealed class FolderFileStore(DataFolder folder) : IFileStore
{
    public async Task<KeptFile> KeepAsync(Stream content, CancellationToken ct = default)
    {
        var partial = Path.Combine(folder.Uploads, $"{Guid.CreateVersion7():N}.part");
        try
        {
            long bytes = 0;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 17, FileOptions.Asynchronous))
            {
                var buffer = new byte[1 << 17];
                int read;
                while ((read = await content.ReadAsync(buffer, ct)) > 0)
                {
                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), ct);
                    bytes += read;
                }

                await file.FlushAsync(ct);
                file.Flush(flushToDisk: true);
            }

            var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            var target = PathOf(sha256);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (!File.Exists(target))
            {
                File.Move(partial, target);
            }

            return new KeptFile(sha256, bytes);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    public void Take(string file, string sha256)
    {
        var target = PathOf(sha256);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (File.Exists(target))
        {
            File.Delete(file);
        }
        else
        {
            File.Move(file, target);
        }
    }

    public Stream Open(string sha256) => File.OpenRead(PathOf(sha256));

    public bool Holds(string sha256) => File.Exists(PathOf(sha256));

    /// <summary>Where the content lies, for tools that need a file. Only a hash is accepted, never a name from outside.</summary>
    public string PathOf(string sha256) =>
        sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower)
            ? Path.Combine(folder.Files, sha256[..2], sha256[2..4], sha256)
            : throw new ArgumentException("Not a SHA-256.", nameof(sha256));
}
