using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Topics;

namespace Training.Domain.Sessions;

public sealed record TopicSessions(string Code, string Name, int Sessions);

/// <summary>How often a county teaches each station topic: sessions held in the last months and planned from now on.</summary>
public sealed class TopicDemand(TrainingDbContext db, TimeProvider clock)
{
    public async Task<IReadOnlyList<TopicSessions>> RunAsync(long countyCode, int months, CancellationToken ct = default)
    {
        var range = RegionCodes.RangeOf(countyCode);
        var from = ShanghaiTime.ToUtc(clock.Today().AddMonths(-months));
        var counts = await db.Sessions()
            .Where(s => s.RegionCode >= range.From && s.RegionCode < range.Until && s.PlannedStartUtc >= from && s.Status != SessionStatus.Cancelled)
            .GroupBy(s => s.TopicCode).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var topics = await db.Topics().AsNoTracking().Where(t => t.Vocabulary == TopicVocabulary.Station).OrderBy(t => t.Ordinal).ToListAsync(ct);
        return [.. topics.Select(t => new TopicSessions(t.Code, t.Name, counts.GetValueOrDefault(t.Code)))];
    }
}
