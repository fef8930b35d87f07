using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Filing;

internal static class SaveOrClash
{
    /// <summary>Saves; whoever was second is told so, every other failure is let out.</summary>
    public static async Task<Result<Done>> SaveOrClashAsync(this TrainingDbContext db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return default(Done);
        }
        catch (DbUpdateException failure) when (failure.IsClash())
        {
            db.ChangeTracker.Clear();
            return new ChangedMeanwhile();
        }
    }
}
