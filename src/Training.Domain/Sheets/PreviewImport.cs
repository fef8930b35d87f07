using System.Security.Cryptography;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Sheets;

public sealed record PreviewImportInput
{
    public required Actor Actor { get; init; }

    public required string Kind { get; init; }

    public required string FileName { get; init; }

    public required byte[] Content { get; init; }
}

/// <summary>Reads a workbook and finds out what it would do, without doing it. The file stays on the server until its owner decides.</summary>
public sealed class PreviewImport(TrainingDbContext db, ImportDesk desk, ImportRun run, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(PreviewImportInput input, CancellationToken ct = default)
    {
        if (desk.Find(input.Kind) is not { } import)
        {
            return new NotFound("这种导入");
        }

        var table = ImportRun.Read(import, input.Content);
        if (!table.Ok)
        {
            return table.Refusal;
        }

        var plan = await run.RunAsync(import, table.Value, input.Actor, _ => Task.FromResult(false), ct);
        await desk.PutAwayAsync(ct);
        var draft = new ImportDraft
        {
            Key = Guid.CreateVersion7(),
            Kind = import.Kind,
            AccountId = input.Actor.AccountId,
            FileName = input.FileName.Length > ImportDraft.FileNameMaxLength ? input.FileName[^ImportDraft.FileNameMaxLength..] : input.FileName,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(input.Content)),
            UploadedUtc = clock.GetUtcNow().UtcDateTime,
            ContentSealed = desk.Seal(input.Content),
        };
        Show(draft, plan, desk);
        db.ImportDrafts().Add(draft);
        await db.SaveChangesAsync(ct);
        return draft.Key;
    }

    internal static void Show(ImportDraft draft, ImportPlan plan, ImportDesk desk)
    {
        (draft.NewLines, draft.ChangedLines, draft.SameLines, draft.WrongLines) =
            (plan.Count(LineVerdict.New), plan.Count(LineVerdict.Changed), plan.Count(LineVerdict.Same), plan.Count(LineVerdict.Wrong));
        draft.PlanSealed = desk.Seal(plan);
    }
}
