using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Audit;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Jobs.Demonstration;

/// <summary>
/// What the city did with its standard: two disputed places ruled in summer, the others open, and a draft for the next year under way. It goes
/// through the doors that officers use, on the days on which it would have happened.
/// </summary>
internal static class DemonstrationStandards
{
    private static readonly SemaphoreSlim Turn = new(1, 1);

    private static readonly (string Ruling, string Reading, Month From, DateOnly Day, string Paper, string Reason)[] Ruled =
    [
        ("D13", "year-to-date", Month.From(2026, 7), new(2026, 6, 24), "濮民办〔2026〕31号", "入户数量按项目年度累计，一户一年只算一次，方便站点安排农闲时上门。"),
        ("D15", "all-kinds", Month.From(2026, 7), new(2026, 6, 24), "濮民办〔2026〕31号", "总体目标的 120 个含街道站点，各类站点都算。"),
    ];

    /// <summary>The start of the site and the job of the courses both come here; one of them writes.</summary>
    public static async Task WriteOnceAsync(IServiceProvider services, CancellationToken ct)
    {
        await Turn.WaitAsync(ct);
        try
        {
            await WriteAsync(services, ct);
        }
        finally
        {
            Turn.Release();
        }
    }

    private static async Task WriteAsync(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<TrainingDbContext>();
        if (await db.RulingDecisions().AnyAsync(ct) || await db.StandardDrafts().AnyAsync(ct))
        {
            return;
        }

        var version = await db.StandardVersions().AsNoTracking().OrderBy(v => v.Id).FirstAsync(ct);
        var officers = await services.GetRequiredService<IOfficers>().OfAsync(RegionCodes.CityOf(version.RegionCode), ct);
        var actor = officers.Count == 0 ? Actor.Job : new Actor(officers[0]);
        var standards = services.GetRequiredService<StandardInForce>();
        foreach (var (ruling, reading, from, day, paper, reason) in Ruled)
        {
            var clock = new ClockOf(day);
            Taken(await new MakeRuling(db, standards, new ClosedMonths(db, clock), clock).RunAsync(
                new() { Actor = actor, Standard = version.Code, Ruling = ruling, Reading = reading, InForceFrom = from, DecidedOn = day, Paper = paper, Reason = reason }, ct));
        }

        var drafts = new WriteDraft(db, new ClockOf(new(2026, 11, 12)));
        var draft = Taken(await drafts.StartAsync(version.Code, actor, ct));
        Taken(await drafts.ChangeAsync(draft.Key, draft.Version, new Dictionary<string, string>
        {
            ["/inForceFrom"] = "2027-01", ["/document"] = "濮民〔2027〕征求意见稿",
            ["/sections/0/items/1/measure/threshold"] = "3", ["/sections/0/items/1/requirement"] = "每个站点每月不少于 3 次",
            ["/sections/1/items/3/measure/threshold"] = "85", ["/sections/1/items/3/requirement"] = "不低于 85%",
        }, actor, ct));
    }

    private static T Taken<T>(Result<T> result) => result.Ok ? result.Value : throw new InvalidOperationException(result.Refusal.Message);

    /// <summary>Ten in the morning of a day in Shanghai.</summary>
    private sealed class ClockOf(DateOnly day) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(ShanghaiTime.ToUtc(day, new TimeOnly(10, 0)), TimeSpan.Zero);
    }
}
