using System.Diagnostics;
using System.Globalization;

namespace Training.Faults.Tests.Uploads;

/// <summary>A real file system of a few megabytes in memory, which is really full when it is full. Only root may mount one.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private readonly bool mounted;

    private SmallDisk(string path, bool mounted) => (Path, this.mounted) = (path, mounted);

    public string Path { get; }

    /// <summary>False where nothing can be mounted: then the folder lies on the machine's own disk, which nobody fills.</summary>
    public bool CanBeFilled => mounted;

    private string Filler => System.IO.Path.Combine(Path, "filler");

    public static async Task<SmallDisk> MakeAsync(int megabytes)
    {
        var path = Directory.CreateTempSubdirectory("training-small-disk-").FullName;
        var size = string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m,mode=700");
        return new SmallDisk(path, OperatingSystem.IsLinux() && await RunAsync("mount", "-t", "tmpfs", "-o", size, "training-drill", path) == 0);
    }

    /// <summary>Until not one byte fits any more, whoever else writes at the same time.</summary>
    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        for (var block = 1 << 20; block > 0; block /= 16)
        {
            var bytes = new byte[block];
            try
            {
                while (true)
                {
                    filler.Write(bytes);
                }
            }
            catch (IOException)
            {
                // So much no longer fits: less may.
            }
        }
    }

    public void MakeRoom() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        if (mounted)
        {
            await RunAsync("umount", "-l", Path);
        }

        Directory.Delete(Path, recursive: true);
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = new Process { StartInfo = new ProcessStartInfo(program, arguments) { RedirectStandardError = true } };
#pragma warning disable RS0030 // the drill prepares the machine
        process.Start();
#pragma warning restore RS0030
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
