using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Notices;

internal static class NoticeSaving
{
    /// <summary>One save; somebody else's save in between is a sentence, not a failure.</summary>
    public static async Task<Result<Done>> SavedAsync(this TrainingDbContext db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return default(Done);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return new ChangedMeanwhile();
        }
    }
}
