using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;

namespace Training.Domain.People;

/// <summary>
/// Sets <see cref="Person.CanonicalId"/> and <see cref="Household.CanonicalId"/> of a group of rows anew from the decisions that stand.
/// They follow from the decisions and from nothing else, so taking any one back restores what was before it.
/// </summary>
internal static class MergeLinks
{
    /// <param name="changed">The decision just made or taken back, not saved yet.</param>
    /// <returns>The persons that are touched, decided or not.</returns>
    public static async Task<IReadOnlyList<Person>> RenewAsync(TrainingDbContext db, PersonMerge changed, CancellationToken ct)
    {
        // Tracked: rows of a person may lie outside the caller's scope; the decision was within it.
        var ends = await db.People().IgnoreQueryFilters().Where(p => p.Id == changed.FromId || p.Id == changed.IntoId).ToListAsync(ct);
        var roots = ends.Select(p => p.CanonicalId ?? p.Id).Distinct().ToList();
        var people = await db.People().IgnoreQueryFilters()
            .Where(p => roots.Contains(p.Id) || (p.CanonicalId != null && roots.Contains(p.CanonicalId.Value))).ToListAsync(ct);
        var ids = people.ConvertAll(p => p.Id);
        var standing = await db.PersonMerges().IgnoreQueryFilters().Where(m => m.UndoneUtc == null && ids.Contains(m.FromId)).ToListAsync(ct);
        standing.RemoveAll(m => m.Id == changed.Id);
        if (changed.UndoneUtc is null)
        {
            standing.Add(changed);
        }

        var into = standing.ToDictionary(m => m.FromId, m => m.IntoId);
        foreach (var person in people)
        {
            var root = End(into, person.Id);
            person.CanonicalId = root == person.Id ? null : root;
            person.AwaitsMatching = true;
        }

        await RenewHouseholdsAsync(db, changed, standing, ct);
        return people;
    }

    private static async Task RenewHouseholdsAsync(TrainingDbContext db, PersonMerge changed, List<PersonMerge> standing, CancellationToken ct)
    {
        var joined = standing.Append(changed).Where(m => m.HouseholdId is not null).ToList();
        if (joined.Count == 0)
        {
            return;
        }

        var touched = joined.SelectMany(m => (long?[])[m.HouseholdId, m.IntoHouseholdId]).OfType<long>().Distinct().ToList();
        var households = await db.Households().IgnoreQueryFilters()
            .Where(h => touched.Contains(h.Id) || (h.CanonicalId != null && touched.Contains(h.CanonicalId.Value))).ToListAsync(ct);
        var ids = households.ConvertAll(h => (long?)h.Id);
        var others = await db.PersonMerges().IgnoreQueryFilters()
            .Where(m => m.UndoneUtc == null && m.Id != changed.Id && ids.Contains(m.HouseholdId)).ToListAsync(ct);
        var into = new Dictionary<long, long>();
        foreach (var merge in others.Concat(standing).Where(m => m.HouseholdId is not null))
        {
            into[merge.HouseholdId!.Value] = merge.IntoHouseholdId!.Value;
        }

        foreach (var household in households)
        {
            var root = End(into, household.Id);
            household.CanonicalId = root == household.Id ? null : root;
        }
    }

    private static long End(Dictionary<long, long> into, long id)
    {
        while (into.TryGetValue(id, out var next))
        {
            id = next;
        }

        return id;
    }
}
