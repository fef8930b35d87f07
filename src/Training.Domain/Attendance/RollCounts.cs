using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;

namespace Training.Domain.Attendance;

/// <summary>
/// Counts who came: distinct people, present beyond doubt, staff left out. Two rows that were found to be one person, and a walk-in found
/// to be a known person, count once.
/// </summary>
public static class RollCounts
{
    private static readonly PreparedQuery<IReadOnlyCollection<long>, Counted> Heads = new((db, rollIds) => (
        // The caller reached the rolls through the scope; a person on them may live elsewhere.
        from entry in db.RollEntries().IgnoreQueryFilters()
        where rollIds.Contains(entry.RollId) && entry.Present && !entry.InConflict && !entry.IsStaff
        join walkIn in db.WalkIns() on entry.WalkInId equals walkIn.Id into walkIns
        from walkIn in walkIns.DefaultIfEmpty()
        join person in db.People() on entry.PersonId ?? walkIn.PersonId equals person.Id into people
        from person in people.DefaultIfEmpty()
        select new { entry.RollId, Head = person != null ? person.CanonicalId ?? person.Id : -entry.WalkInId })
        .Distinct().GroupBy(h => h.RollId).Select(g => new Counted(g.Key, g.Count())));

    public static async Task<int> PresentAsync(TrainingDbContext db, long rollId, CancellationToken ct = default) =>
        (await PresentAsync(db, [rollId], ct)).GetValueOrDefault(rollId);

    public static async Task<IReadOnlyDictionary<long, int>> PresentAsync(
        TrainingDbContext db, IReadOnlyCollection<long> rollIds, CancellationToken ct = default)
    {
        if (rollIds.Count == 0)
        {
            return new Dictionary<long, int>();
        }

        return (await Heads.ToListAsync(db, rollIds, ct)).ToDictionary(r => r.RollId, r => r.Count);
    }

    private sealed record Counted(long RollId, int Count);
}
