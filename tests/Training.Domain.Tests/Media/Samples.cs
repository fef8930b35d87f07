using Training.Domain.Media;

namespace Training.Domain.Tests.Media;

internal static class Samples
{
    public static ProbedStream Video(int width = 1280, int height = 720, int index = 0) => new()
    {
        Index = index, Type = StreamType.Video, Codec = "h264", Width = width, Height = height,
        DeclaredRate = new FrameRate(25, 1), AverageRate = new FrameRate(25, 1),
    };

    public static ProbedStream Audio(int channels = 2, int index = 1) => new()
    {
        Index = index, Type = StreamType.Audio, Codec = "aac", Channels = channels, SampleRate = 48000,
    };

    public static AdmittedMedia Media(ProbedStream? video, ProbedStream? audio, double seconds = 60, double framesPerSecond = 25) => new()
    {
        Kind = ContainerKind.Mp4,
        Video = video,
        Audio = audio,
        VideoTrack = video is null ? null : new ScannedTrack((long)(seconds * framesPerSecond), 0, seconds),
        AudioTrack = audio is null ? null : new ScannedTrack((long)(seconds * 47), 0, seconds),
        Duration = TimeSpan.FromSeconds(seconds),
    };

    /// <summary>A scan of one packet for each given time, each lasting a step.</summary>
    public static PacketScan Scan(MediaLimits limits, int stream, IEnumerable<double> times, double length = 0.04)
    {
        var scan = new PacketScan(limits);
        foreach (var time in times)
        {
            scan.Add(FormattableString.Invariant($"{stream},{time:0.000000},{time:0.000000},{length:0.000000},900,K_"));
        }

        return scan;
    }

    public static IEnumerable<double> Steps(double from, double to, double step = 0.04)
    {
        for (var time = from; time < to; time += step)
        {
            yield return time;
        }
    }
}
