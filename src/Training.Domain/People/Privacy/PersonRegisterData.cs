using Microsoft.EntityFrameworkCore;
using Training.Domain.People.Portraits;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.People.Privacy;

/// <summary>The register's own row of a person: name, numbers, household, counties, consents, earlier requests. Idle rows fall due for clearing.</summary>
public sealed class PersonRegisterData(TrainingDbContext db, IEnumerable<IPersonTie> ties) : IPersonalDataSource, IRetentionSource
{
    public string Title => "人员登记";

    public int Order => 10;

    public IReadOnlyCollection<Type> Tells =>
        [typeof(Person), typeof(HouseholdMember), typeof(PersonCounty), typeof(ConsentRecord), typeof(ErasureRequest), typeof(PersonMatch), typeof(PersonMerge)];

    public string Rule => "idle-person";

    public async Task<IReadOnlyList<PersonalRecord>> ReadAsync(PersonalSubject subject, CancellationToken ct = default)
    {
        var ids = subject.PersonIds;
        var people = await (
            from p in db.People().IgnoreQueryFilters().AsNoTracking()
            where ids.Contains(p.Id)
            join r in db.Regions() on p.RegionCode equals r.Code into regions
            from region in regions.DefaultIfEmpty()
            orderby p.Id
            select new { Person = p, Home = (string?)region.Name }).ToListAsync(ct);
        var members = await db.HouseholdMembers().Where(m => ids.Contains(m.PersonId)).OrderBy(m => m.FromDate).ToListAsync(ct);
        var counties = await (
            from c in db.PersonCounties()
            where ids.Contains(c.PersonId)
            join r in db.Regions() on c.CountyCode equals r.Code
            select new { r.Name, c.FromDate, c.UntilDate }).ToListAsync(ct);
        var consents = await db.ConsentRecords().IgnoreQueryFilters().Where(c => ids.Contains(c.PersonId)).OrderBy(c => c.GivenOn).ToListAsync(ct);
        var requests = await db.ErasureRequests().IgnoreQueryFilters().Where(e => ids.Contains(e.PersonId)).OrderBy(e => e.AskedUtc).ToListAsync(ct);
        var merges = await db.PersonMerges().IgnoreQueryFilters().Where(m => ids.Contains(m.FromId) || ids.Contains(m.IntoId)).OrderBy(m => m.AtUtc).ToListAsync(ct);
        var matches = await db.PersonMatches().IgnoreQueryFilters().CountAsync(m => ids.Contains(m.FirstId) || ids.Contains(m.SecondId), ct);
        return
        [
            .. people.Select(p => new PersonalRecord(
                p.Person.Name,
                [
                    new("登记所在", p.Home), new("楼栋", p.Person.Building), new("出生日期", $"{p.Person.BirthDate:yyyy-MM-dd}"),
                    new("手机号", Opened(p.Person, p.Person.PhoneSealed)), new("身份证号", Opened(p.Person, p.Person.IdNumberSealed)),
                    new("住址", Opened(p.Person, p.Person.AddressSealed)),
                ])),
            .. members.Select(m => new PersonalRecord($"户 {m.HouseholdId}", new PersonalFact("从", $"{m.FromDate:yyyy-MM-dd}"), new PersonalFact("到", $"{m.UntilDate:yyyy-MM-dd}"))),
            .. counties.Select(c => new PersonalRecord($"{c.Name}可以看到", new PersonalFact("从", $"{c.FromDate:yyyy-MM-dd}"), new PersonalFact("到", $"{c.UntilDate:yyyy-MM-dd}"))),
            .. consents.Select(c => new PersonalRecord(
                $"同意：{ConsentTexts.Words(c.Matter)}",
                new PersonalFact("文本版本", c.Version), new PersonalFact("方式", ConsentTexts.Words(c.Way)), new PersonalFact("日期", $"{c.GivenOn:yyyy-MM-dd}"),
                new PersonalFact("撤回", $"{c.WithdrawnOn:yyyy-MM-dd}"))),
            .. requests.Select(e => new PersonalRecord($"注销申请 {ShanghaiTime.DateOf(e.AskedUtc):yyyy-MM-dd}", new PersonalFact("怎样提出", e.How), new PersonalFact("答复", e.DecisionReason))),
            .. merges.Select(m => new PersonalRecord($"合并登记 {ShanghaiTime.DateOf(m.AtUtc):yyyy-MM-dd}", new PersonalFact("理由", m.Why))),
            .. matches == 0 ? (PersonalRecord[])[] : [new PersonalRecord("可能重复登记的提示", new PersonalFact("条数", $"{matches}"))],
        ];

        string? Opened(Person person, byte[]? value) => value is null ? null : subject.Open(person.Id, value);
    }

