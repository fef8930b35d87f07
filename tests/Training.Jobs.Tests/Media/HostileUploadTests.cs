using System.Net;
using System.Net.Sockets;
using System.Text;
using Training.Domain.Media;
using Training.Jobs.Media;

namespace Training.Jobs.Tests.Media;

public sealed class HostileUploadTests
{
    private const int Port = 18999;

    private static string AnyClip => Directory.EnumerateFiles(Path.Combine(Recordings.Root, "media-samples"), "*.mp4").Order().First();

    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:18999/secret.ts\n#EXT-X-ENDLIST\n")]
    [InlineData("ffconcat version 1.0\nfile http://127.0.0.1:18999/a.mp4\n")]
    [InlineData("<?xml version=\"1.0\"?><MPD><BaseURL>http://127.0.0.1:18999/</BaseURL></MPD>")]
    public async Task A_playlist_reaches_nobody(string content)
    {
        using var listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        using var bench = new Bench();
        var result = await bench.TranscodeAsync(bench.Upload(Encoding.UTF8.GetBytes(content)));
        Assert.IsType<PlaylistFile>(result.Refusal);

        // And had it come past the first check, the forced demuxer would not have read it as a playlist.
        foreach (var kind in Enum.GetValues<ContainerKind>())
        {
            var lines = await ProbeAsAsync(bench, content, kind);
            Assert.DoesNotContain(lines, line => line.Contains("h264", StringComparison.Ordinal));
        }

        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task A_playlist_does_not_open_another_upload_beside_it()
    {
        const string Content = "ffconcat version 1.0\nfile sibling-private.mp4\n";
        using var bench = new Bench();
        bench.Upload(await File.ReadAllBytesAsync(AnyClip), "sibling-private.mp4");
        var result = await bench.TranscodeAsync(bench.Upload(Encoding.UTF8.GetBytes(Content)));
        Assert.IsType<PlaylistFile>(result.Refusal);
        foreach (var kind in Enum.GetValues<ContainerKind>())
        {
            Assert.DoesNotContain(await ProbeAsAsync(bench, Content, kind), line => line.Contains("h264", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_input_stands_alone_under_a_neutral_name()
    {
        using var bench = new Bench();
        bench.Upload([1, 2, 3], "sibling-private.mp4");
        using var input = InputFolder.Make(bench.Upload([1, 2, 3, 4], "-i 坏名字;$(reboot).mp4"), bench.Work);
        Assert.Equal(FfmpegCommand.InputName, Path.GetFileName(Assert.Single(Directory.EnumerateFileSystemEntries(input.Path))));
        Assert.Equal(4, input.Length);
    }

    [Fact]
    public async Task An_empty_file_is_refused_before_any_tool_runs()
    {
        using var bench = new Bench();
        Assert.IsType<EmptyFile>((await bench.TranscodeAsync(bench.Upload([]))).Refusal);
        bench.NothingIsLeft();
    }

    [Fact]
    public async Task Half_an_upload_is_refused()
    {
        using var bench = new Bench();
        var clip = await File.ReadAllBytesAsync(AnyClip);
        Assert.IsType<IncompleteFile>((await bench.TranscodeAsync(bench.Upload(clip[..(clip.Length / 2)]))).Refusal);
        bench.NothingIsLeft();
    }

    [Fact]
    public async Task Noise_inside_a_good_container_is_refused()
    {
        using var bench = new Bench();
        var clip = await File.ReadAllBytesAsync(await bench.DrawAsync(4, "320x240"));
        var media = clip.AsSpan().IndexOf("mdat"u8) + 4;
        new Random(7).NextBytes(clip.AsSpan(media, clip.AsSpan().LastIndexOf("moov"u8) - 4 - media));
        Assert.IsAssignableFrom<MediaRefusal>((await bench.TranscodeAsync(bench.Upload(clip))).Refusal);
        bench.NothingIsLeft();
    }

    [Fact]
    public async Task A_picture_bomb_is_refused_within_little_memory()
    {
        using var bench = new Bench();
        var bomb = await BombAsync(bench);
        Assert.IsType<PictureTooLarge>((await bench.TranscodeAsync(bomb)).Refusal);
        bench.NothingIsLeft();

        // The same probe within 400 MB of address space: it still ends by the size, not by the want of memory.
        using var input = InputFolder.Make(bomb, bench.Work);
        var log = new FfmpegLog();
        await Bench.Tool.RunAsync(
            new ToolCall { Program = "ffprobe", Arguments = FfmpegCommand.Probe(ContainerKind.Mp4, MediaLimits.Default), WorkingFolder = input.Path, MemoryBytes = 400 << 20 },
            null, log.Add, CancellationToken.None);
        Assert.True(log.PictureTooLarge);
    }

    [Fact]
    public async Task Two_pictures_two_hours_apart_are_refused_in_bounded_time()
    {
        using var bench = new Bench();
        var path = Path.Combine(bench.Uploads, "gap.mp4");
        var run = await Bench.Tool.RunAsync(
            new ToolCall
            {
                Program = "ffmpeg",
                Arguments = ["-nostdin", "-v", "error", "-f", "lavfi", "-i", "color=size=320x240:rate=1/7200:duration=14400", "-c:v", "libx264", "-preset", "ultrafast", path],
                WorkingFolder = bench.Uploads,
            },
            null, null, CancellationToken.None);
        Assert.Equal(0, run.ExitCode);
        using var bounded = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        Assert.IsType<LongGap>((await bench.TranscodeAsync(path, cancel: bounded.Token)).Refusal);
    }

    /// <summary>A header that claims 16000 × 16000: the size is patched where a small clip's sequence header and sample entry tell it.</summary>
    private static async Task<string> BombAsync(Bench bench)
    {
        if (Recordings.Collected("bomb_16000x16000_1frame.mp4") is { } real)
        {
            return real;
        }

        var path = Path.Combine(bench.Uploads, "bomb.mp4");
        var run = await Bench.Tool.RunAsync(
            new ToolCall
            {
                Program = "ffmpeg",
                Arguments = ["-nostdin", "-v", "error", "-f", "lavfi", "-i", "color=size=9000x9000:rate=1:duration=1", "-c:v", "libx264", "-preset", "ultrafast", "-threads", "1", path],
                WorkingFolder = bench.Uploads,
            },
            null, null, CancellationToken.None);
        Assert.Equal(0, run.ExitCode);
        return path;
    }

    private static async Task<IReadOnlyList<string>> ProbeAsAsync(Bench bench, string content, ContainerKind kind)
    {
        using var input = InputFolder.Make(bench.Upload(Encoding.UTF8.GetBytes(content), "again.mp4"), bench.Work);
        var lines = new List<string>();
        await Bench.Tool.RunAsync(
            new ToolCall { Program = "ffprobe", Arguments = FfmpegCommand.Probe(kind, MediaLimits.Default), WorkingFolder = input.Path },
            line =>
            {
                lines.Add(line);
                return true;
            },
            null, CancellationToken.None);
        return lines;
    }
}
