using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;

namespace Training.Domain.Shared;

/// <summary>
/// The keys of the installation as they lie in the data folder's keys/: sealing keys by number, of which the highest seals and the older
/// ones only open, and the key of the blind indexes. A key that another process made meanwhile is found when its number is first met.
/// </summary>
internal sealed class InstallationKeys
{
    public const int Bytes = 32;

    private readonly string folder;
    private volatile FrozenDictionary<byte, byte[]> sealing;

    public InstallationKeys(string folder)
    {
        this.folder = folder;
        KeyAt(PathOf(1));
        sealing = Read();
        Indexing = KeyAt(Path.Combine(folder, "index-1.key"));
    }

    public byte[] Indexing { get; }

    public byte Newest => sealing.Keys.Max();

    public byte[] Number(byte number)
    {
        if (!sealing.TryGetValue(number, out var key))
        {
            sealing = Read();
            key = sealing.GetValueOrDefault(number) ?? throw new CryptographicException($"The installation has no sealing key {number}.");
        }

        return key;
    }

    /// <summary>Makes the next sealing key and returns its number.</summary>
    public byte MakeNext()
    {
        sealing = Read();
        var next = checked((byte)(Newest + 1));
        KeyAt(PathOf(next));
        sealing = Read();
        return next;
    }

    private string PathOf(byte number) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"sealing-{number}.key"));

    private FrozenDictionary<byte, byte[]> Read() => Directory.EnumerateFiles(folder, "sealing-*.key")
        .Select(path => (Path: path, Number: Path.GetFileNameWithoutExtension(path)["sealing-".Length..]))
        .Where(file => byte.TryParse(file.Number, CultureInfo.InvariantCulture, out _))
        .ToFrozenDictionary(file => byte.Parse(file.Number, CultureInfo.InvariantCulture), file => File.ReadAllBytes(file.Path));

    private static byte[] KeyAt(string path)
    {
        if (!File.Exists(path))
        {
            // Written whole under another name first: two processes that start at once must end with one key.
            var fresh = $"{path}.{Guid.CreateVersion7():N}";
            File.WriteAllBytes(fresh, RandomNumberGenerator.GetBytes(Bytes));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(fresh, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            try
            {
                File.Move(fresh, path);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(fresh);
            }
        }

        return File.ReadAllBytes(path);
    }
}
