using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;

namespace Training.Domain.People;

/// <summary>Writes who lives with whom, since when and until when. The caller holds the transaction and saves last.</summary>
internal static class HouseholdBook
{
    public static async Task<Household> NewAsync(TrainingDbContext db, long regionCode, CancellationToken ct)
    {
        var household = db.Households().Add(new Household { Key = Guid.CreateVersion7(), RegionCode = regionCode }).Entity;
        await db.SaveChangesAsync(ct);
        return household;
    }

    /// <summary>The household of somebody, made if nobody knew one.</summary>
    public static async Task<Household> OfAsync(TrainingDbContext db, Person person, DateOnly on, CancellationToken ct)
    {
        if (person.HouseholdId is { } id)
        {
            var own = await db.Households().IgnoreQueryFilters().SingleAsync(h => h.Id == id, ct);
            return own.CanonicalId is { } canonical ? await db.Households().IgnoreQueryFilters().SingleAsync(h => h.Id == canonical, ct) : own;
        }

        var made = await NewAsync(db, person.RegionCode, ct);
        await EnterAsync(db, person, made, on, ct);
        return made;
    }

    /// <summary>Ends where the person lived and begins the new household on that day; null: moved out, nobody knows where to.</summary>
    public static async Task EnterAsync(TrainingDbContext db, Person person, Household? household, DateOnly on, CancellationToken ct)
    {
        foreach (var stay in await db.HouseholdMembers().Where(m => m.PersonId == person.Id && m.UntilDate == null).ToListAsync(ct))
        {
            if (stay.FromDate >= on)
            {
                db.HouseholdMembers().Remove(stay);
            }
            else
            {
                stay.UntilDate = on;
            }
        }

        if (household is not null)
        {
            db.HouseholdMembers().Add(new HouseholdMember { HouseholdId = household.Id, PersonId = person.Id, FromDate = on });
        }

        person.HouseholdId = household?.Id;
        person.AwaitsMatching = true;
    }
}
