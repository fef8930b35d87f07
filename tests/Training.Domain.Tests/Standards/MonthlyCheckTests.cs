using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Testing;

namespace Training.Domain.Tests.Standards;

public sealed class MonthlyCheckTests
{
    private static readonly Month September = Month.From(2026, 9);

    private static readonly FakeClock Running = FakeClock.Shanghai(2026, 9, 28);

    private static readonly FakeClock Closed = FakeClock.Shanghai(2026, 11, 6);

    [Theory, OnSqlite, OnPostgres]
    public async Task In_batches_of_seven_a_month_is_stored_as_at_once_and_so_is_what_changed_since(DatabaseProvider provider)
    {
        var (whole, pieces) = (await RunsAsync(provider, 20_000), await RunsAsync(provider, 7));
        Assert.Equal(whole.Count, pieces.Count);
        foreach (var (first, second) in whole.Zip(pieces))
        {
            Assert.Equal(first, second);
        }

        string[] said = [.. whole.Select(lines => string.Join(' ', lines.Select(l => l.Split(' ')[0]).Distinct()))];
        Assert.Equal(["finding run station", "finding run station", "change finding run station", "change finding run station", "change correction finding run station"], said);
        Assert.Contains(whole[1], line => line.StartsWith("finding B3 D1/", StringComparison.Ordinal));
        Assert.DoesNotContain(whole[2], line => line.StartsWith("finding B3 D1/", StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_came_out_the_same_is_not_written_again(DatabaseProvider provider)
    {
        await using var database = await RandomCampaign.DatabaseAsync(provider, seed: 11);
        await CheckAsync(database, 7, Closed);
        var before = await IdsAsync();
        await CheckAsync(database, 7, Closed);
        Assert.Equal(before, await IdsAsync());
        await using (var db = database.Open())
        {
            var session = await db.Sessions().Where(s => s.Month == September && s.Status == SessionStatus.Held && s.TaughtMinutes >= 60).OrderBy(s => s.Id).FirstAsync();
            session.TaughtMinutes = 41;
            await db.SaveChangesAsync();
        }

        var run = await CheckAsync(database, 7, Closed);
        Assert.InRange(run.Differences, 1, 20);
        Assert.InRange((await IdsAsync()).Except(before).Count(), run.Differences, run.Differences + 10);

        async Task<List<string>> IdsAsync()
        {
            await using var db = database.Open();
            return [.. (await db.Findings().Select(f => f.Id).OrderBy(id => id).ToListAsync()).Select(id => $"finding {id}"),
                .. (await db.CheckedStations().Select(c => c.Id).OrderBy(id => id).ToListAsync()).Select(id => $"station {id}")];
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_check_that_ends_between_two_batches_leaves_the_run_before_whole(DatabaseProvider provider)
    {
        await using var database = await RandomCampaign.DatabaseAsync(provider, seed: 11);
        await CheckAsync(database, 7, Closed);
        var before = await StoredAsync(database);
        await ChangeAsync(database);
        for (var reads = 1; reads < 40; reads += 13)
        {
            using var ends = new CancellationTokenSource();
            await using var db = database.Open();
            var left = reads;
            var check = new MonthlyCheck(db, new(db), new(db), Closed) { BatchRows = 7 };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check.RunAsync(September, Places.City, Actor.Job, _ => EndAt(--left, ends), ends.Token));
            Assert.Equal(before, await StoredAsync(database));
        }

        await CheckAsync(database, 7, Closed);
        Assert.NotEqual(before, await StoredAsync(database));
    }

    private static void EndAt(int left, CancellationTokenSource ends)
    {
        if (left == 0)
        {
            ends.Cancel();
        }
    }

    /// <summary>What stands in the tables after the first check, the same again, a ruling, the month's closing, and changes of records after that.</summary>
    private static async Task<List<List<string>>> RunsAsync(DatabaseProvider provider, int batchRows)
    {
        await using var database = await RandomCampaign.DatabaseAsync(provider, seed: 11);
        var stored = new List<List<string>>();
        await CheckAndKeepAsync(Running);
        await CheckAndKeepAsync(Running);
        await using (var db = database.Open())
        {
            Assert.True((await new MakeRuling(db, new StandardInForce(db), new ClosedMonths(db, Running), Running).RunAsync(new()
            {
                Actor = Actor.Job, Standard = StandardReader.Shipped, Ruling = "D1", Reading = "each-month", InForceFrom = September,
                DecidedOn = new DateOnly(2026, 9, 1), Paper = "濮民办〔2026〕12号", Reason = "按正文每月十户执行",
            })).Ok);
        }

        await CheckAndKeepAsync(Running);
        await CheckAndKeepAsync(Closed);
        await ChangeAsync(database);
        await CheckAndKeepAsync(Closed);
        return stored;

        async Task CheckAndKeepAsync(FakeClock clock)
        {
            await CheckAsync(database, batchRows, clock);
            stored.Add(await StoredAsync(database));
        }
    }

    /// <summary>Classes were shorter, the last station was never there, and one that was taken off came back.</summary>
    private static async Task ChangeAsync(TestDatabase database)
    {
        await using var db = database.Open();
        await db.Sessions().Where(s => s.Month == September && s.Id % 2 == 0).ExecuteUpdateAsync(s => s.SetProperty(x => x.TaughtMinutes, 33));
        var stations = await db.Stations().OrderBy(s => s.Id).ToListAsync();
        stations[^1].InUseFrom = null;
        stations[2].TakenOffOn = null;
        await db.SaveChangesAsync();
    }

    private static async Task<CheckRun> CheckAsync(TestDatabase database, int batchRows, FakeClock clock)
    {
        await using var db = database.Open();
        return (await new MonthlyCheck(db, new(db), new(db), clock) { BatchRows = batchRows }.RunAsync(September, Places.City, Actor.Job)).Value!;
    }

    private static async Task<List<string>> StoredAsync(TestDatabase database)
    {
        await using var db = database.Open();
        var run = await db.CheckRuns().SingleAsync();
        var lines = new List<string> { $"run {run.Stations} {run.Findings} {run.Differences} {run.ClosedUtc:O}" };
        lines.AddRange((await db.Findings().ToListAsync()).Select(f =>
            $"finding {f.ItemCode} {f.Reading} {f.StationId} {f.RegionCode} {f.Month} {f.State} {f.Value:0.00} {f.Required:0.00} {f.ShortBy:0.00} {f.Numerator}/{f.Denominator} {f.Records} {f.Reason}"));
        lines.AddRange((await db.FindingChanges().ToListAsync()).Select(c => $"change {c.ItemCode} {c.Reading} {c.StationId} {c.RegionCode} {c.OldValue:0.00} {c.OldState} {c.NewValue:0.00} {c.NewState}"));
        lines.AddRange((await db.FindingCorrections().ToListAsync()).Select(c => $"correction {c.ItemCode} {c.Reading} {c.StationId} {c.RegionCode} {c.OldValue:0.00} {c.OldState} {c.NewValue:0.00} {c.NewState} {c.Reason}"));
        lines.AddRange((await db.CheckedStations().ToListAsync()).Select(c => $"station {c.StationId} {c.RegionCode} {c.Month} {c.Rolls} {c.Versions}"));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }
}
