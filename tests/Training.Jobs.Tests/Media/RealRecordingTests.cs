using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Training.Domain.Media;

namespace Training.Jobs.Tests.Media;

/// <summary>Every real file ends as its list says: a lesson that plays, or one plain sentence.</summary>
public sealed partial class RealRecordingTests
{
    private static readonly string[] Traces = ["iPhone", "MacBook", "com.apple", "Apple", "location", "ISO6709", "<script>", "HYPERLINK"];

    [Theory]
    [MemberData(nameof(Recordings.Names), MemberType = typeof(Recordings))]
    public async Task A_recording_ends_as_its_list_says(string name)
    {
        var recording = Recordings.Of(name);
        using var bench = new Bench();
        var result = await bench.TranscodeAsync(recording.Path);
        if (!recording.Plays)
        {
            var refusal = Assert.IsAssignableFrom<MediaRefusal>(result.Refusal);
            Assert.EndsWith("。", refusal.Message, StringComparison.Ordinal);
            Assert.InRange(refusal.Message.Length, 10, 70);
            bench.NothingIsLeft();
            return;
        }

        Assert.True(result.Ok, result.Refusal?.Message);
        var lesson = result.Value;
        if (recording.Seconds is { } seconds)
        {
            Assert.InRange(lesson.Duration.TotalSeconds, seconds - 0.3, seconds + 0.3);
        }

        await PlaysEverywhereAsync(lesson.Folder, lesson.Renditions);
        foreach (var file in Directory.EnumerateFiles(lesson.Folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".m4s", StringComparison.Ordinal)))
        {
            var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            Assert.DoesNotContain(Traces, trace => text.Contains(trace, StringComparison.Ordinal));
        }

        // And whatever a reader of tags can find in what may be downloaded: nothing but how the file is built.
        foreach (var file in (string[])[FfmpegCommand.ProgressiveName, FfmpegCommand.PlayedName, FfmpegCommand.TakeHomeName])
        {
            var tags = (await Bench.ProbeAsync(Path.Combine(lesson.Folder, file))).Where(line => line.Contains(".tags.", StringComparison.Ordinal));
            Assert.All(tags, tag => Assert.Matches(@"\.tags\.(major_brand|minor_version|compatible_brands|language|handler_name|vendor_id)=", tag));
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(bench.Work));
    }

    /// <summary>No line of the list is passed over: each plays, is refused, or says itself that it is only bait beside another.</summary>
    [Fact]
    public void Every_line_of_the_list_is_tried()
    {
        if (Recordings.Collected("MANIFEST.tsv") is { } list)
        {
            var lines = File.ReadLines(list).Skip(1).Where(line => !line.Split('\t')[^1].StartsWith("bait", StringComparison.Ordinal)).Select(line => line.Split('\t')[0]);
            Assert.Equal(lines.Order(StringComparer.Ordinal), Recordings.All.Select(recording => recording.Name).Except(Recordings.Own().Select(own => own.Name)).Order(StringComparer.Ordinal));
        }
    }

    private static async Task PlaysEverywhereAsync(string folder, IReadOnlyList<MadeRendition> renditions)
    {
        var master = await File.ReadAllTextAsync(Path.Combine(folder, MasterPlaylist.FileName));
        var whole = await Bench.ProbeAsync(Path.Combine(folder, FfmpegCommand.ProgressiveName));
        foreach (var rendition in renditions)
        {
            Assert.Contains($"{rendition.Name}/index.m3u8", master, StringComparison.Ordinal);
            Assert.True(rendition.Bytes > 0 && rendition.Seconds > 0);
        }

        if (renditions.FirstOrDefault(rendition => rendition.Width is not null) is { } video)
        {
            Assert.Contains(whole, line => line.EndsWith("codec_name=\"h264\"", StringComparison.Ordinal));
            Assert.Contains(whole, line => line.EndsWith("pix_fmt=\"yuv420p\"", StringComparison.Ordinal));
            Assert.Contains(whole, line => line.EndsWith($"width={video.Width}", StringComparison.Ordinal));
            Assert.Contains(whole, line => line.EndsWith($"height={video.Height}", StringComparison.Ordinal));
            Assert.DoesNotContain(whole, line => line.Contains("rotation", StringComparison.Ordinal));
            Assert.True(new FileInfo(Path.Combine(folder, FfmpegCommand.PosterName)).Length > 0);
            var board = await File.ReadAllTextAsync(Path.Combine(folder, Storyboard.VttName));
            Assert.StartsWith("WEBVTT\n\n00:00:00.000 --> ", board, StringComparison.Ordinal);
            Assert.All(Sheets().Matches(board).Select(match => match.Value).Distinct(), sheet => Assert.True(new FileInfo(Path.Combine(folder, sheet)).Length > 0));
        }

        if (renditions.Any(rendition => rendition.Width is null))
        {
            Assert.Contains(whole, line => line.EndsWith("codec_name=\"aac\"", StringComparison.Ordinal));
            Assert.True(new FileInfo(Path.Combine(folder, FfmpegCommand.TakeHomeName)).Length > 0);
        }

        // The page's own file says how long it is before it has come, and says the same as what is taken home.
        await using (var played = File.OpenRead(Path.Combine(folder, FfmpegCommand.PlayedName)))
        {
            var index = FragmentIndex.Read(played);
            Assert.True(index is { ReachesTheEnd: true, HeadBytes: < 20_000 }, index?.ToString());
            Assert.Equal(LengthOf(whole), LengthOf(await Bench.ProbeAsync(played.Name)), 0.1);
        }

        // What is long enough to be heard stands at one loudness; a blip has none.
        Assert.All(renditions.Where(rendition => rendition is { HasSound: true, Loudness: not null, Seconds: >= 3 }),
            sound => Assert.InRange(sound.Loudness!.Value, Loudness.Target - Loudness.Tolerance, Loudness.Target + Loudness.Tolerance));
    }

    private static double LengthOf(IReadOnlyList<string> probed) => double.Parse(
        probed.Single(line => line.StartsWith("format.duration=", StringComparison.Ordinal))["format.duration=".Length..].Trim('"'), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"story-\d+\.jpg")]
    private static partial Regex Sheets();
}
