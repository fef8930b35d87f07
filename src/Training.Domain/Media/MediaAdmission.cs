using Training.Domain.Shared;

namespace Training.Domain.Media;

/// <summary>A file that may be transcoded: which picture, which sound, and how long each really is.</summary>
public sealed record AdmittedMedia
{
    public required ContainerKind Kind { get; init; }

    public ProbedStream? Video { get; init; }

    public ProbedStream? Audio { get; init; }

    public ScannedTrack? VideoTrack { get; init; }

    public ScannedTrack? AudioTrack { get; init; }

    /// <summary>From the first picture or sound to the last, as read, not as claimed.</summary>
    public required TimeSpan Duration { get; init; }
}

/// <summary>
/// Decides from the probe and from the packet scan whether a file can become a lesson. Of several pictures or sounds the one that the
/// file marks as default is taken, else the first; cover pictures of audio files are not pictures.
/// </summary>
public static class MediaAdmission
{
    private const int LongestSide = 8192;

    /// <summary>Decoders that recordings of the last thirty years need. Others stay shut: each is a parser of hostile input.</summary>
    private static readonly HashSet<string> Codecs =
    [
        "h264", "hevc", "av1", "vp8", "vp9", "mpeg4", "msmpeg4v1", "msmpeg4v2", "msmpeg4v3", "mpeg1video", "mpeg2video", "h263", "h263p", "flv1",
        "wmv1", "wmv2", "wmv3", "vc1", "theora", "prores", "dnxhd", "mjpeg", "dvvideo", "svq3", "rawvideo", "png",
        "aac", "aac_latm", "mp3", "mp2", "mp1", "ac3", "eac3", "opus", "vorbis", "flac", "alac", "amr_nb", "amr_wb", "wmav1", "wmav2", "wmapro",
        "speex", "gsm", "gsm_ms", "adpcm_ms", "adpcm_ima_wav", "adpcm_ima_qt", "adpcm_swf", "nellymoser", "qdm2",
        "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_f32le", "pcm_u8", "pcm_s8", "pcm_alaw", "pcm_mulaw",
    ];

    /// <summary>What the header claims, judged before anything is decoded.</summary>
    public static Result<AdmittedMedia> CheckDeclared(ContainerKind kind, FfprobeReport report, MediaLimits limits)
    {
        if (report.Streams.Count > limits.Streams)
        {
            return new TooManyStreams(report.Streams.Count, limits.Streams);
        }

        var video = Choose(report.Streams.Where(stream => stream is { Type: StreamType.Video, AttachedPicture: false }));
        var audio = Choose(report.Streams.Where(stream => stream.Type == StreamType.Audio));
        if (video is null && audio is null)
        {
            return new NothingToPlay();
        }

        foreach (var stream in new[] { video, audio }.OfType<ProbedStream>())
        {
            if (!Codecs.Contains(stream.Codec))
            {
                return new UnsupportedCodec(stream.Codec is "" ? "未知" : stream.Codec);
            }
        }

        if (video is { Width: <= 0 } or { Height: <= 0 } || (video is null && audio is { Channels: <= 0 } or { SampleRate: <= 0 }))
        {
            return new Unreadable();
        }

        if (video is not null && ((long)video.Width * video.Height > limits.PicturePixels || Math.Max(video.Width, video.Height) > LongestSide))
        {
            return new PictureTooLarge(video.Width, video.Height);
        }

        return new AdmittedMedia { Kind = kind, Video = video, Audio = audio, Duration = report.Duration ?? TimeSpan.Zero };
    }

    /// <summary>What was read, held against what was claimed.</summary>
    public static Result<AdmittedMedia> CheckMeasured(AdmittedMedia declared, TimeSpan? claimed, PacketScan scan, MediaLimits limits)
    {
        var video = declared.Video is null ? null : scan.Of(declared.Video.Index);
        var audio = declared.Audio is null ? null : scan.Of(declared.Audio.Index);
        var tracks = new[] { video, audio }.OfType<ScannedTrack>().ToList();
        if (tracks.Count == 0)
        {
            return new Unreadable();
        }

        var duration = TimeSpan.FromSeconds(tracks.Max(track => track.End) - tracks.Min(track => track.Start));
        if (duration > limits.Duration)
        {
            return new TooLong(duration, limits.Duration);
        }

        if (tracks.Any(track => track.Packets > limits.Frames))
        {
            return new TooManyFrames(limits.Frames);
        }

        var gap = scan.LongestGap(new[] { declared.Video?.Index, declared.Audio?.Index }.OfType<int>());
        if (gap > limits.Gap)
        {
            return new LongGap(gap);
        }

        if (declared.Kind.DeclaresDuration() && claimed is { } claim &&
            claim - duration > TimeSpan.FromSeconds(Math.Max(limits.Shortfall.TotalSeconds, claim.TotalSeconds * limits.ShortfallShare)))
        {
            return new IncompleteFile(claim, duration);
        }

        return declared with
        {
            Video = video is null ? null : declared.Video,
            Audio = audio is null ? null : declared.Audio,
            VideoTrack = video,
            AudioTrack = audio,
            Duration = duration,
        };
    }

    private static ProbedStream? Choose(IEnumerable<ProbedStream> streams)
    {
        var list = streams.ToList();
        return list.FirstOrDefault(stream => stream.Default) ?? list.FirstOrDefault();
    }
}
