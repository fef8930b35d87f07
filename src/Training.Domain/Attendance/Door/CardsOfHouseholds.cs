using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;

namespace Training.Domain.Attendance.Door;

/// <summary>Live cards of the households of known people: what a phone needs to recognise a scanned card without network.</summary>
public static class CardsOfHouseholds
{
    /// <summary>
    /// Key of each person to the hash (lower hex of <see cref="CardCode.Hash"/>) of every live card of his or her household, whichever
    /// station issued it. One statement; people without a card are left out.
    /// </summary>
    public static async Task<ILookup<Guid, string>> HashesAsync(
        TrainingDbContext db, IReadOnlyCollection<Guid> people, CancellationToken ct = default)
    {
        if (people.Count == 0)
        {
            return Array.Empty<Guid>().ToLookup(k => k, _ => "");
        }

        // Whoever asks has reached the people already; a card of another station recognises them as well.
        var rows = await (
            from card in Live(db)
            join issued in db.Households() on card.HouseholdId equals issued.Id
            from person in db.People()
            join home in db.Households() on person.HouseholdId equals (long?)home.Id
            where people.Contains(person.Key) && person.ErasedUtc == null && (issued.CanonicalId ?? issued.Id) == (home.CanonicalId ?? home.Id)
            select new { person.Key, card.CodeHash }).IgnoreQueryFilters().ToListAsync(ct);
        return rows.ToLookup(r => r.Key, r => Convert.ToHexStringLower(r.CodeHash));
    }

    internal static IQueryable<HouseholdCard> Live(TrainingDbContext db) => db.HouseholdCards().Where(c => c.WithdrawnUtc == null);
}
