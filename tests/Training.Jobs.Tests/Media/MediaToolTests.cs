using System.Diagnostics;
using System.Globalization;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Jobs.Media;
using Training.Jobs.Work;

namespace Training.Jobs.Tests.Media;

public sealed class MediaToolTests
{
    private static readonly string[] Endless = ["-nostdin", "-v", "error", "-re", "-f", "lavfi", "-i", "anullsrc", "-f", "null", "-"];

    [Fact]
    public async Task A_missing_tool_is_named_with_the_way_to_get_it()
    {
        using var bench = new Bench();
        var missing = await Assert.ThrowsAsync<ToolMissingException>(() =>
            Bench.Tool.RunAsync(new ToolCall { Program = "no-such-tool", Arguments = [], WorkingFolder = bench.Work }, null, null, CancellationToken.None));
        Assert.Contains("no-such-tool", missing.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_never_ends_is_ended()
    {
        using var bench = new Bench();
        var run = await Bench.Tool.RunAsync(
            new ToolCall { Program = "ffmpeg", Arguments = Endless, WorkingFolder = bench.Work, Timeout = TimeSpan.FromMilliseconds(600) }, null, null, CancellationToken.None);
        Assert.Equal(ToolEnd.TimedOut, run.End);
    }

    [Fact]
    public async Task A_tool_that_falls_silent_is_ended()
    {
        using var bench = new Bench();
        var run = await Bench.Tool.RunAsync(
            new ToolCall { Program = "ffmpeg", Arguments = Endless, WorkingFolder = bench.Work, Silence = TimeSpan.FromMilliseconds(600) }, null, null, CancellationToken.None);
        Assert.Equal(ToolEnd.FellSilent, run.End);
    }

    [Fact]
    public async Task A_tool_that_asks_for_more_memory_than_allowed_fails_alone()
    {
        using var bench = new Bench();
        // One piece of a gigabyte: a tool that says so and ends, where ffmpeg's threads may wait for each other until their time is over.
        Task<ToolRun> AskAsync(long memory) => Bench.Tool.RunAsync(
            new ToolCall { Program = "dd", Arguments = ["if=/dev/zero", "of=/dev/null", "bs=1G", "count=1"], WorkingFolder = bench.Work, MemoryBytes = memory }, null, null, CancellationToken.None);

        var refused = await AskAsync(350 << 20);
        Assert.Equal(ToolEnd.Exited, refused.End);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Equal(0, (await AskAsync(3L << 30)).ExitCode);
    }

    /// <summary>A place on which nothing fits; the disk of a village office at the end of the year.</summary>
    [Fact]
    public async Task A_tool_that_meets_a_full_disk_has_not_failed_but_waits()
    {
        using var bench = new Bench();
        string[] drawn = ["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=5:duration=2"];
        await Assert.ThrowsAsync<NoRoomException>(() => Bench.Tool.MustAsync([.. drawn, "-f", "rawvideo", "/dev/full"], bench.Work, "film.raw", CancellationToken.None));

        // What a hostile file calls itself is no word of the disk.
        var named = await Bench.Tool.RunAsync(
            new ToolCall
            {
                Program = "ffmpeg", WorkingFolder = bench.Work,
                Arguments = [.. drawn[..1], "-loglevel", "level+verbose", .. drawn[3..], "-metadata", "title=No space left on device", "-f", "matroska", "named.mkv"],
            },
            null, null, CancellationToken.None);
        Assert.True(named is { Succeeded: true, NoSpace: false });
    }

    [Theory]
    [InlineData(10)]
    [InlineData(15)]
    public async Task A_tool_stands_behind_the_site(int niceness)
    {
        using var bench = new Bench();
        var said = "";
        await Bench.Tool.RunAsync(
            new ToolCall { Program = "nice", Arguments = [], WorkingFolder = bench.Work, Niceness = niceness },
            line =>
            {
                said = line;
                return true;
            },
            null, CancellationToken.None);
        Assert.InRange(int.Parse(said, CultureInfo.InvariantCulture), niceness, 19);
    }

    [Fact]
    public async Task Much_noise_on_the_error_output_blocks_nothing_and_only_its_end_is_kept()
    {
        using var bench = new Bench();
        var heard = 0;
        var run = await Bench.Tool.RunAsync(
            new ToolCall { Program = "ffmpeg", Arguments = ["-nostdin", "-v", "debug", "-f", "lavfi", "-i", "testsrc2=duration=20:size=64x64", "-vf", "showinfo", "-f", "null", "-"], WorkingFolder = bench.Work },
            null, _ => heard++, CancellationToken.None);
        Assert.Equal(0, run.ExitCode);
        Assert.True(heard > 500);
        Assert.InRange(run.LastErrors.Count, 1, 40);
    }

    [Fact]
    public async Task Cancelling_ends_the_run_and_leaves_nothing()
    {
        using var bench = new Bench();
        var clip = await bench.DrawAsync(40, "640x360");
        using var cancel = new CancellationTokenSource();
        var progress = new Heard(report =>
        {
            if (report.Stage == TranscodeStage.Encoding)
            {
                cancel.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.TranscodeAsync(clip, LadderSettings.Default, progress, cancel.Token));
        bench.NothingIsLeft();
    }

    [Fact]
    public async Task Progress_only_grows_and_ends_at_one()
    {
        using var bench = new Bench();
        var reports = new List<TranscodeProgress>();
        Assert.True((await bench.TranscodeAsync(await bench.DrawAsync(8, "320x240"), progress: new Heard(reports.Add))).Ok);
        Assert.Equal(reports.OrderBy(report => report.Fraction).Select(report => report.Fraction), reports.Select(report => report.Fraction));
        Assert.Equal([TranscodeStage.Probing, TranscodeStage.Encoding, TranscodeStage.Verifying], reports.Select(report => report.Stage).Distinct());
        Assert.Equal(1, reports[^1].Fraction);
    }

    [Fact]
    public async Task A_second_transcode_replaces_the_first_and_foreign_files_stop_it()
    {
        using var bench = new Bench();
        var clip = await bench.DrawAsync(2, "320x240");
        Assert.True((await bench.TranscodeAsync(clip)).Ok);
        Assert.True((await bench.TranscodeAsync(clip)).Ok);
        Directory.Delete(bench.Output, recursive: true);
        Directory.CreateDirectory(bench.Output);
        await File.WriteAllTextAsync(Path.Combine(bench.Output, "工资表.txt"), "别动");
        await Assert.ThrowsAsync<JobFailedException>(() => bench.TranscodeAsync(clip));
        Assert.Equal("工资表.txt", Path.GetFileName(Assert.Single(Directory.EnumerateFileSystemEntries(bench.Output))));
    }

    [Fact]
    public async Task Killed_half_way_it_publishes_nothing_its_encoder_ends_too_and_the_next_attempt_sweeps_up()
    {
        using var bench = new Bench();
        var clip = await bench.DrawAsync(60);
        var encoder = await KillWhileEncodingAsync(clip, bench.Output);
        await EndedAsync(encoder);
        Assert.False(Directory.Exists(bench.Output));
        var published = Path.GetDirectoryName(bench.Output)!;
        Assert.Single(Directory.EnumerateDirectories(published, ".partial-*"));

        Assert.True((await bench.TranscodeAsync(await bench.DrawAsync(2, "320x240"))).Ok);
        Assert.Equal(bench.Output, Assert.Single(Directory.EnumerateFileSystemEntries(published)));
    }

    /// <summary>Runs the command line for real, and kills it like a power cut once the encoder has begun. Answers the encoder's number.</summary>
    private static async Task<int> KillWhileEncodingAsync(string clip, string output)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [typeof(TranscodeVerb).Assembly.Location, "transcode", clip, "--out", output])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            },
        };
#pragma warning disable RS0030 // The product as a process of its own is what this test is about.
        process.Start();
#pragma warning restore RS0030
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Contains("转各档", StringComparison.Ordinal))
            {
                var children = Directory.EnumerateDirectories($"/proc/{process.Id}/task")
                    .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
                process.Kill();
                await process.WaitForExitAsync();
                return int.Parse(Assert.Single(children), CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidOperationException("It ended before it began to encode.");
    }

    private static async Task EndedAsync(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            await process.WaitForExitAsync(patience.Token);
        }
        catch (ArgumentException)
        {
            // Already gone.
        }
    }
}
