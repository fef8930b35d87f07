using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Notices;

/// <summary>Name and contact of those who objected: needed until nobody can ask about the answer any more, then cleared; objection and answer stay.</summary>
public sealed class ObjectorData(TrainingDbContext db) : IRetentionSource
{
    public string Rule => "objector";

    public async Task<IReadOnlyDictionary<long, int>> DueAsync(DateOnly before, CancellationToken ct = default) =>
        await Old(before).GroupBy(o => o.RegionCode).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);

    public async Task<int> ClearAsync(long county, DateOnly before, DateTime nowUtc, CancellationToken ct = default)
    {
        // A notice stands for exactly one city or county: the city's are not its counties'.
        var objections = await Old(before).Where(o => o.RegionCode == county).ToListAsync(ct);
        objections.ForEach(o => (o.NameSealed, o.ContactSealed) = (null, null));
        return objections.Count;
    }

    private IQueryable<NoticeObjection> Old(DateOnly before)
    {
        var beforeUtc = ShanghaiTime.ToUtc(before);
        return db.NoticeObjections().IgnoreQueryFilters().Where(o => (o.NameSealed != null || o.ContactSealed != null)
            && db.PublicNotices().Any(n => n.Id == o.NoticeId && n.EndedUtc != null && n.EndedUtc < beforeUtc));
    }
}
