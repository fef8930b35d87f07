namespace Training.Faults.Tests.Uploads;

/// <summary>A small share of what ./test uploads runs.</summary>
public sealed class UploadDrillTests
{
    [Fact]
    public async Task Killed_and_with_a_full_disk_every_lesson_plays_and_every_file_is_the_senders()
    {
        // Others each day; a failure names its seed.
        var seed = TimeProvider.System.GetUtcNow().DayNumber() * 100L;

        var report = await UploadDrill.RunAsync(seed, 2, await SampleClip.ReadAsync());

        Assert.True(
            report.Findings.Count == 0,
            report.Words + "\n" + string.Join('\n', report.Findings.Select(f => $"./test uploads --seed {f.Seed} --schedules 1   {f.Kind}: {f.Text}")));
        Assert.Equal((2, 4), (report.Schedules, report.Uploads));
    }
}
