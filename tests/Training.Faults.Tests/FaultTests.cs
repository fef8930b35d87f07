namespace Training.Faults.Tests;

/// <summary>A small share of what ./test faults runs, and the proof that it would say so.</summary>
public sealed class FaultTests
{
    /// <summary>Of the thousand that the command runs.</summary>
    private const int Schedules = 50;

    [Fact]
    public async Task Random_schedules_lose_nothing_double_nothing_and_say_nothing_too_early()
    {
        // Others each day; a failure names its seed.
        var seed = TimeProvider.System.GetUtcNow().DayNumber() * 1000L;

        var report = await FaultRun.RunAsync(seed, Schedules);

        Assert.True(
            report.Findings.Count == 0,
            report.Words + "\n" + string.Join('\n', report.Findings.Select(f => $"./test faults --seed {f.Seed} --schedules 1   {f.Kind}: {f.Text}")));
        Assert.Equal(Schedules, report.Schedules);
    }

    [Theory]
    [InlineData("forgetsBeforeReceipt", "early")]
    [InlineData("saysKeptTooEarly", "early")]
    [InlineData("makesNewKeys", "doubled")]
    public async Task A_broken_rule_is_found(string breakage, string kind)
    {
        var report = await FaultRun.RunAsync(seed: 1, count: 60, breakage, until: kind);

        Assert.Contains(report.Findings, f => f.Kind == kind);
    }
}

internal static class Days
{
    public static int DayNumber(this DateTimeOffset at) => (int)(at - DateTimeOffset.UnixEpoch).TotalDays;
}
