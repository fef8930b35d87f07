using Training.Domain.Media;
using Training.Domain.Shared;
using Training.Jobs.Media;

namespace Training.Jobs.Tests.Media;

/// <summary>A folder of its own for one test, with the upload in it and whatever the test plants beside it.</summary>
internal sealed class Bench : IDisposable
{
    public static readonly LadderSettings Quick = LadderSettings.Default.LowestRungOnly() with { Preset = "superfast" };

    public static readonly MediaTool Tool = new();

    private readonly string root = Directory.CreateTempSubdirectory("media-test-").FullName;

    public string Uploads => Made("uploads");

    public string Work => Made("work");

    public string Output => Path.Combine(Made("published"), "lesson");

    public string Upload(byte[] content, string name = "上课 (1).mp4")
    {
        var path = Path.Combine(Uploads, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public Task<Result<TranscodedVideo>> TranscodeAsync(string file, LadderSettings? ladder = null, IProgress<TranscodeProgress>? progress = null, CancellationToken cancel = default) =>
        new TranscodeVideo(Tool).RunAsync(
            new TranscodeRequest { SourceFile = file, OutputFolder = Output, WorkFolder = Work, Ladder = ladder ?? Quick }, progress, cancel);

    /// <summary>A clip drawn by ffmpeg itself.</summary>
    public async Task<string> DrawAsync(int seconds, string size = "1280x720")
    {
        var path = Path.Combine(Uploads, $"drawn-{Guid.NewGuid():N}.mp4");
        var run = await Tool.RunAsync(
            new ToolCall
            {
                Program = "ffmpeg",
                Arguments =
                [
                    "-nostdin", "-v", "error", "-f", "lavfi", "-i", $"testsrc2=size={size}:rate=25:duration={seconds}", "-f", "lavfi", "-i", $"sine=frequency=440:duration={seconds}",
                    "-c:v", "libx264", "-preset", "ultrafast", "-crf", "30", "-c:a", "aac", path,
                ],
                WorkingFolder = root,
            },
            null, null, CancellationToken.None);
        Assert.Equal(0, run.ExitCode);
        return path;
    }

    /// <summary>What ffprobe says of a file of ours, as flat key=value lines.</summary>
    public static async Task<IReadOnlyList<string>> ProbeAsync(string file)
    {
        var lines = new List<string>();
        await Tool.RunAsync(
            new ToolCall { Program = "ffprobe", Arguments = ["-v", "error", "-show_format", "-show_streams", "-print_format", "flat", "-i", file], WorkingFolder = Path.GetDirectoryName(file)! },
            line =>
            {
                lines.Add(line);
                return true;
            },
            null, CancellationToken.None);
        return lines;
    }

    public void NothingIsLeft()
    {
        Assert.False(Directory.Exists(Output));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Work));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Output)!));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private string Made(string name) => Directory.CreateDirectory(Path.Combine(root, name)).FullName;
}

/// <summary>Reports in the caller's order and on its thread.</summary>
internal sealed class Heard(Action<TranscodeProgress> onReport) : IProgress<TranscodeProgress>
{
    public void Report(TranscodeProgress value) => onReport(value);
}
