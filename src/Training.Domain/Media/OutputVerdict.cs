namespace Training.Domain.Media;

/// <summary>What was found when one finished rendition was read back.</summary>
public sealed record RenditionFacts
{
    public required string Name { get; init; }

    public required bool IsVideo { get; init; }

    public required HlsPlaylist Playlist { get; init; }

    /// <summary>Every file that the playlist names is there and is not empty.</summary>
    public required bool FilesPresent { get; init; }

    /// <summary>What a player reads through the playlist; null where nothing.</summary>
    public required ScannedTrack? Read { get; init; }

    /// <summary>Of a sound; null of a picture.</summary>
    public LoudnessReading? Loudness { get; init; }
}

/// <summary>What the run itself said.</summary>
public sealed record RunFacts(int ExitCode, bool SaidEnd, FfmpegLog Log);

public enum Fault
{
    None,

    /// <summary>The source decodes so badly that the result is no lesson: the trainer must bring another file.</summary>
    SourceTooDamaged,

    /// <summary>The run or its output is not what it should be: ours to repeat.</summary>
    RunFailed,
}

/// <summary>
/// Decides whether an encoded lesson may be published. An exit code or an ENDLIST is no proof: each rendition is read back and must be
/// as long as what was read of the source.
/// </summary>
public sealed record OutputVerdict(Fault Fault, string Reason, bool Damaged)
{
    private const double DecodedShareNeeded = 0.4;

    public static OutputVerdict Of(AdmittedMedia media, RunFacts run, IReadOnlyList<RenditionFacts> renditions)
    {
        var damaged = run.Log.Errors > 0;
        foreach (var (stream, track) in new[] { (Used(media.Video, true), media.VideoTrack), (Used(media.Audio, false), media.AudioTrack) })
        {
            // A decoder that gave nothing back also leaves an encoder without input, and ffmpeg then fails in many ways.
            if (stream is not null && track is not null && run.Log.Decoded(stream.Index) is { } decoded &&
                (decoded.Frames == 0 || decoded.Frames < track.Packets * DecodedShareNeeded))
            {
                return new OutputVerdict(Fault.SourceTooDamaged, $"stream {stream.Index}: {decoded.Frames} frames of {track.Packets} packets", true);
            }
        }

        if (run.ExitCode != 0 && run.Log.UndecodablePackets > 0 && run.Log.DecodedNothing)
        {
            return new OutputVerdict(Fault.SourceTooDamaged, $"{run.Log.UndecodablePackets} packets could not be decoded", true);
        }

        if (run.ExitCode != 0 || !run.SaidEnd)
        {
            return new OutputVerdict(Fault.RunFailed, $"exit code {run.ExitCode}, {(run.SaidEnd ? "ended" : "no end of progress")}", damaged);
        }

        var start = new[] { media.VideoTrack, media.AudioTrack }.OfType<ScannedTrack>().Min(track => track.Start);
        foreach (var rendition in renditions)
        {
            if (!rendition.Playlist.Ended || rendition.Playlist.Segments.Count == 0 || rendition.Playlist.InitializationName is null || !rendition.FilesPresent)
            {
                return new OutputVerdict(Fault.RunFailed, $"{rendition.Name}: playlist or files incomplete", damaged);
            }

            var expected = (rendition.IsVideo ? media.VideoTrack! : media.AudioTrack!).End - start;
            var read = rendition.Read is null ? 0 : rendition.Read.End;
            // Slides end on a whole picture of theirs.
            var tolerance = Math.Max(0.5, expected * 0.02) + (LadderPlan.KindOf(rendition.Name) == RenditionKind.Stills ? LadderPlan.StillSeconds : 0);
            if (Math.Abs(rendition.Playlist.Seconds - read) > tolerance || read <= 0)
            {
                return new OutputVerdict(Fault.RunFailed, FormattableString.Invariant($"{rendition.Name}: playlist {rendition.Playlist.Seconds:0.##} s, read {read:0.##} s"), damaged);
            }

            if (Math.Abs(expected - read) > tolerance)
            {
                // The run ended well and the playlist is whole, so what is missing did not come out of the source.
                return new OutputVerdict(Fault.SourceTooDamaged, FormattableString.Invariant($"{rendition.Name}: expected {expected:0.##} s, read {read:0.##} s"), true);
            }
        }

        return new OutputVerdict(Fault.None, "", damaged);

        // What no rendition of this run is made of was not decoded either.
        ProbedStream? Used(ProbedStream? stream, bool isVideo) => renditions.Any(rendition => rendition.IsVideo == isVideo) ? stream : null;
    }
}
