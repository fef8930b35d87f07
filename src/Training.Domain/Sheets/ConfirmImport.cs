using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Sheets;

public sealed record NothingToImport() : Refusal("没有变化，名册里已经是这样了。");

/// <summary>The register changed between looking and saying yes; the preview has been made anew.</summary>
public sealed record PreviewOutdated() : Refusal("预览以后有人改过名册，结果变了。下面是新的预览，看过再点一次。");

public sealed record ImportDone(int New, int Changed, int Same, int Wrong);

/// <summary>
/// Writes every good row of a previewed workbook in one transaction, or none. The file is taken through the same run again: only if that
/// comes out as the preview did is it kept.
/// </summary>
public sealed class ConfirmImport(TrainingDbContext db, ImportDesk desk, ImportRun run, TimeProvider clock)
{
    public async Task<Result<ImportDone>> RunAsync(string kind, Guid key, Actor actor, CancellationToken ct = default)
    {
        if (desk.Find(kind) is not { } import || await desk.WaitingAsync(kind, key, actor, ct) is not { Draft.ContentSealed: { } sealedContent } waiting)
        {
            return new NotFound("这份待确认的表");
        }

        if (!waiting.Plan.WritesSomething)
        {
            return new NothingToImport();
        }

        var table = ImportRun.Read(import, desk.Open(sealedContent));
        if (!table.Ok)
        {
            return table.Refusal;
        }

        var looked = waiting.Plan.Fingerprint();
        var plan = await run.RunAsync(import, table.Value, actor, KeepAsync, ct);
        if (plan.Fingerprint() == looked)
        {
            return new ImportDone(plan.Count(LineVerdict.New), plan.Count(LineVerdict.Changed), plan.Count(LineVerdict.Same), plan.Count(LineVerdict.Wrong));
        }

        var draft = await db.ImportDrafts().SingleAsync(d => d.Key == key, ct);
        PreviewImport.Show(draft, plan, desk);
        await db.SaveChangesAsync(ct);
        return new PreviewOutdated();

        async Task<bool> KeepAsync(ImportPlan now)
        {
            if (now.Fingerprint() != looked)
            {
                return false;
            }

            var decided = await db.ImportDrafts().SingleAsync(d => d.Key == key && d.State == DraftState.Previewed, ct);
            (decided.State, decided.DecidedUtc, decided.ContentSealed, decided.PlanSealed) = (DraftState.Confirmed, clock.GetUtcNow().UtcDateTime, null, null);
            await AuditTrail.AppendAsync(
                db, $"import/{key}", actor, nameof(ConfirmImport), decided.DecidedUtc.Value,
                after: new { kind, decided.Sha256, decided.NewLines, decided.ChangedLines, decided.SameLines, decided.WrongLines }, ct: ct);
            await db.SaveChangesAsync(ct);
            return true;
        }
    }
}
