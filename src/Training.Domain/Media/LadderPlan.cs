using System.Globalization;

namespace Training.Domain.Media;

/// <summary>One step of the ladder: at most this many lines on the picture's short side, at most this bit rate.</summary>
public sealed record LadderRung(int ShortSide, int KilobitsPerSecond);

public sealed record LadderSettings
{
    /// <summary>A lesson must hold on a village's line: the lowest step with sound stays under 220 kbit/s.</summary>
    public static readonly IReadOnlyList<LadderRung> AllRungs = [new(240, 150), new(360, 350), new(480, 800), new(720, 1800)];

    public static readonly LadderSettings Default = new();

    public IReadOnlyList<LadderRung> Rungs { get; init; } = AllRungs;

    public string Preset { get; init; } = "veryfast";

    public int AudioKilobitsPerSecond { get; init; } = 64;

    /// <summary>Sound for the thinnest line and for taking home: 45 minutes stay below 12 MB.</summary>
    public int VoiceKilobitsPerSecond { get; init; } = 32;

    /// <summary>Slides and <see cref="VoiceKilobitsPerSecond"/> together stay below 64 kbit/s.</summary>
    public int StillsKilobitsPerSecond { get; init; } = 28;

    public int StillsSegmentSeconds { get; init; } = 12;

    public int SegmentSeconds { get; init; } = 4;

    public int MaxFramesPerSecond { get; init; } = 30;

    /// <summary>For trials: what makes a lesson playable, and nothing after it.</summary>
    public bool StarterOnly { get; init; }

    /// <summary>What the sound of so long a recording weighs at most, and a tenth for what stands around.</summary>
    public long SoundBytes(TimeSpan duration) => (long)(AudioKilobitsPerSecond * 125.0 * duration.TotalSeconds * 1.1);

    /// <summary>What everything made of so long a recording weighs at most: the full ladder, slides, sounds, what is taken home, and a tenth for what stands around.</summary>
    public long MostBytes(TimeSpan duration) => (long)(
        (Rungs.Sum(rung => rung.KilobitsPerSecond) + StillsKilobitsPerSecond + AudioKilobitsPerSecond + (2 * VoiceKilobitsPerSecond)
            + (FfmpegCommand.PlainFiles * (Rungs[0].KilobitsPerSecond + AudioKilobitsPerSecond))) * 125.0 * duration.TotalSeconds * 1.1);

    public LadderSettings LowestRungOnly() => this with { Rungs = [Rungs[0]], StarterOnly = true };
}

public sealed record VideoRendition(string Name, int Width, int Height, int KilobitsPerSecond)
{
    public int ShortSide => Math.Min(Width, Height);
}

/// <summary>
/// What will be made of an admitted file: never larger than its source, always even sizes and square pixels, upright, at most
/// 30 pictures a second. A file without sound gets no audio rendition, one without picture gets only that.
/// </summary>
public sealed record LadderPlan
{
    public const string AudioName = "audio";

    public const string VoiceName = "voice";

    public const string StillsName = "slides";

    /// <summary>A sound in dialect; it lies in a folder of its own and is no part of the ladder.</summary>
    public const string SoundTrackName = "track";

    /// <summary>One picture every two seconds.</summary>
    public const int StillSeconds = 2;

    private static readonly int[] UsualRates = [5, 8, 10, 12, 15, 20, 24, 25, 30];

    /// <summary>Lowest first.</summary>
    public required IReadOnlyList<VideoRendition> Videos { get; init; }

    public required bool HasAudio { get; init; }

    public FrameRate FrameRate { get; init; }

    public bool Deinterlace { get; init; }

    public string? HighDynamicRange { get; init; }

    public int AudioChannels { get; init; }

    public required LadderSettings Settings { get; init; }

    /// <summary>The largest picture again, as slides.</summary>
    public VideoRendition Stills => Videos[^1] with { Name = StillsName, KilobitsPerSecond = Settings.StillsKilobitsPerSecond };

