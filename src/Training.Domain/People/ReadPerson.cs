using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.People;

/// <param name="Until">Exclusive; null while it lasts.</param>
public sealed record Stay(Guid Household, DateOnly From, DateOnly? Until, IReadOnlyList<Mate> Mates);

public sealed record Mate(Guid Key, string Name, DateOnly? BirthDate, DateOnly From, DateOnly? Until);

/// <summary>Another row of the same person.</summary>
public sealed record OtherRow(Guid Key, string Name, bool StandsForBoth);

public sealed record MergeLine(
    Guid Key, string From, string Into, DateTime AtUtc, long? ById, string Why, DateTime? UndoneUtc, long? UndoneById, string? WhyUndone);

public sealed record PersonRecord
{
    public required Person Person { get; init; }

    public required string Home { get; init; }

    public string? PhoneMasked { get; init; }

    public string? IdNumberMasked { get; init; }

    public string? AddressMasked { get; init; }

    /// <summary>All rows that are this person, this one among them: what hangs on any of them is the person's.</summary>
    public required IReadOnlyList<long> RowIds { get; init; }

    public required IReadOnlyList<OtherRow> Others { get; init; }

    public required IReadOnlyList<Stay> Stays { get; init; }

    public required IReadOnlyList<MergeLine> Merges { get; init; }

    /// <summary>Proposals that wait and that the caller's scope reaches.</summary>
    public required IReadOnlyList<Guid> Proposed { get; init; }
}

/// <summary>Everything that this room knows of one person, personal values masked.</summary>
public sealed class ReadPerson(TrainingDbContext db, Vault vault)
{
    public async Task<PersonRecord?> RunAsync(Guid key, CancellationToken ct = default)
    {
        var person = await db.People().AsNoTracking().SingleOrDefaultAsync(p => p.Key == key, ct);
        if (person is null)
        {
            return null;
        }

        var root = person.CanonicalId ?? person.Id;
        var rows = await db.People().AsNoTracking().Where(p => p.Id == root || p.CanonicalId == root).OrderBy(p => p.Id)
            .Select(p => new { p.Id, p.Key, p.Name }).ToListAsync(ct);
        var ids = rows.ConvertAll(r => r.Id);
        return new PersonRecord
        {
            Person = person,
            Home = (await Homes.NamesAsync(db, [person.RegionCode], ct))[person.RegionCode],
            PhoneMasked = vault.MaskedPhone(person.PhoneSealed, person.KeySealed),
            IdNumberMasked = vault.MaskedIdNumber(person.IdNumberSealed, person.KeySealed),
            AddressMasked = vault.MaskedAddress(person.AddressSealed, person.KeySealed),
            RowIds = ids,
            Others = [.. rows.Where(r => r.Id != person.Id).Select(r => new OtherRow(r.Key, r.Name, r.Id == root))],
            Stays = await StaysAsync(person.Id, ct),
            Merges = await MergesAsync(ids, ct),
            Proposed = await db.PersonMatches().Where(m => m.State == MatchState.Proposed && (ids.Contains(m.FirstId) || ids.Contains(m.SecondId)))
                .OrderByDescending(m => m.Score).Select(m => m.Key).ToListAsync(ct),
        };
    }

    private async Task<IReadOnlyList<Stay>> StaysAsync(long personId, CancellationToken ct)
    {
        var own = await (
            from stay in db.HouseholdMembers()
            join household in db.Households().IgnoreQueryFilters([nameof(Household)]) on stay.HouseholdId equals household.Id
            where stay.PersonId == personId
            orderby stay.FromDate descending, stay.Id descending
            select new { stay.HouseholdId, household.Key, stay.FromDate, stay.UntilDate }).ToListAsync(ct);
        var households = own.Select(s => s.HouseholdId).Distinct().ToList();
        var mates = await (
            from stay in db.HouseholdMembers()
            join person in db.People() on stay.PersonId equals person.Id
            where households.Contains(stay.HouseholdId) && stay.PersonId != personId && person.CanonicalId == null
            orderby stay.FromDate, stay.Id
            select new { stay.HouseholdId, Mate = new Mate(person.Key, person.Name, person.BirthDate, stay.FromDate, stay.UntilDate) }).ToListAsync(ct);
        return [.. own.Select(s => new Stay(
            s.Key, s.FromDate, s.UntilDate,
            [.. mates.Where(m => m.HouseholdId == s.HouseholdId && (s.UntilDate is null || m.Mate.From < s.UntilDate) && (m.Mate.Until is null || m.Mate.Until > s.FromDate))
                .Select(m => m.Mate)]))];
    }

    private async Task<IReadOnlyList<MergeLine>> MergesAsync(IReadOnlyList<long> ids, CancellationToken ct)
    {
        var merges = await db.PersonMerges().AsNoTracking().Where(m => ids.Contains(m.FromId) || ids.Contains(m.IntoId))
            .OrderByDescending(m => m.AtUtc).ToListAsync(ct);
        return await MergeLines.OfAsync(db, merges, ct);
    }
}

internal static class MergeLines
{
    public static async Task<IReadOnlyList<MergeLine>> OfAsync(TrainingDbContext db, IReadOnlyList<PersonMerge> merges, CancellationToken ct)
    {
        var ids = merges.SelectMany(m => (long[])[m.FromId, m.IntoId]).Distinct().ToList();
        // The decision was within the caller's scope; so are the names that it is about.
        var names = await db.People().IgnoreQueryFilters().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        return [.. merges.Select(m => new MergeLine(
            m.Key, names[m.FromId], names[m.IntoId], m.AtUtc, m.ById, m.Why, m.UndoneUtc, m.UndoneById, m.WhyUndone))];
    }
}
