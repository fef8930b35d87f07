namespace Training.Faults.Tests;

/// <summary>A small share of what ./test faults runs, and the proof that it would say so.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task A_hundred_random_schedules_lose_nothing_double_nothing_and_say_nothing_too_early()
    {
        // Another hundred each day; a failure names its seed.
        var seed = TimeProvider.System.GetUtcNow().DayNumber() * 1000L;

        var report = await FaultRun.RunAsync(seed, 100);

        Assert.True(
            report.Findings.Count == 0,
            report.Words + "\n" + string.Join('\n', report.Findings.Select(f => $"./test faults --seed {f.Seed} --schedules 1   {f.Kind}: {f.Text}")));
        Assert.Equal(100, report.Schedules);
    }

    [Theory]
    [InlineData("forgetsBeforeReceipt", "early")]
    [InlineData("saysKeptTooEarly", "early")]
    [InlineData("makesNewKeys", "doubled")]
    public async Task A_broken_rule_is_found(string breakage, string kind)
    {
        var report = await FaultRun.RunAsync(seed: 1, count: 60, breakage);

        Assert.Contains(report.Findings, f => f.Kind == kind);
    }
}

internal static class Days
{
    public static int DayNumber(this DateTimeOffset at) => (int)(at - DateTimeOffset.UnixEpoch).TotalDays;
}
