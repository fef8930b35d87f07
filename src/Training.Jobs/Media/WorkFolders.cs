using Training.Domain.Media;
using Training.Jobs.Work;

namespace Training.Jobs.Media;

/// <summary>
/// A folder that holds the one input under a neutral name and nothing else, so that whatever a hostile file names beside itself is
/// not there. Gone when disposed.
/// </summary>
public sealed class InputFolder : IDisposable
{
    private InputFolder(string path, long length)
    {
        Path = path;
        Length = length;
    }

    public string Path { get; }

    public long Length { get; }

    public static InputFolder Make(string sourceFile, string workFolder)
    {
        var folder = System.IO.Path.Combine(System.IO.Path.GetFullPath(workFolder), $"input-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        var input = System.IO.Path.Combine(folder, FfmpegCommand.InputName);
        if (!Posix.TryLink(System.IO.Path.GetFullPath(sourceFile), input))
        {
            // Another disk, or a file that is not ours to link.
            File.Copy(sourceFile, input);
        }

        return new InputFolder(folder, new FileInfo(input).Length);
    }

    public async Task<byte[]> HeadAsync(CancellationToken cancel)
    {
        await using var file = File.OpenRead(System.IO.Path.Combine(Path, FfmpegCommand.InputName));
        var head = new byte[ContentSniffer.HeadLength];
        var length = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        return head[..length];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>
/// Where renditions are written until they are verified: a hidden sibling of the output folder, on the same disk, so that publishing
/// is one rename. Gone when disposed unpublished; what a killed process leaves behind is swept by the next attempt.
/// </summary>
public sealed class PartialFolder : IDisposable
{
    private readonly string output;

    private PartialFolder(string path, string output)
    {
        Path = path;
        this.output = output;
    }

    public string Path { get; }

    public static PartialFolder Make(string output, IEnumerable<string> renditions)
    {
        var parent = System.IO.Path.GetDirectoryName(output) ?? throw new IOException("The output folder must lie in a folder.");
        var prefix = $".partial-{System.IO.Path.GetFileName(output)}-";
        Directory.CreateDirectory(parent);
        foreach (var leftover in Directory.EnumerateDirectories(parent, prefix + "*"))
        {
            Directory.Delete(leftover, recursive: true);
        }

        var partial = new PartialFolder(System.IO.Path.Combine(parent, prefix + Guid.NewGuid().ToString("N")), output);
        foreach (var rendition in renditions)
        {
            Directory.CreateDirectory(System.IO.Path.Combine(partial.Path, rendition));
        }

        return partial;
    }

    /// <summary>The rename. An earlier transcode in the same place gives way; anything else there stops us.</summary>
    public void Publish()
    {
        if (Directory.Exists(output))
        {
            if (Directory.EnumerateFileSystemEntries(output).Any() && !File.Exists(System.IO.Path.Combine(output, MasterPlaylist.FileName)))
            {
                throw new JobFailedException($"{output} 里已经有别的文件。请换一个空文件夹。");
            }

            var old = Path + "-old";
            Directory.Move(output, old);
            Directory.Move(Path, output);
            Directory.Delete(old, recursive: true);
            return;
        }

        Directory.Move(Path, output);
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
