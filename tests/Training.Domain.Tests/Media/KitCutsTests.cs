using Training.Domain.Media;

namespace Training.Domain.Tests.Media;

public sealed class KitCutsTests
{
    [Theory]
    [InlineData(40)]
    [InlineData(600)]
    public void What_is_short_stays_whole(double seconds) => Assert.Equal([new Stretch(0, seconds)], KitCuts.Of(seconds, []));

    [Fact]
    public void Where_no_pause_is_in_reach_it_is_cut_all_the_same() =>
        Assert.Equal([new Stretch(0, 300.5), new Stretch(300.5, 601)], KitCuts.Of(601, [new Stretch(290, 291), new Stretch(310, 311)]));

    [Theory]
    [InlineData(660)]
    [InlineData(1187)]
    [InlineData(2700)]
    [InlineData(14400)]
    public void Pieces_last_five_to_ten_minutes_and_follow_one_another(double seconds)
    {
        var random = new Random(7);
        var pauses = Enumerable.Range(0, (int)seconds / 9).Select(n => new Stretch((n * 9) + random.NextDouble(), (n * 9) + 1.5)).ToList();
        foreach (var given in new[] { pauses, [] })
        {
            var pieces = KitCuts.Of(seconds, given);
            Assert.All(pieces, piece => Assert.InRange(piece.Length, 300, 600.001));
            Assert.Equal((0, seconds), (pieces[0].From, pieces[^1].To));
            Assert.All(pieces.Zip(pieces.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
            Assert.All(pieces.SkipLast(1), piece => Assert.True(given.Count == 0 || given.Any(pause => piece.To > pause.From && piece.To < pause.To)));
        }
    }

    [Fact]
    public void Pauses_are_read_from_the_log()
    {
        var log = new PauseLog();
        log.Add("[silencedetect @ 0x5] silence_end: 3 | silence_duration: 3");
        log.Add("[silencedetect @ 0x5] silence_start: 4.95361");
        log.Add("[silencedetect @ 0x5] silence_end: 5.43206 | silence_duration: 0.478458");
        Assert.Equal([new Stretch(4.95361, 5.43206)], log.Pauses);
    }
}
