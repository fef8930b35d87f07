using Training.Domain.Media;

namespace Training.Domain.Tests.Media;

public sealed class OutputVerdictTests
{
    private static readonly AdmittedMedia Source = Samples.Media(Samples.Video(), Samples.Audio());

    private static RunFacts Run(int exitCode = 0, bool end = true, long frames = 1500, int errors = 0)
    {
        var log = new FfmpegLog();
        log.Add($"[verbose]   Input stream #0:0 (video): 1500 packets read (1 bytes); {frames} frames decoded; ");
        for (var i = 0; i < errors; i++)
        {
            log.Add("[h264 @ 0x1] [error] broken");
        }

        return new RunFacts(exitCode, end, log);
    }

    private static RenditionFacts Rendition(double seconds = 60, double? read = null, bool ended = true, bool files = true) => new()
    {
        Name = "240p",
        IsVideo = true,
        Playlist = new HlsPlaylist("init.mp4", [new HlsSegment("00000.m4s", seconds)], ended),
        FilesPresent = files,
        Read = new ScannedTrack(1500, 0, read ?? seconds),
    };

    [Fact]
    public void Whole_output_is_published() =>
        Assert.Equal(new OutputVerdict(Fault.None, "", false), OutputVerdict.Of(Source, Run(), [Rendition()]));

    [Fact]
    public void Errors_on_the_way_are_told_and_do_not_stop_a_whole_lesson() =>
        Assert.Equal(new OutputVerdict(Fault.None, "", true), OutputVerdict.Of(Source, Run(errors: 3), [Rendition()]));

    [Fact]
    public void An_exit_code_fails_the_run() => Assert.Equal(Fault.RunFailed, OutputVerdict.Of(Source, Run(exitCode: 1), [Rendition()]).Fault);

    [Fact]
    public void Without_the_end_of_progress_the_run_failed() => Assert.Equal(Fault.RunFailed, OutputVerdict.Of(Source, Run(end: false), [Rendition()]).Fault);

    [Fact]
    public void A_playlist_without_end_fails() => Assert.Equal(Fault.RunFailed, OutputVerdict.Of(Source, Run(), [Rendition(ended: false)]).Fault);

    [Fact]
    public void A_missing_segment_fails() => Assert.Equal(Fault.RunFailed, OutputVerdict.Of(Source, Run(), [Rendition(files: false)]).Fault);

    [Fact]
    public void A_playlist_that_promises_more_than_is_read_fails() =>
        Assert.Equal(Fault.RunFailed, OutputVerdict.Of(Source, Run(), [Rendition(read: 30)]).Fault);

    [Fact]
    public void Output_shorter_than_the_source_was_read_is_a_damaged_source() =>
        Assert.Equal(Fault.SourceTooDamaged, OutputVerdict.Of(Source, Run(), [Rendition(30)]).Fault);

    [Fact]
    public void A_decoder_that_gave_back_little_is_a_damaged_source() =>
        Assert.Equal(Fault.SourceTooDamaged, OutputVerdict.Of(Source, Run(exitCode: 1, frames: 100), [Rendition()]).Fault);
}