    public IEnumerable<string> SoundNames => HasAudio ? [AudioName, VoiceName] : [];

    /// <summary>What makes a lesson playable: the lowest picture and the sound.</summary>
    public IEnumerable<string> StarterNames => Videos.Take(1).Select(video => video.Name).Concat(SoundNames);

    /// <summary>Everything that a lesson is to have; slides only where the picture hardly changes.</summary>
    public IEnumerable<string> AllNames(bool still) =>
        Videos.Select(video => video.Name).Concat(still && Videos.Count > 0 ? [StillsName] : []).Concat(SoundNames);

    public static RenditionKind KindOf(string name) => name switch
    {
        AudioName => RenditionKind.Audio,
        VoiceName => RenditionKind.Voice,
        StillsName => RenditionKind.Stills,
        SoundTrackName => RenditionKind.SoundTrack,
        _ => RenditionKind.Video,
    };

    public static int ChannelsOf(AdmittedMedia media) => Math.Clamp(media.Audio?.Channels ?? 0, 1, 2);

    public static LadderPlan For(AdmittedMedia media, LadderSettings settings) => new()
    {
        Videos = media.Video is null ? [] : Renditions(media.Video, settings),
        HasAudio = media.Audio is not null,
        FrameRate = media.Video is null || media.VideoTrack is null ? default : Rate(media.Video, media.VideoTrack, settings.MaxFramesPerSecond),
        Deinterlace = media.Video?.Interlaced ?? false,
        HighDynamicRange = media.Video?.HighDynamicRange,
        AudioChannels = ChannelsOf(media),
        Settings = settings,
    };

    private static List<VideoRendition> Renditions(ProbedStream video, LadderSettings settings)
    {
        var width = video.Width * video.PixelAspect;
        double height = video.Height;
        if (video.Rotation is 90 or 270)
        {
            (width, height) = (height, width);
        }

        var shortSide = Math.Min(width, height);
        var renditions = new List<VideoRendition>();
        foreach (var rung in settings.Rungs)
        {
            // A step that is hardly larger than the one below costs work and shows nothing more.
            if (renditions.Count > 0 && shortSide < Math.Min(renditions[^1].Width, renditions[^1].Height) * 1.15)
            {
                break;
            }

            var scale = Math.Min(1, rung.ShortSide / shortSide);
            var lines = Even(shortSide * scale).ToString(CultureInfo.InvariantCulture);
            renditions.Add(new VideoRendition(lines + "p", Even(width * scale), Even(height * scale), rung.KilobitsPerSecond));
        }

        return renditions;
    }

    private static int Even(double value) => Math.Max(16, (int)Math.Round(value / 2) * 2);

    /// <summary>
    /// The source's own rate where it is steady and sane, else the next usual rate above what was counted. Phones and screen recorders
    /// write variable rates, and some files claim 600 or 1000 a second.
    /// </summary>
    private static FrameRate Rate(ProbedStream video, ScannedTrack track, int max)
    {
        var declared = video.DeclaredRate;
        var counted = track.Length > 0 ? track.Packets / track.Length : declared.PerSecond;
        if (Math.Abs(declared.PerSecond - video.AverageRate.PerSecond) < 0.01 && declared.PerSecond is >= 5 and < 121 &&
            Math.Abs(counted - declared.PerSecond) < declared.PerSecond * 0.1)
        {
            return declared.PerSecond <= max + 0.01 ? declared : Halved(declared, max);
        }

        return new FrameRate(UsualRates.FirstOrDefault(rate => rate >= counted - 0.5 && rate <= max, max), 1);
    }

    /// <summary>50 becomes 25 and 59.94 becomes 29.97, so that every second picture is kept and movement stays even.</summary>
    private static FrameRate Halved(FrameRate rate, int max)
    {
        var divisor = (int)Math.Ceiling((rate.PerSecond / max) - 0.01);
        return new FrameRate(rate.Numerator, rate.Denominator * divisor);
    }
}
