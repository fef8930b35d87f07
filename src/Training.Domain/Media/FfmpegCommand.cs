using System.Globalization;

namespace Training.Domain.Media;

/// <summary>
/// Settings to argument lists for ffmpeg and ffprobe. Always a list, never one string, so nothing in a name can become an option.
/// Uploads are read under a neutral name, by one forced demuxer, over the file protocol only, with named decoders only.
/// </summary>
public static class FfmpegCommand
{
    public const string InputName = "input.bin";

    public const string PlaylistName = "index.m3u8";

    public const string ProgressiveName = "low.mp4";

    public const string PosterName = "poster.jpg";

    /// <summary>Names as decoders call themselves; subtitles are never decoded but ffprobe opens what it meets.</summary>
    private const string Decoders =
        "h264,hevc,libdav1d,av1,libaom-av1,vp8,vp9,libvpx,libvpx-vp9,mpeg4,msmpeg4v1,msmpeg4v2,msmpeg4,mpeg1video,mpeg2video,h263,h263p,flv,wmv1,wmv2,wmv3,vc1," +
        "theora,prores,dnxhd,mjpeg,dvvideo,svq3,rawvideo,png,aac,aac_latm,mp3float,mp3,mp2float,mp2,mp1float,mp1,ac3,eac3,opus,libopus,vorbis,libvorbis,flac,alac," +
        "amrnb,amrwb,libopencore_amrnb,libopencore_amrwb,wmav1,wmav2,wmapro,speex,libspeex,gsm,gsm_ms,adpcm_ms,adpcm_ima_wav,adpcm_ima_qt,adpcm_swf,nellymoser,qdm2," +
        "pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_f32le,pcm_u8,pcm_s8,pcm_alaw,pcm_mulaw," +
        "subrip,srt,ass,ssa,mov_text,webvtt,text,dvdsub,dvbsub,pgssub";

    /// <summary>No tags: titles, places and owners of phones are never even read.</summary>
    private const string ReportEntries =
        "stream=index,codec_type,codec_name,width,height,sample_aspect_ratio,r_frame_rate,avg_frame_rate,field_order,pix_fmt,color_range,color_space,color_transfer,channels,sample_rate" +
        ":stream_disposition=default,attached_pic:stream_side_data=rotation:format=duration";

    private const string PacketEntries = "packet=stream_index,pts_time,dts_time,duration_time,flags";

    /// <summary>What the file claims about itself.</summary>
    public static IReadOnlyList<string> Probe(ContainerKind kind, MediaLimits limits) =>
    [
        "-v", "error", .. Guarded(kind, limits), "-show_entries", ReportEntries, "-print_format", "json", "-i", InputName,
    ];

    /// <summary>One line a packet, without decoding.</summary>
    public static IReadOnlyList<string> ScanPackets(ContainerKind kind, MediaLimits limits) =>
    [
        "-v", "error", .. Guarded(kind, limits), "-show_entries", PacketEntries, "-print_format", "csv=p=0", "-i", InputName,
    ];

    /// <summary>The same lines from a rendition that we made, read by its own playlist as a player reads it.</summary>
    public static IReadOnlyList<string> ScanRendition(string name) =>
    [
        "-v", "error", "-protocol_whitelist", "file", "-f", "hls",
        "-show_entries", PacketEntries, "-print_format", "csv=p=0", "-i", $"{name}/{PlaylistName}",
    ];

    /// <summary>Everything from one decode: each rendition is an output of its own in a folder of its own below the output folder.</summary>
    public static IReadOnlyList<string> Ladder(AdmittedMedia media, LadderPlan plan, MediaLimits limits, string outputFolder, bool toneMapping)
    {
        var arguments = new List<string>(96)
        {
            "-nostdin", "-hide_banner", "-loglevel", "level+verbose", "-nostats", "-stats_period", "0.5", "-progress", "pipe:1",
        };
        arguments.AddRange(Guarded(media.Kind, limits));
        arguments.AddRange(["-threads", "4", "-i", InputName, "-filter_complex", Filters(media, plan, toneMapping)]);
        for (var index = 0; index < plan.Videos.Count; index++)
        {
            AddVideo(arguments, plan, index, outputFolder);
        }

        if (plan.HasAudio)
        {
            arguments.AddRange(["-map", "[a]", "-c:a", "aac", "-b:a", Kilo(plan.Settings.AudioKilobitsPerSecond)]);
            AddHls(arguments, plan, Path.Combine(outputFolder, LadderPlan.AudioName));
        }

        return arguments;
    }

    /// <summary>The lowest rendition and the sound as one plain MP4 that any browser plays with scripts off; copied, not encoded again.</summary>
    public static IReadOnlyList<string> Progressive(LadderPlan plan)
    {
        var inputs = new List<string>();
        if (plan.Videos.Count > 0)
        {
            inputs.Add(plan.Videos[0].Name);
        }

        if (plan.HasAudio)
        {
            inputs.Add(LadderPlan.AudioName);
        }

        return
        [
            "-nostdin", "-v", "error",
            .. inputs.SelectMany(name => (string[])["-protocol_whitelist", "file", "-f", "hls", "-i", $"{name}/{PlaylistName}"]),
            .. inputs.SelectMany((_, index) => (string[])["-map", $"{index}:0"]),
            "-c", "copy", "-map_metadata", "-1", "-fflags", "+bitexact", "-movflags", "+faststart", "-f", "mp4", ProgressiveName,
        ];
    }

