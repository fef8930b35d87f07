using Training.Domain.Media;

namespace Training.Jobs.Media;

/// <summary>Reads a finished rendition back, as a player would, and measures it.</summary>
public sealed class RenditionReader(MediaTool tool)
{
    public async Task<RenditionFacts> ReadAsync(string folder, string name, MediaLimits limits, CancellationToken cancel)
    {
        var own = Path.Combine(folder, name);
        var file = new FileInfo(Path.Combine(own, FfmpegCommand.PlaylistName));
        var playlist = HlsPlaylist.Parse(file.Exists ? await File.ReadAllTextAsync(file.FullName, cancel) : "");
        var isVideo = LadderPlan.KindOf(name) is RenditionKind.Video or RenditionKind.Stills;
        var present = playlist.Segments.Count > 0 && Names(playlist).All(part => new FileInfo(Path.Combine(own, part)) is { Exists: true, Length: > 0 });
        var scan = new PacketScan(limits with { Frames = long.MaxValue, Duration = limits.Duration * 2 });
        if (present)
        {
            var run = await tool.RunAsync(
                new ToolCall { Program = "ffprobe", Arguments = FfmpegCommand.ScanRendition(name), WorkingFolder = folder, Timeout = TimeSpan.FromMinutes(15) },
                line =>
                {
                    scan.Add(line);
                    return true;
                },
                null,
                cancel);
            present = run.Succeeded;
        }

        var loudness = new LoudnessLog();
        if (present && !isVideo)
        {
            await tool.RunAsync(
                new ToolCall { Program = "ffmpeg", Arguments = FfmpegCommand.MeasureOwn($"{name}/{FfmpegCommand.PlaylistName}"), WorkingFolder = folder, Timeout = TimeSpan.FromMinutes(15) },
                null, loudness.Add, cancel);
        }

        return new RenditionFacts { Name = name, IsVideo = isVideo, Playlist = playlist, FilesPresent = present, Read = scan.Of(0), Loudness = loudness.Reading };
    }

    public static MadeRendition Describe(string folder, RenditionFacts facts, VideoRendition? video)
    {
        var own = Path.Combine(folder, facts.Name);
        var sizes = facts.Playlist.Segments.Select(segment => (segment.Seconds, new FileInfo(Path.Combine(own, segment.Name)).Length)).ToList();
        var bytes = BytesOf(own, facts.Playlist);
        var seconds = facts.Read!.End;
        return new MadeRendition
        {
            Name = facts.Name,
            Width = video?.Width,
            Height = video?.Height,
            Codecs = video is null ? "mp4a.40.2"
                : MasterPlaylist.AvcCodec(File.ReadAllBytes(Path.Combine(own, facts.Playlist.InitializationName!)))
                  ?? throw new TranscodeFailedException(TranscodeFailedException.Plain, $"{facts.Name}: no avcC in the initialization segment"),
            Seconds = seconds,
            Bytes = bytes,
            PeakBitsPerSecond = (int)sizes.Max(size => size.Length * 8 / Math.Max(size.Seconds, 1)) + 1,
            AverageBitsPerSecond = (int)(bytes * 8 / Math.Max(seconds, 1)) + 1,
            Loudness = facts.Loudness is { IsSilent: false } heard ? heard.Integrated : null,
            StillShare = facts.Read.StillShare,
        };
    }

    /// <summary>What a published rendition weighs on the disk now; null where a file of it is missing.</summary>
    public static long? BytesOf(string folder)
    {
        var file = new FileInfo(Path.Combine(folder, FfmpegCommand.PlaylistName));
        var playlist = HlsPlaylist.Parse(file.Exists ? File.ReadAllText(file.FullName) : "");
        return playlist.Ended && Names(playlist).All(part => File.Exists(Path.Combine(folder, part))) ? BytesOf(folder, playlist) : null;
    }

    private static long BytesOf(string folder, HlsPlaylist playlist) => Names(playlist).Sum(part => new FileInfo(Path.Combine(folder, part)).Length);

    private static IEnumerable<string> Names(HlsPlaylist playlist) =>
        playlist.Segments.Select(segment => segment.Name).Concat(playlist.InitializationName is { } first ? [first] : []);
}
