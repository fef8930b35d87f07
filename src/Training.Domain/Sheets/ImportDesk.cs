using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;

namespace Training.Domain.Sheets;

/// <summary>A draft as its owner sees it.</summary>
public sealed record OpenDraft(ImportDraft Draft, ImportPlan Plan);

/// <summary>Finds, seals and opens drafts of imports; shared by the use cases of importing.</summary>
public sealed class ImportDesk(TrainingDbContext db, IEnumerable<ISheetImport> imports, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>A draft that nobody decided on is put away after this.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private readonly IDataProtector protector = protection.CreateProtector("Training.Sheets.ImportDraft");

    public IReadOnlyList<ISheetImport> Imports { get; } = [.. imports];

    public ISheetImport? Find(string kind) => Imports.FirstOrDefault(import => import.Kind == kind);

    public byte[] Seal(byte[] content) => protector.Protect(content);

    public byte[] Seal(ImportPlan plan) => protector.Protect(JsonSerializer.SerializeToUtf8Bytes(plan));

    public byte[] Open(byte[] content) => protector.Unprotect(content);

    /// <summary>The actor's own draft that still waits, with its preview; null when it is somebody else's, decided or gone.</summary>
    public async Task<OpenDraft?> WaitingAsync(string kind, Guid key, Actor actor, CancellationToken ct = default)
    {
        var draft = await db.ImportDrafts().SingleOrDefaultAsync(
            d => d.Key == key && d.Kind == kind && d.AccountId == actor.AccountId && d.State == DraftState.Previewed, ct);
        if (draft?.PlanSealed is null || draft.UploadedUtc < clock.GetUtcNow().UtcDateTime - Patience)
        {
            return null;
        }

        try
        {
            return new OpenDraft(draft, JsonSerializer.Deserialize<ImportPlan>(Open(draft.PlanSealed))!);
        }
        catch (CryptographicException)
        {
            // The site's keys were changed in between: the file has to be sent again.
            return null;
        }
    }

    /// <summary>The actor's last imports, newest first, without what was in them.</summary>
    public async Task<IReadOnlyList<ImportDraft>> RecentAsync(string kind, Actor actor, CancellationToken ct = default) =>
        await db.ImportDrafts().AsNoTracking().Where(d => d.Kind == kind && d.AccountId == actor.AccountId).OrderByDescending(d => d.Id).Take(10)
            .Select(d => new ImportDraft
            {
                Key = d.Key, Kind = d.Kind, FileName = d.FileName, Sha256 = "", State = d.State, UploadedUtc = d.UploadedUtc, DecidedUtc = d.DecidedUtc,
                NewLines = d.NewLines, ChangedLines = d.ChangedLines, SameLines = d.SameLines, WrongLines = d.WrongLines,
            }).ToListAsync(ct);

    /// <summary>Empties what is too old to be decided on; what was counted stays.</summary>
    public Task<int> PutAwayAsync(CancellationToken ct = default)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var oldest = now - Patience;
        return db.ImportDrafts().Where(d => d.State == DraftState.Previewed && d.UploadedUtc < oldest).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.State, DraftState.Dropped).SetProperty(d => d.DecidedUtc, now)
                .SetProperty(d => d.ContentSealed, (byte[]?)null).SetProperty(d => d.PlanSealed, (byte[]?)null), ct);
    }
}
