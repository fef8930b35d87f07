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

    /// <summary>For taking home: an ordinary MP4, its index at its head.</summary>
    public const string ProgressiveName = "low.mp4";

    /// <summary>The same, for the page: in fragments, so that the first picture waits for no index of the whole.</summary>
    public const string PlayedName = "play.mp4";

    /// <summary>These two: the lowest picture and the sound lie on the disk so many times beside the renditions.</summary>
    public const int PlainFiles = 2;

    public const string PosterName = "poster.jpg";

    /// <summary>The poster as it stands until the film's first picture: two kilobytes, so that it takes next to nothing of the line from that.</summary>
    public const string GlimpseName = "glimpse.webp";

    public const string TakeHomeName = "audio.m4a";

    /// <summary>Pictures of which one becomes the poster.</summary>
    public const string CandidatePrefix = "candidate-";

    private const string CandidatePattern = CandidatePrefix + "%d.jpg";

    private const int GlimpseSide = 120;

    /// <summary>24 bytes each in the head of the file.</summary>
    private const int MostFragments = 360;

    private const string Fragments = "+delay_moov+default_base_moof+global_sidx+skip_trailer";

    private static readonly string[] Ordinary = ["-movflags", "+faststart"];

    private const string Meter = ",ebur128=framelog=verbose:peak=sample";

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

    private const string PacketEntries = "packet=stream_index,pts_time,dts_time,duration_time,size,flags";

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

    /// <summary>Everything of the plan from one decode: each rendition is an output of its own in a folder of its own below the output folder.</summary>
    public static IReadOnlyList<string> Encode(AdmittedMedia media, EncodePlan plan, MediaLimits limits, string outputFolder, bool toneMapping)
    {
        var arguments = new List<string>(96)
        {
            "-nostdin", "-hide_banner", "-loglevel", "level+verbose", "-nostats", "-stats_period", "0.5", "-progress", "pipe:1",
        };
        arguments.AddRange(Guarded(media.Kind, limits));
        if (plan.Top is { } top && Math.Min(media.Video!.Width, media.Video.Height) >= 2 * top.ShortSide)
        {
            // Edges between blocks stay unsmoothed in pictures from which no other follows; brought down so far nobody sees them.
            arguments.AddRange(["-skip_loop_filter", "noref"]);
        }

        arguments.AddRange(["-threads", "4", "-i", InputName, "-filter_complex", FilterGraph.Of(media, plan, toneMapping)]);
        for (var index = 0; index < plan.Videos.Count; index++)
        {
            AddVideo(arguments, plan, index, outputFolder);
        }

        if (plan.Stills is { } stills)
        {
            AddStills(arguments, stills, plan, outputFolder);
        }

        if (plan.Audio)
        {
            AddSound(arguments, "[a]", plan.Ladder.Settings.AudioKilobitsPerSecond, plan, Path.Combine(outputFolder, LadderPlan.AudioName));
        }

        if (plan.Voice)
        {
            AddSound(arguments, "[voice]", plan.Ladder.Settings.VoiceKilobitsPerSecond, plan, Path.Combine(outputFolder, LadderPlan.VoiceName));
        }

        if (plan.Storyboard is not null)
        {
            AddPictures(arguments, "[poster]", "7", Path.Combine(outputFolder, CandidatePattern));
            AddPictures(arguments, "[story]", "6", Path.Combine(outputFolder, "story-%d.jpg"));
        }

        return arguments;
    }

    /// <summary>The sound of an upload as it will be heard, measured and thrown away.</summary>
    /// <param name="gain">Null measures it as it is.</param>
    public static IReadOnlyList<string> MeasureSound(AdmittedMedia media, LoudnessGain? gain, int channels, MediaLimits limits) =>
    [
        "-nostdin", "-hide_banner", "-nostats", "-loglevel", "info", "-stats_period", "2", "-progress", "pipe:1", .. Guarded(media.Kind, limits), "-i", InputName,
        "-map", $"0:{media.Audio!.Index}", "-af", FilterGraph.Sound(channels) + Loudness.Filters(gain) + Meter, "-f", "null", "-",
    ];

    /// <summary>One sound alone, filled up with silence or cut to a length.</summary>
    public static IReadOnlyList<string> EncodeTrack(MediaFacts sound, TimeSpan length, LadderSettings settings, MediaLimits limits, string folder)
    {
        var seconds = length.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        var arguments = new List<string> { "-nostdin", "-hide_banner", "-loglevel", "error", "-nostats", "-stats_period", "0.5", "-progress", "pipe:1" };
        arguments.AddRange(Guarded(sound.Media.Kind, limits));
        arguments.AddRange(
        [
            "-i", InputName, "-filter_complex",
            $"[0:{sound.Media.Audio!.Index}]{FilterGraph.Sound(LadderPlan.ChannelsOf(sound.Media))}{Loudness.Filters(sound.Gain)},apad=whole_dur={seconds},atrim=end={seconds}[a]",
            "-map", "[a]", "-c:a", "aac", "-b:a", Kilo(settings.AudioKilobitsPerSecond),
        ]);
        AddHls(arguments, settings.SegmentSeconds, folder);
        return arguments;
    }

    /// <summary>The loudness of a sound that we made.</summary>
    public static IReadOnlyList<string> MeasureOwn(string playlist) =>
    [
        "-nostdin", "-hide_banner", "-nostats", "-loglevel", "info", "-protocol_whitelist", "file", "-f", "hls", "-i", playlist,
        "-map", "0:a:0", "-af", Meter[1..], "-f", "null", "-",
    ];

    /// <summary>The lowest rendition and the sound as one plain MP4 for taking home; copied, not encoded again.</summary>
    public static IReadOnlyList<string> Progressive(LadderPlan plan) => Together(Lowest(plan), Ordinary, ProgressiveName);

    /// <summary>
    /// The same streams as one plain file that any browser plays with scripts off, in fragments. Its head carries an index of all of them, so
    /// they grow in lessons of more than 24 minutes; a jump begins with a whole fragment, so they are no longer than that asks.
    /// </summary>
    public static IReadOnlyList<string> Played(LadderPlan plan, double seconds)
    {
        var length = Math.Max(plan.Settings.SegmentSeconds, seconds / MostFragments);
        // A fragment begins with a whole picture, and these do not come to the microsecond.
        var micro = ((long)((length - 0.1) * 1_000_000)).ToString(CultureInfo.InvariantCulture);
        // No second index at the end: a player would fetch that first. Within a fragment sound and picture take turns every quarter of a second.
        return Together(
            Lowest(plan),
            plan.Videos.Count > 0
                ? ["-movflags", Fragments + "+frag_keyframe", "-min_frag_duration", micro, "-frag_interleave", Math.Max(1, (int)(plan.FrameRate.PerSecond / 4)).ToString(CultureInfo.InvariantCulture)]
                : ["-movflags", Fragments, "-frag_duration", micro],
            PlayedName);
    }

    /// <summary>The poster brought down to a sixth of a phone's width.</summary>
    public static IReadOnlyList<string> Glimpse() =>
    [
        "-nostdin", "-v", "error", "-protocol_whitelist", "file", "-f", "image2", "-i", PosterName,
        "-vf", $"scale='if(gt(iw,ih),-2,{GlimpseSide})':'if(gt(iw,ih),{GlimpseSide},-2)':flags=area", "-frames:v", "1", "-c:v", "libwebp", "-quality", "50", "-map_metadata", "-1", "-f", "image2", "-update", "1", GlimpseName,
    ];

    /// <summary>The small sound as one file for taking home; copied.</summary>
    public static IReadOnlyList<string> TakeHomeSound() => Together([$"{LadderPlan.VoiceName}/{PlaylistName}"], Ordinary, TakeHomeName);

    private static string[] Lowest(LadderPlan plan) =>
        [.. plan.Videos.Take(1).Select(video => $"{video.Name}/{PlaylistName}"), .. plan.HasAudio ? [$"{LadderPlan.AudioName}/{PlaylistName}"] : (string[])[]];

    /// <summary>Playlists of ours, one stream of each, as one plain MP4 that begins to play before it has come whole.</summary>
    private static IReadOnlyList<string> Together(IReadOnlyList<string> playlists, IReadOnlyList<string> form, string result) =>
    [
        "-nostdin", "-v", "error",
        .. playlists.SelectMany(name => (string[])["-protocol_whitelist", "file", "-f", "hls", "-i", name]),
        .. playlists.SelectMany((_, index) => (string[])["-map", $"{index}:0"]),
        "-c", "copy", "-map_metadata", "-1", "-fflags", "+bitexact", .. form, "-f", "mp4", result,
    ];

    private static string[] Guarded(ContainerKind kind, MediaLimits limits) =>
    [
        "-protocol_whitelist", "file", "-codec_whitelist", Decoders, "-max_pixels", limits.PicturePixels.ToString(CultureInfo.InvariantCulture), "-f", kind.Demuxer(),
    ];

    private static void AddVideo(List<string> arguments, EncodePlan plan, int index, string outputFolder)
    {
        var video = plan.Videos[index];
        var settings = plan.Ladder.Settings;
        var keyframe = ((int)Math.Ceiling((plan.Ladder.FrameRate.PerSecond * settings.SegmentSeconds) - 0.001)).ToString(CultureInfo.InvariantCulture);
        arguments.AddRange(
        [
            "-map", $"[v{index}]", "-c:v", "libx264", "-preset", settings.Preset, "-profile:v", "main", "-crf", "23",
            "-maxrate", Kilo(video.KilobitsPerSecond), "-bufsize", Kilo(video.KilobitsPerSecond * 2),
            // Segments of all renditions must begin on the same picture. Without B-frames every rendition starts at zero in every player.
            "-g", keyframe, "-keyint_min", keyframe, "-sc_threshold", "0", "-bf", "0",
        ]);
        AddHls(arguments, settings.SegmentSeconds, Path.Combine(outputFolder, video.Name));
    }

    /// <summary>Long segments, because each must begin with a whole picture; a bufferful is a whole segment.</summary>
    private static void AddStills(List<string> arguments, VideoRendition stills, EncodePlan plan, string outputFolder)
    {
        var settings = plan.Ladder.Settings;
        var keyframe = (settings.StillsSegmentSeconds / LadderPlan.StillSeconds).ToString(CultureInfo.InvariantCulture);
        arguments.AddRange(
        [
            "-map", $"[{stills.Name}]", "-c:v", "libx264", "-preset", settings.Preset, "-tune", "stillimage", "-profile:v", "main", "-crf", "25",
            "-maxrate", Kilo(stills.KilobitsPerSecond), "-bufsize", Kilo(stills.KilobitsPerSecond * settings.StillsSegmentSeconds),
            "-g", keyframe, "-keyint_min", keyframe, "-sc_threshold", "0", "-bf", "0",
        ]);
        AddHls(arguments, settings.StillsSegmentSeconds, Path.Combine(outputFolder, stills.Name));
    }

    private static void AddSound(List<string> arguments, string from, int kilobits, EncodePlan plan, string folder)
    {
        arguments.AddRange(["-map", from, "-c:a", "aac", "-b:a", Kilo(kilobits)]);
        AddHls(arguments, plan.Ladder.Settings.SegmentSeconds, folder);
    }

    private static void AddPictures(List<string> arguments, string from, string quality, string pattern) => arguments.AddRange(
    [
        "-map", from, "-c:v", "mjpeg", "-q:v", quality, "-fps_mode", "passthrough", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags", "+bitexact", "-f", "image2", pattern,
    ]);

    private static void AddHls(List<string> arguments, int segmentSeconds, string folder) => arguments.AddRange(
    [
        "-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags", "+bitexact",
        "-f", "hls", "-hls_time", segmentSeconds.ToString(CultureInfo.InvariantCulture), "-hls_playlist_type", "vod",
        "-hls_segment_type", "fmp4", "-hls_flags", "independent_segments", "-hls_fmp4_init_filename", "init.mp4",
        "-hls_segment_filename", Path.Combine(folder, "%05d.m4s"), Path.Combine(folder, PlaylistName),
    ]);

    private static string Kilo(int kilobits) => string.Create(CultureInfo.InvariantCulture, $"{kilobits}k");
}
