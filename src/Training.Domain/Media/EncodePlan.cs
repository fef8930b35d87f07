namespace Training.Domain.Media;

/// <summary>What one run of ffmpeg makes of a lesson: some of its renditions from one decode, and with the first also the pictures beside them.</summary>
public sealed record EncodePlan
{
    public required LadderPlan Ladder { get; init; }

    /// <summary>Lowest first.</summary>
    public required IReadOnlyList<VideoRendition> Videos { get; init; }

    public VideoRendition? Stills { get; init; }

    public bool Audio { get; init; }

    public bool Voice { get; init; }

    /// <summary>Candidates for the poster and the pictures for seeking; null where they are not made.</summary>
    public Storyboard? Storyboard { get; init; }

    public LoudnessGain? Gain { get; init; }

    public LoudnessGain? VoiceGain { get; init; }

    public bool HasSound => Audio || Voice;

    /// <summary>The size to which the source is brought first; every other picture comes from it.</summary>
    public VideoRendition? Top => Stills is { } stills && (Videos.Count == 0 || stills.ShortSide >= Videos[^1].ShortSide) ? stills : Videos.Count > 0 ? Videos[^1] : null;

    public IEnumerable<string> Names =>
        [.. Videos.Select(video => video.Name), .. Stills is null ? [] : (string[])[Stills.Name], .. Audio ? [LadderPlan.AudioName] : (string[])[], .. Voice ? [LadderPlan.VoiceName] : (string[])[]];

    /// <summary>
    /// What this run writes at most: every bit rate over the whole length, what is copied of it into plain files, and a tenth for what stands around.
    /// A new lowest picture or sound means both plain files anew, the one for the page and the one for taking home.
    /// </summary>
    public long MostBytes(TimeSpan duration)
    {
        var settings = Ladder.Settings;
        var (lowest, sound) = (Ladder.Videos.Count > 0 ? Ladder.Videos[0].KilobitsPerSecond : 0, Ladder.HasAudio ? settings.AudioKilobitsPerSecond : 0);
        var plain = Audio || (lowest > 0 && Videos.Contains(Ladder.Videos[0])) ? FfmpegCommand.PlainFiles * (lowest + sound) : 0;
        var kilobits = Videos.Sum(video => video.KilobitsPerSecond) + (Stills?.KilobitsPerSecond ?? 0)
            + (Audio ? settings.AudioKilobitsPerSecond : 0) + (Voice ? 2 * settings.VoiceKilobitsPerSecond : 0) + plain;
        return (long)(kilobits * 125.0 * duration.TotalSeconds * 1.1);
    }

    /// <summary>A starter: whatever else it makes, who opens the lesson now sees and hears it.</summary>
    public static EncodePlan Starter(MediaFacts facts, LadderPlan ladder) =>
        Of(facts, ladder, [.. ladder.StarterNames]) with
        {
            Storyboard = ladder.Videos.Count > 0 ? Storyboard.For(ladder, facts.Media.Duration) : null,
        };

    public static EncodePlan Of(MediaFacts facts, LadderPlan ladder, IReadOnlyCollection<string> names) => new()
    {
        Ladder = ladder,
        Videos = [.. ladder.Videos.Where(video => names.Contains(video.Name))],
        Stills = ladder.Videos.Count > 0 && names.Contains(LadderPlan.StillsName) ? ladder.Stills : null,
        Audio = ladder.HasAudio && names.Contains(LadderPlan.AudioName),
        Voice = ladder.HasAudio && names.Contains(LadderPlan.VoiceName),
        Gain = facts.Gain,
        VoiceGain = facts.VoiceGain,
    };
}
