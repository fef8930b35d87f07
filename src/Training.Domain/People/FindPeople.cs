using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.People;

public sealed record FindPeopleInput
{
    /// <summary>Part of a name, pinyin initials, a birthday, a phone or its last four digits.</summary>
    public required string? Text { get; init; }

    /// <summary>County for which somebody is sought: people whose home is elsewhere and who are on its list are found too.</summary>
    public required long CountyCode { get; init; }
}

public sealed record FoundPerson(Guid Key, string Name, string Label);

public sealed record NothingToFind() : Refusal("写姓名里的字、拼音首字母，或者手机号后四位。", nameof(FindPeopleInput.Text));

/// <summary>
/// Finds people within the caller's scope by part of the name, by pinyin initials (zxy), by a birthday, by a telephone number or its last
/// four digits. At most 20, those that begin so first; two rows of one person are one; people of one name come with what tells them apart.
/// A station looks beyond its own regulars here: whoever comes in is to be found.
/// </summary>
public sealed class FindPeople(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    public const int Most = 20;

    public async Task<Result<IReadOnlyList<FoundPerson>>> RunAsync(FindPeopleInput input, CancellationToken ct = default)
    {
        if (PersonNeedle.Read(input.Text, vault) is not { } needle)
        {
            return new NothingToFind();
        }

        var found = new List<Row>();
        var neighbours = needle.OfCounty(db.People().IgnoreQueryFilters([IPersonRow.StationFilter]), db.Scope);
        await SearchAsync(needle, neighbours, found, ct);
        if (found.Count < Most)
        {
            var today = clock.Today();
            var here = db.PersonCounties()
                .Where(c => c.CountyCode == input.CountyCode && c.FromDate <= today && (c.UntilDate == null || today < c.UntilDate))
                .Select(c => c.PersonId);
            await SearchAsync(needle, db.People().IgnoreQueryFilters().Where(p => here.Contains(p.Id)), found, ct);
        }

        var people = await OnceEachAsync(found, ct);
        var labels = SameName.Labels([.. people.Select(p => new NameBearer(p.Key, p.Name, p.Building, p.BirthDate, () => TailOf(p.PhoneSealed, p.KeySealed)))]);
        return people.ConvertAll(p => new FoundPerson(p.Key, p.Name, labels[p.Key]));
    }

    private static async Task SearchAsync(PersonNeedle needle, IQueryable<Person> people, List<Row> into, CancellationToken ct)
    {
        foreach (var rows in (IQueryable<Person>?[])[needle.Beginning(people), needle.Inside(people)])
        {
            if (rows is not null && into.Count < Most)
            {
                var found = await Read(rows.Take(Most)).ToListAsync(ct);
                into.AddRange(found.Where(p => into.All(known => known.Id != p.Id)).Take(Most - into.Count));
            }
        }
    }

    /// <summary>A row that turned out to be another stands for it, where the caller reaches that one.</summary>
    private async Task<List<Row>> OnceEachAsync(List<Row> found, CancellationToken ct)
    {
        var elsewhere = found.Where(p => p.CanonicalId is not null).Select(p => p.CanonicalId!.Value).Except(found.Select(p => p.Id)).ToList();
        var canonical = elsewhere.Count == 0
            ? []
            : await Read(db.People().IgnoreQueryFilters([IPersonRow.StationFilter]).Where(p => elsewhere.Contains(p.Id))).ToDictionaryAsync(p => p.Id, ct);
        return [.. found.GroupBy(p => p.CanonicalId ?? p.Id)
            .Select(one => one.FirstOrDefault(p => p.CanonicalId is null) ?? canonical.GetValueOrDefault(one.Key) ?? one.First())];
    }

    private static IQueryable<Row> Read(IQueryable<Person> people) =>
        people.Select(p => new Row(p.Id, p.Key, p.Name, p.Building, p.BirthDate, p.PhoneSealed, p.KeySealed, p.CanonicalId));

    private string? TailOf(byte[]? phone, byte[]? personKey) => phone is null ? null : vault.Open(phone, personKey, OpeningPurpose.ShowMasked)[^4..];

    private sealed record Row(long Id, Guid Key, string Name, string? Building, DateOnly? BirthDate, byte[]? PhoneSealed, byte[]? KeySealed, long? CanonicalId);
}
