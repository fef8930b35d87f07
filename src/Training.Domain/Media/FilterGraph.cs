using System.Globalization;

namespace Training.Domain.Media;

/// <summary>The filters of one encoding run: one decode of picture and sound, and from it everything that the plan asks for.</summary>
public static class FilterGraph
{
    /// <summary>Pictures from which the poster is chosen, spread over the lesson.</summary>
    public const int PosterCandidates = 8;

    public static string Of(AdmittedMedia media, EncodePlan plan, bool toneMapping)
    {
        var chains = new List<string>();
        if (media.Video is not null && plan.Top is { } top)
        {
            AddPictures(chains, media, plan, top, toneMapping);
        }

        if (media.Audio is not null && plan.HasSound)
        {
            AddSound(chains, media, plan);
        }

        return string.Join(';', chains);
    }

    /// <summary>The sound as it will be heard: one rate, one or two channels, without gaps, from zero.</summary>
    public static string Sound(int channels) =>
        $"aresample=44100:async=1:first_pts=0,aformat=sample_rates=44100:channel_layouts={(channels == 1 ? "mono" : "stereo")}";

    private static void AddPictures(List<string> chains, AdmittedMedia media, EncodePlan plan, VideoRendition top, bool toneMapping)
    {
        var source = media.Video!;
        var maps = plan.Ladder.HighDynamicRange is { } transfer && toneMapping ? transfer : null;
        var from = $"[0:{source.Index}]";
        var steps = new List<string>();
        if (plan.Ladder.Deinterlace)
        {
            steps.Add("bwdif=mode=send_frame:deint=interlaced");
        }

        // From zero, so that a picture that starts late is held and not shifted against the sound.
        steps.Add($"fps=fps={plan.Ladder.FrameRate}:start_time=0");
        if (plan.Storyboard is not null)
        {
            // The poster is larger than the lowest step, and no larger than a phone shows: it shares a thin line with the film's first picture.
            var poster = plan.Ladder.Videos.LastOrDefault(video => video.ShortSide <= 360) ?? top;
            var every = Math.Max(1, (int)(media.Duration.TotalSeconds * plan.Ladder.FrameRate.PerSecond / PosterCandidates));
            Branch("whole", "picked");
            chains.Add($"[picked]{EveryOne(every)},{ToSize(source, poster, maps)},setsar=1[poster]");
        }

        steps.AddRange([ToSize(source, top, maps), "setsar=1"]);
        if (plan.Stills is { } stills)
        {
            var slow = $"fps=1/{LadderPlan.StillSeconds}:start_time=0";
            if (plan.Videos.Count == 0)
            {
                chains.Add($"{from}{string.Join(',', steps)},{slow}[{stills.Name}]");
                return;
            }

            Branch("film", "still");
            chains.Add($"[still]{slow}[{stills.Name}]");
        }

        // Each size from the next larger one: fewer pixels to pass over than each from the source.
        for (var index = plan.Videos.Count - 1; index >= 0; index--)
        {
            var video = plan.Videos[index];
            if (video.ShortSide != top.ShortSide)
            {
                steps.AddRange([$"scale={video.Width}:{video.Height}", "setsar=1"]);
            }

            if (index > 0)
            {
                Branch($"s{index}", $"v{index}");
            }
        }

        if (plan.Storyboard is { } board)
        {
            Branch("v0", "thumbs");
            var every = Math.Max(1, (int)Math.Round(board.EverySeconds * plan.Ladder.FrameRate.PerSecond));
            chains.Add($"[thumbs]{EveryOne(every)},scale={board.Width}:{board.Height},setsar=1,tile={Storyboard.Side}x{Storyboard.Side}[story]");
            return;
        }

        chains.Add($"{from}{(steps.Count == 0 ? "null" : string.Join(',', steps))}[v0]");

        // What was begun goes two ways: on under the first name, and out under the second.
        void Branch(string on, string off)
        {
            chains.Add($"{from}{string.Concat(steps.Select(step => step + ","))}split=2[{off}][{on}]");
            from = $"[{on}]";
            steps.Clear();
        }
    }

    private static string EveryOne(int frames) => string.Create(CultureInfo.InvariantCulture, $"select='not(mod(n\\,{frames}))'");

    private static void AddSound(List<string> chains, AdmittedMedia media, EncodePlan plan)
    {
        var source = $"[0:{media.Audio!.Index}]";
        var (full, small) = (source, source);
        if (plan is { Audio: true, Voice: true })
        {
            chains.Add($"{source}asplit=2[full][small]");
            (full, small) = ("[full]", "[small]");
        }

        if (plan.Audio)
        {
            chains.Add($"{full}{Sound(plan.Ladder.AudioChannels)}{Loudness.Filters(plan.Gain)}[a]");
        }

        if (plan.Voice)
        {
            chains.Add($"{small}{Sound(1)}{Loudness.Filters(plan.VoiceGain)},aresample=24000,aformat=sample_rates=24000[voice]");
        }
    }

    private static string ToSize(ProbedStream video, VideoRendition wanted, string? highDynamicRange) =>
        highDynamicRange is null ? string.Join(',', Plain(video, wanted)) : ToneMapped(wanted, highDynamicRange);

    /// <summary>
    /// To size and to 8-bit 4:2:0, and nothing where the source is that already: a pass over every pixel costs as much as a small rendition.
    /// The colour matrix is only written down, as the source has it or as its size tells, because players guess it from the size of what
    /// they get; only a foreign one is converted.
    /// </summary>
    private static IEnumerable<string> Plain(ProbedStream video, VideoRendition top)
    {
        var matrix = video.ColorMatrix ?? (Math.Min(video.Width, video.Height) >= 720 ? "bt709" : "smpte170m");
        var isForeign = matrix is not ("bt709" or "smpte170m" or "bt470bg");
        var isAsWanted = !isForeign && !video.FullRange && video.PixelFormat == "yuv420p" && video.Rotation == 0 && video.PixelAspect == 1 &&
            (video.Width, video.Height) == (top.Width, top.Height);
        if (!isAsWanted)
        {
            // Brought down to half or less, the mean of what falls together is as good as the dearer weighing of neighbours.
            var isFarDown = Math.Min(video.Width, video.Height) >= 2 * top.ShortSide;
            yield return $"scale={top.Width}:{top.Height}:out_range=tv" + (isFarDown ? ":flags=area" : "") + (isForeign ? ":out_color_matrix=bt709" : "");
            yield return "format=yuv420p";
        }

        yield return matrix is "smpte170m" or "bt470bg"
            ? $"setparams=range=tv:colorspace={matrix}:color_primaries={matrix}:color_trc=smpte170m"
            : "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709";
    }

    /// <summary>Light is made linear, its range pressed into the ordinary one, and written as 8-bit BT.709. First to size: the sums are in floats.</summary>
    private static string ToneMapped(VideoRendition top, string transfer) =>
        $"zscale=w={top.Width}:h={top.Height}:tin={transfer}:min=2020_ncl:pin=2020:t=linear:npl=100,format=gbrpf32le,zscale=p=709," +
        "tonemap=tonemap=hable:desat=0,zscale=t=709:m=709:r=tv,format=yuv420p";
}
