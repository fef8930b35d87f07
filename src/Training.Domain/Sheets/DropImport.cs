using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Sheets;

/// <summary>Puts a previewed workbook away: nothing was written, and file and preview are emptied.</summary>
public sealed class DropImport(TrainingDbContext db, ImportDesk desk, TimeProvider clock)
{
    public async Task<Result<string>> RunAsync(string kind, Guid key, Actor actor, CancellationToken ct = default)
    {
        if (await desk.WaitingAsync(kind, key, actor, ct) is not { Draft: var draft })
        {
            return new NotFound("这份待确认的表");
        }

        (draft.State, draft.DecidedUtc, draft.ContentSealed, draft.PlanSealed) = (DraftState.Dropped, clock.GetUtcNow().UtcDateTime, null, null);
        await AuditTrail.AppendAsync(db, $"import/{key}", actor, nameof(DropImport), draft.DecidedUtc.Value, after: new { kind, draft.Sha256 }, ct: ct);
        await db.SaveChangesAsync(ct);
        return draft.FileName;
    }
}
