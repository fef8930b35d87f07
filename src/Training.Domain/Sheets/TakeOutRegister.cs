using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Sheets;

/// <summary>A whole register leaves as a workbook, as far as the reader's scope reaches. Reading is not written down, taking a register away is.</summary>
public sealed class TakeOutRegister(TrainingDbContext db, ImportDesk desk, TimeProvider clock)
{
    public async Task<Result<(ISheetImport Import, IReadOnlyList<IReadOnlyList<SheetValue>> Rows)>> RunAsync(string kind, Actor actor, CancellationToken ct = default)
    {
        if (desk.Find(kind) is not { } import)
        {
            return new NotFound("这份名册");
        }

        var rows = await import.RowsAsync(ct);
        await AuditTrail.AppendAsync(db, $"register/{kind}/{actor.AccountId}", actor, nameof(TakeOutRegister), clock.UtcNow(), after: new { rows = rows.Count }, ct: ct);
        await db.SaveChangesAsync(ct);
        return (import, rows);
    }
}
