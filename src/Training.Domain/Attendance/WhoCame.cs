using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;

namespace Training.Domain.Attendance;

/// <summary>Who of some people was written present at some sessions, beyond doubt. For those who ask about themselves: it looks past the scope.</summary>
public static class WhoCame
{
    /// <param name="personIds">Every row of the register that is one of them.</param>
    public static async Task<IReadOnlySet<(long SessionId, long PersonId)>> OfAsync(
        TrainingDbContext db, IReadOnlyCollection<long> sessionIds, IReadOnlyCollection<long> personIds, CancellationToken ct = default) =>
        (await db.RollEntries().IgnoreQueryFilters()
            .Where(e => sessionIds.Contains(e.SessionId) && e.PersonId != null && personIds.Contains(e.PersonId.Value) && e.Present && !e.InConflict)
            .Select(e => new { e.SessionId, PersonId = e.PersonId!.Value }).ToListAsync(ct)).Select(e => (e.SessionId, e.PersonId)).ToHashSet();
}
