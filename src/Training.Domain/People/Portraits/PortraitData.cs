using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.People.Portraits;

/// <summary>Whether a portrait of a person is kept. It goes with the person, whatever the law keeps else, and when the person no longer comes.</summary>
public sealed class PortraitData(TrainingDbContext db, IEnumerable<IPersonTie> ties) : IPersonalDataSource, IRetentionSource
{
    public string Title => "点名用的相片";

    public int Order => 9;

    public IReadOnlyCollection<Type> Tells => [typeof(Portrait)];

    public string Rule => "portrait";

    public async Task<IReadOnlyList<PersonalRecord>> ReadAsync(PersonalSubject subject, CancellationToken ct = default) =>
    [
        .. (await Of(subject).OrderBy(p => p.AddedUtc).Select(p => p.AddedUtc).ToListAsync(ct))
            .Select(added => new PersonalRecord("点名时认人用的一张小相片", new PersonalFact("什么时候存的", $"{ShanghaiTime.DateOf(added):yyyy-MM-dd}"))),
    ];

    public async Task<int> EraseAsync(PersonalSubject subject, CancellationToken ct = default)
    {
        var rows = await Of(subject).ToListAsync(ct);
        db.Portraits().RemoveRange(rows);
        return rows.Count;
    }

    public async Task<IReadOnlyDictionary<long, int>> DueAsync(DateOnly before, CancellationToken ct = default) =>
        (await Idle(before).Select(p => p.RegionCode).ToListAsync(ct)).GroupBy(RegionCodes.CountyOf).ToDictionary(g => g.Key, g => g.Count());

    public async Task<int> ClearAsync(long county, DateOnly before, DateTime nowUtc, CancellationToken ct = default)
    {
        var range = RegionCodes.RangeOf(county);
        var rows = await Idle(before).Where(p => p.RegionCode >= range.From && p.RegionCode < range.Until).ToListAsync(ct);
        db.Portraits().RemoveRange(rows);
        return rows.Count;
    }

    private IQueryable<Portrait> Of(PersonalSubject subject)
    {
        var ids = subject.PersonIds;
        return db.Portraits().IgnoreQueryFilters().Where(p => ids.Contains(p.PersonId));
    }

    /// <summary>Portraits older than the day, of people whom nothing ties to the work since.</summary>
    private IQueryable<Portrait> Idle(DateOnly before)
    {
        var until = ShanghaiTime.ToUtc(before);
        var portraits = db.Portraits().IgnoreQueryFilters().Where(p => p.AddedUtc < until);
        foreach (var tie in ties)
        {
            var active = tie.ActiveSince(before);
            portraits = portraits.Where(p => !active.Contains(p.PersonId));
        }

        return portraits;
    }
}
