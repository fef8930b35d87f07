using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.People;

public sealed record PersonQuestion
{
    /// <summary>Whatever <see cref="PersonNeedle"/> reads; empty lists everybody.</summary>
    public string? Text { get; init; }

    /// <summary>A county; null asks for all that the caller reaches.</summary>
    public long? CountyCode { get; init; }

    /// <summary>Also looks inside names, which reads all of them.</summary>
    public bool Inside { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public int Size { get; init; } = 50;
}

/// <param name="Mates">How many others live in the household now.</param>
/// <param name="Merged">This row turned out to be another person's.</param>
public sealed record PersonLine(
    Guid Key, string Name, DateOnly? BirthDate, string Home, string? Building, string? Phone, bool HasIdNumber, int? Mates, bool Merged);

/// <param name="Total">Rows that were found, counted up to <see cref="PersonRegister.MostCounted"/>.</param>
/// <param name="Inside">Nothing begins so; these have it inside.</param>
public sealed record PersonPageOf(IReadOnlyList<PersonLine> Lines, int Total, bool Inside);

/// <summary>
/// The register of persons that the caller's scope reaches. A search is one range of an index; it looks inside names only where nothing
/// begins so, or when asked. Long lists are counted to a thousand: nobody reads further, and a million need not be counted for one page.
/// </summary>
public sealed class PersonRegister(TrainingDbContext db, Vault vault)
{
    public const int MostCounted = 1000;

    public async Task<PersonPageOf> RunAsync(PersonQuestion question, CancellationToken ct = default)
    {
        var people = db.People().AsNoTracking();
        if (string.IsNullOrEmpty(question.Text))
        {
            people = PersonNeedle.OnCountysIndex(people, db.Scope, question.CountyCode).Where(p => p.CanonicalId == null && p.ErasedUtc == null).OrderBy(p => p.Initials).ThenBy(p => p.NameKey).ThenBy(p => p.Id);
            return new PersonPageOf(await LinesAsync(PageOf(people, question), ct), await CountAsync(people, ct), false);
        }

        if (PersonNeedle.Read(question.Text, vault) is not { } needle)
        {
            return new PersonPageOf([], 0, false);
        }

        people = needle.OfCounty(people, db.Scope, question.CountyCode);
        if (!question.Inside || needle.Inside(people) is null)
        {
            var found = needle.Beginning(people);
            if (await CountAsync(found, ct) is var total and > 0)
            {
                return new PersonPageOf(await LinesAsync(PageOf(found, question), ct), total, false);
            }
        }

        return needle.Inside(people) is { } within ? await InsideAsync(people, within, question, ct) : new PersonPageOf([], 0, false);
    }

    /// <summary>All names are read once: count and page come from the same thousand ids.</summary>
    private async Task<PersonPageOf> InsideAsync(IQueryable<Person> people, IQueryable<Person> within, PersonQuestion question, CancellationToken ct)
    {
        var ids = await within.Select(p => p.Id).Take(MostCounted).ToListAsync(ct);
        var page = ids.Skip((question.Page - 1) * question.Size).Take(question.Size).ToList();
        var rows = people.Where(p => page.Contains(p.Id)).OrderBy(p => p.Initials).ThenBy(p => p.NameKey).ThenBy(p => p.Id);
        return new PersonPageOf(page.Count == 0 ? [] : await LinesAsync(rows, ct), ids.Count, true);
    }

    private static IQueryable<Person> PageOf(IQueryable<Person> people, PersonQuestion question) =>
        people.Skip((question.Page - 1) * question.Size).Take(question.Size);

    private static Task<int> CountAsync(IQueryable<Person> people, CancellationToken ct) => people.Select(p => p.Id).Take(MostCounted).CountAsync(ct);

    private async Task<IReadOnlyList<PersonLine>> LinesAsync(IQueryable<Person> page, CancellationToken ct)
    {
        var rows = await page
            .Select(p => new
            {
                p.Key, p.Name, p.BirthDate, p.RegionCode, p.Building, p.PhoneSealed, p.KeySealed, HasIdNumber = p.IdNumberIndex != null, p.HouseholdId,
                Merged = p.CanonicalId != null,
            }).ToListAsync(ct);
        var homes = await Homes.NamesAsync(db, rows.Select(r => r.RegionCode), ct);
        var households = rows.Select(r => r.HouseholdId).OfType<long>().Distinct().ToList();
        var mates = await db.People().Where(p => p.HouseholdId != null && households.Contains(p.HouseholdId.Value) && p.CanonicalId == null)
            .GroupBy(p => p.HouseholdId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return [.. rows.Select(r => new PersonLine(
            r.Key, r.Name, r.BirthDate, homes.GetValueOrDefault(r.RegionCode, ""), r.Building, vault.MaskedPhone(r.PhoneSealed, r.KeySealed), r.HasIdNumber,
            r.HouseholdId is { } household ? Math.Max(0, mates.GetValueOrDefault(household) - 1) : null, r.Merged))];
    }
}

/// <summary>Names of homes as people say them: town and village.</summary>
public static class Homes
{
    public static async Task<IReadOnlyDictionary<long, string>> NamesAsync(TrainingDbContext db, IEnumerable<long> codes, CancellationToken ct = default)
    {
        var asked = codes.Distinct().ToList();
        var wanted = asked.Concat(asked.Select(code => RegionCodes.At(code, RegionLevel.Township))).Distinct().ToList();
        var names = await db.Regions().AsNoTracking().Where(r => wanted.Contains(r.Code)).ToDictionaryAsync(r => r.Code, r => r.Name, ct);
        return asked.ToDictionary(code => code, code =>
        {
            var town = RegionCodes.At(code, RegionLevel.Township);
            return town == code ? names.GetValueOrDefault(code, "") : $"{names.GetValueOrDefault(town)} {names.GetValueOrDefault(code)}".Trim();
        });
    }
}