    public async Task<int> EraseAsync(PersonalSubject subject, CancellationToken ct = default)
    {
        var today = ShanghaiTime.DateOf(subject.NowUtc);
        var ids = subject.PersonIds;
        var consents = await db.ConsentRecords().IgnoreQueryFilters().Where(c => ids.Contains(c.PersonId) && c.WithdrawnOn == null).ToListAsync(ct);
        if (subject.KeepsIdentity)
        {
            return 0;
        }

        consents.ForEach(c => c.WithdrawnOn = today);
        foreach (var county in await db.PersonCounties().Where(c => ids.Contains(c.PersonId) && c.UntilDate == null).ToListAsync(ct))
        {
            county.UntilDate = today;
        }

        db.PersonMatches().RemoveRange(await db.PersonMatches().IgnoreQueryFilters().Where(m => ids.Contains(m.FirstId) || ids.Contains(m.SecondId)).ToListAsync(ct));
        foreach (var merge in await db.PersonMerges().IgnoreQueryFilters().Where(m => ids.Contains(m.FromId) || ids.Contains(m.IntoId)).ToListAsync(ct))
        {
            merge.Why = Person.ErasedName;
        }

        var people = await db.People().IgnoreQueryFilters().Where(p => ids.Contains(p.Id)).ToListAsync(ct);
        people.ForEach(p => p.Erase(subject.NowUtc));
        return people.Count + consents.Count;
    }

    public async Task<IReadOnlyDictionary<long, int>> DueAsync(DateOnly before, CancellationToken ct = default) =>
        (await IdleAsync(before, ct)).GroupBy(p => RegionCodes.CountyOf(p.RegionCode)).ToDictionary(g => g.Key, g => g.Count());

    public async Task<int> ClearAsync(long county, DateOnly before, DateTime nowUtc, CancellationToken ct = default)
    {
        var ids = (await IdleAsync(before, ct)).Where(p => RegionCodes.CountyOf(p.RegionCode) == county).Select(p => p.Id).ToList();
        var people = await db.People().IgnoreQueryFilters().Where(p => ids.Contains(p.Id)).ToListAsync(ct);
        people.ForEach(p => p.Erase(nowUtc));
        db.Portraits().RemoveRange(await db.Portraits().IgnoreQueryFilters().Where(p => ids.Contains(p.PersonId)).ToListAsync(ct));
        return people.Count;
    }

    /// <summary>People whom nothing ties to the work since the day, and who were written down before it.</summary>
    private async Task<List<IdlePerson>> IdleAsync(DateOnly before, CancellationToken ct)
    {
        var people = db.People().IgnoreQueryFilters().AsNoTracking().Where(p => p.ErasedUtc == null && p.CanonicalId == null);
        foreach (var tie in ties)
        {
            var active = tie.ActiveSince(before);
            people = people.Where(p => !active.Contains(p.Id));
        }

        var until = ShanghaiTime.ToUtc(before);
        return (await people.Select(p => new IdlePerson(p.Id, p.Key, p.RegionCode)).ToListAsync(ct)).FindAll(p => WrittenDown(p.Key) < until);
    }

    /// <summary>A key of version 7 carries the milliseconds at which it was made; a row with another key was there before such keys.</summary>
    private static DateTime WrittenDown(Guid key)
    {
        var bytes = key.ToByteArray(bigEndian: true);
        var milliseconds = 0L;
        for (var i = 0; i < 6; i++)
        {
            milliseconds = (milliseconds << 8) | bytes[i];
        }

        return key.Version == 7 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime : DateTime.MinValue;
    }

    private sealed record IdlePerson(long Id, Guid Key, long RegionCode);
}
