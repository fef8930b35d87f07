using System.Security.Cryptography;
using Training.Domain.Evidence;
using Training.Domain.Shared;

namespace Training.Domain.Uploads;

/// <summary>
/// The bytes of uploads that are not whole, beside the store. Whoever writes one holds it alone: the system lets go of the file when the
/// process ends, however it ends.
/// </summary>
public sealed class PartialFiles(DataFolder folder)
{
    private const string Ending = ".upload";

    /// <summary>A name that is neither of these in the folder is somebody else's.</summary>
    private const string StoreEnding = ".part";

    public string PathOf(Guid key) => Path.Combine(folder.Uploads, key.ToString("N") + Ending);

    public bool Exists(Guid key) => File.Exists(PathOf(key));

    public long LengthOf(Guid key) => new FileInfo(PathOf(key)) is { Exists: true } file ? file.Length : 0;

    /// <summary>Null while another request has it.</summary>
    public FileStream? TryOpen(Guid key)
    {
        try
        {
            return new FileStream(PathOf(key), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        }
        catch (IOException held) when (!DiskRoom.IsFull(held) && held is not DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Delete(Guid key) => File.Delete(PathOf(key));

    /// <summary>Uploads that left a file here, and files of the store that a killed process left behind, with the time of their last byte.</summary>
    public IEnumerable<(Guid? Upload, string Path, DateTime LastUtc)> Leftovers()
    {
        foreach (var path in Directory.EnumerateFiles(folder.Uploads))
        {
            var last = File.GetLastWriteTimeUtc(path);
            if (Path.GetExtension(path) == StoreEnding)
            {
                yield return (null, path, last);
            }
            else if (Path.GetExtension(path) == Ending && Guid.TryParseExact(Path.GetFileNameWithoutExtension(path), "N", out var key))
            {
                yield return (key, path, last);
            }
        }
    }

    internal static async Task<string> Sha256Async(FileStream file, CancellationToken ct)
    {
        file.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        int read;
        while ((read = await file.ReadAsync(buffer, ct)) > 0)
        {
            hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
