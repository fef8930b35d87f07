using Training.Domain.Media;

namespace Training.Domain.Tests.Media;

public sealed class LoudnessTests
{
    /// <summary>As ffmpeg 5.1 writes it.</summary>
    private static readonly string[] Recorded =
    [
        "[Parsed_ebur128_0 @ 0x55966d985540] t: 37.86      TARGET:-23 LUFS    M:   nan S: -21.0     I: -20.9 LUFS       LRA:   2.0 LU",
        "[Parsed_ebur128_0 @ 0x55966d985540] Summary:",
        "",
        "  Integrated loudness:",
        "    I:         -24.5 LUFS",
        "    Threshold: -34.9 LUFS",
        "",
        "  Sample peak:",
        "    Peak:       -3.2 dBFS",
    ];

    [Fact]
    public void The_summary_is_read_and_not_the_lines_before_it()
    {
        var log = new LoudnessLog();
        Array.ForEach(Recorded, log.Add);
        Assert.Equal(new LoudnessReading(-24.5, -3.2), log.Reading);
    }

    [Fact]
    public void Digital_silence_is_the_bottom_of_the_scale()
    {
        var log = new LoudnessLog();
        log.Add("Summary:");
        log.Add("    I:          -inf LUFS");
        Assert.True(log.Reading!.Value.IsSilent);
    }

    [Theory]
    [InlineData(-24, -9, 8, true)]
    [InlineData(-24, -20, 8, false)]
    [InlineData(-9, -0.1, -7, false)]
    [InlineData(-58, -50, 40, false)]
    public void A_sound_is_moved_by_what_it_lacks_and_limited_only_where_it_would_go_over(double loudness, double peak, double gain, bool limited) =>
        Assert.Equal(new LoudnessGain(gain, limited), Loudness.First(new LoudnessReading(loudness, peak)));

    [Fact]
    public void Silence_is_left_alone() => Assert.Null(Loudness.First(new LoudnessReading(-70, -70)));

    [Fact]
    public void What_the_limiter_takes_is_given_back()
    {
        var gain = new LoudnessGain(12, true);
        Assert.Equal(new LoudnessGain(15.5, true), Loudness.Corrected(gain, new LoudnessReading(-18.5, -1.5)));
        Assert.Null(Loudness.Corrected(gain, new LoudnessReading(-16.2, -1.5)));
        Assert.Null(Loudness.Corrected(gain with { Decibels = 40 }, new LoudnessReading(-20, -1.5)));
    }

    [Fact]
    public void A_gain_survives_being_written_down()
    {
        var facts = new MediaFacts(Samples.Media(Samples.Video() with { Rotation = 90, HighDynamicRange = "smpte2084" }, Samples.Audio()), new LoudnessGain(3.25, true), null, Still: true);
        Assert.Equal(facts, MediaFacts.Read(facts.Write()));
        Assert.InRange(facts.Write().Length, 100, 3000);
        Assert.Null(MediaFacts.Read("{"));
    }
}
