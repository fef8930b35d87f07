using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.People.Privacy;

/// <summary>
/// Decides whose personal values a caller may come near at all: people of the own divisions and people on the list of the own county;
/// for an account that is bound to stations only those on whom one of its stations keeps a living record.
/// </summary>
public sealed class PersonInReach(TrainingDbContext db, IEnumerable<IPersonTie> ties, Vault vault, TimeProvider clock)
{
    public async Task<Person?> FindAsync(Guid key, CancellationToken ct = default)
    {
        var person = await db.People().FirstOrDefaultAsync(p => p.Key == key, ct) ?? await GuestAsync(key, ct);
        if (person is null || !db.Scope.IsStationBound)
        {
            return person;
        }

        foreach (var tie in ties)
        {
            if (await tie.HoldsAsync(person.Id, clock.Today(), ct))
            {
                return person;
            }
        }

        return null;
    }

    /// <summary>All rows that are this person, with the way to open what is sealed for them.</summary>
    public async Task<PersonalSubject> SubjectAsync(Person person, CancellationToken ct = default)
    {
        var head = person.CanonicalId ?? person.Id;
        var rows = await db.People().IgnoreQueryFilters().AsNoTracking().Where(p => p.Id == head || p.CanonicalId == head)
            .Select(p => new { p.Id, p.Key, p.KeySealed }).ToDictionaryAsync(p => p.Id, ct);
        return new PersonalSubject
        {
            PersonIds = [.. rows.Keys.Order()],
            Keys = [.. rows.Values.Select(r => r.Key)],
            NowUtc = clock.UtcNow(),
            Open = (id, value) => vault.Open(value, rows[id].KeySealed, OpeningPurpose.Export),
            OpenUnowned = value => vault.Open(value, OpeningPurpose.Export),
        };
    }

    /// <summary>Somebody whose home is elsewhere and who is on the list of a county within reach.</summary>
    private async Task<Person?> GuestAsync(Guid key, CancellationToken ct)
    {
        var today = clock.Today();
        var counties = await (
            from p in db.People().IgnoreQueryFilters()
            join c in db.PersonCounties() on p.Id equals c.PersonId
            where p.Key == key && c.FromDate <= today && (c.UntilDate == null || today < c.UntilDate)
            select c.CountyCode).ToListAsync(ct);
        return counties.Any(db.Scope.Holds) ? await db.People().IgnoreQueryFilters().FirstAsync(p => p.Key == key, ct) : null;
    }
}
