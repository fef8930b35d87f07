using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.People;

public sealed record FindPeopleInput
{
    /// <summary>Part of a name, pinyin initials, or the last four digits of a phone.</summary>
    public required string? Text { get; init; }

    /// <summary>County for which somebody is sought: people whose home is elsewhere and who are on its list are found too.</summary>
    public required long CountyCode { get; init; }
}

public sealed record FoundPerson(Guid Key, string Name, string Label);

public sealed record NothingToFind() : Refusal("写姓名里的字、拼音首字母，或者手机号后四位。", nameof(FindPeopleInput.Text));

/// <summary>
/// Finds people within the caller's scope by part of the name, by pinyin initials (zxy) or by the last four digits of the phone.
/// At most 20; people of one name come with what tells them apart.
/// </summary>
public sealed class FindPeople(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    public const int Most = 20;

    public async Task<Result<IReadOnlyList<FoundPerson>>> RunAsync(FindPeopleInput input, CancellationToken ct = default)
    {
        var key = PersonName.KeyOf(input.Text ?? "");
        if (key.Length is 0 or > Person.NameMaxLength)
        {
            return new NothingToFind();
        }

        var found = await Match(db.People(), key).ToListAsync(ct);
        if (found.Count < Most)
        {
            var today = clock.Today();
            var here = db.PersonCounties()
                .Where(c => c.CountyCode == input.CountyCode && c.FromDate <= today && (c.UntilDate == null || today < c.UntilDate))
                .Select(c => c.PersonId);
            var known = found.ConvertAll(p => p.Id);
            var visitors = await Match(db.People().IgnoreQueryFilters().Where(p => here.Contains(p.Id)), key).ToListAsync(ct);
            found.AddRange(visitors.Where(p => !known.Contains(p.Id)).Take(Most - found.Count));
        }

        var labels = SameName.Labels([.. found.Select(p => new NameBearer(p.Key, p.Name, p.Building, p.BirthDate, () => TailOf(p.PhoneSealed, p.KeySealed)))]);
        return found.ConvertAll(p => new FoundPerson(p.Key, p.Name, labels[p.Key]));
    }

    private IQueryable<Row> Match(IQueryable<Person> people, string key)
    {
        people = people.Where(p => p.CanonicalId == null);
        var initials = "";
        if (key.Length == 4 && key.All(char.IsAsciiDigit))
        {
            var tail = vault.PhoneTailIndex(key);
            people = people.Where(p => p.PhoneTailIndex == tail);
        }
        else if (key.All(char.IsAsciiLetterOrDigit))
        {
            initials = key.ToLowerInvariant();
            people = people.Where(p => p.Initials.Contains(initials) || p.NameKey.Contains(key));
        }
        else
        {
            people = people.Where(p => p.NameKey.Contains(key));
        }

        return people.OrderByDescending(p => p.Initials.StartsWith(initials)).ThenBy(p => p.Initials).ThenBy(p => p.NameKey).ThenBy(p => p.Id)
            .Take(Most).Select(p => new Row(p.Id, p.Key, p.Name, p.Building, p.BirthDate, p.PhoneSealed, p.KeySealed));
    }

    private string? TailOf(byte[]? phone, byte[]? personKey) => phone is null ? null : vault.Open(phone, personKey, OpeningPurpose.ShowMasked)[^4..];

    private sealed record Row(long Id, Guid Key, string Name, string? Building, DateOnly? BirthDate, byte[]? PhoneSealed, byte[]? KeySealed);
}