    /// <summary>One telling picture from the best rendition, some way in: lessons begin with a dark or an empty frame.</summary>
    public static IReadOnlyList<string> Poster(LadderPlan plan, TimeSpan duration)
    {
        var at = Math.Min(duration.TotalSeconds * 0.1, 20);
        return
        [
            "-nostdin", "-v", "error", "-protocol_whitelist", "file", "-f", "hls", "-i", $"{plan.Videos[^1].Name}/{PlaylistName}",
            // After the input, so that it decodes up to there: ffmpeg 5.1 loses the parameter sets when it seeks in such a playlist.
            .. at < 1 ? [] : (string[])["-ss", at.ToString("0.###", CultureInfo.InvariantCulture)],
            "-map", "0:v:0", "-frames:v", "1", "-vf", "thumbnail=50",
            "-map_metadata", "-1", "-c:v", "mjpeg", "-q:v", "4", "-fflags", "+bitexact", "-f", "image2", "-update", "1", PosterName,
        ];
    }

    private static string[] Guarded(ContainerKind kind, MediaLimits limits) =>
    [
        "-protocol_whitelist", "file", "-codec_whitelist", Decoders, "-max_pixels", limits.PicturePixels.ToString(CultureInfo.InvariantCulture), "-f", kind.Demuxer(),
    ];

    private static void AddVideo(List<string> arguments, LadderPlan plan, int index, string outputFolder)
    {
        var video = plan.Videos[index];
        var keyframe = ((int)Math.Ceiling((plan.FrameRate.PerSecond * plan.Settings.SegmentSeconds) - 0.001)).ToString(CultureInfo.InvariantCulture);
        arguments.AddRange(
        [
            "-map", $"[v{index}]", "-c:v", "libx264", "-preset", plan.Settings.Preset, "-profile:v", "main", "-crf", "23",
            "-maxrate", Kilo(video.KilobitsPerSecond), "-bufsize", Kilo(video.KilobitsPerSecond * 2),
            // Segments of all renditions must begin on the same picture. Without B-frames every rendition starts at zero in every player.
            "-g", keyframe, "-keyint_min", keyframe, "-sc_threshold", "0", "-bf", "0",
        ]);
        AddHls(arguments, plan, Path.Combine(outputFolder, video.Name));
    }

    private static void AddHls(List<string> arguments, LadderPlan plan, string folder) => arguments.AddRange(
    [
        "-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags", "+bitexact",
        "-f", "hls", "-hls_time", plan.Settings.SegmentSeconds.ToString(CultureInfo.InvariantCulture), "-hls_playlist_type", "vod",
        "-hls_segment_type", "fmp4", "-hls_flags", "independent_segments", "-hls_fmp4_init_filename", "init.mp4",
        "-hls_segment_filename", Path.Combine(folder, "%05d.m4s"), Path.Combine(folder, PlaylistName),
    ]);

    private static string Filters(AdmittedMedia media, LadderPlan plan, bool toneMapping)
    {
        var chains = new List<string>();
        if (media.Video is not null)
        {
            var top = plan.Videos[^1];
            var steps = new List<string>();
            if (plan.Deinterlace)
            {
                steps.Add("bwdif=mode=send_frame:deint=interlaced");
            }

            // From zero, so that a picture that starts late is held and not shifted against the sound.
            steps.Add($"fps=fps={plan.FrameRate}:start_time=0");
            steps.AddRange(plan.HighDynamicRange is { } transfer && toneMapping ? [ToneMapped(top, transfer)] : Plain(media.Video, top));
            steps.Add("setsar=1");
            // Each size from the next larger one: fewer pixels to pass over than each from the source.
            var chain = $"[0:{media.Video.Index}]{string.Join(',', steps)}";
            for (var index = plan.Videos.Count - 1; index > 0; index--)
            {
                chains.Add($"{chain},split=2[v{index}][s{index}]");
                chain = $"[s{index}]scale={plan.Videos[index - 1].Width}:{plan.Videos[index - 1].Height},setsar=1";
            }

            chains.Add(chain + "[v0]");
        }

        if (media.Audio is not null)
        {
            var layout = plan.AudioChannels == 1 ? "mono" : "stereo";
            chains.Add($"[0:{media.Audio.Index}]aresample=44100:async=1:first_pts=0,aformat=sample_rates=44100:channel_layouts={layout}[a]");
        }

        return string.Join(';', chains);
    }

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
            yield return $"scale={top.Width}:{top.Height}:out_range=tv" + (isForeign ? ":out_color_matrix=bt709" : "");
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

    private static string Kilo(int kilobits) => string.Create(CultureInfo.InvariantCulture, $"{kilobits}k");
}
