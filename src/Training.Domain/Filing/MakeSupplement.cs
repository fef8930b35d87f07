using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Filing;

/// <summary>The sheet in force of a filing, and what the records say now.</summary>
public sealed record FilingComparison(FilingSnapshot InForce, ReadSnapshot Filed, DraftSnapshot Now, IReadOnlyList<LineDifference> Differences);

/// <summary>Compares the sheet that stands (the filed one, or its last supplement) with the records as they are.</summary>
public sealed class CompareFiling(TrainingDbContext db, MakeSnapshot snapshots, OpenSnapshot open)
{
    /// <summary>Null while there is no signed sheet.</summary>
    public async Task<FilingComparison?> RunAsync(CountyFiling filing, CancellationToken ct = default)
    {
        if (await InForceAsync(db, filing.Id, ct) is not { } inForce)
        {
            return null;
        }

        var draft = await snapshots.RunAsync(filing, null, ct);
        var filed = await open.RunAsync(inForce, ct);
        var now = await open.RunAsync(new() { Json = draft.Json, Sha256 = draft.Sha256, MadeUtc = draft.Sheet.ComputedUtc, RegionCode = filing.RegionCode, FilingId = filing.Id }, ct);
        return new(inForce, filed, draft, SnapshotDifference.Of(filed, now));
    }

    /// <summary>The last supplement, or the sheet that the county signed.</summary>
    public static async Task<FilingSnapshot?> InForceAsync(TrainingDbContext db, long filingId, CancellationToken ct = default)
    {
        var id = await db.FilingSupplements().Where(s => s.FilingId == filingId).OrderByDescending(s => s.Number).Select(s => (long?)s.SnapshotId).FirstOrDefaultAsync(ct)
            ?? await db.FilingSignatures().Where(s => s.FilingId == filingId && s.PartId == null && s.Kind == SignatureKind.County && s.EndedUtc == null)
                .OrderByDescending(s => s.Id).Select(s => (long?)s.SnapshotId).FirstOrDefaultAsync(ct);
        return id is { } there ? await db.FilingSnapshots().AsNoTracking().SingleAsync(s => s.Id == there, ct) : null;
    }
}

public sealed record MakeSupplementInput
{
    public required Actor Actor { get; init; }

    public required Guid FilingKey { get; init; }

    public string? Reason { get; init; }

    public required SignerConfirms Confirms { get; init; }
}

public sealed record SupplementNeedsReason() : Refusal("写为什么补正，例如“9月两次课的点名册迟传，现已补齐”。", nameof(MakeSupplementInput.Reason));

public sealed record NothingToSupplement() : Refusal("现在的记录和已经报的表一样，没有要补正的。");

public sealed record SupplementNotTaken(int Number) : Refusal($"第 {Number} 份补正市局还没有收下，收下了再做下一份。");

/// <summary>补正: corrections after the sheet stands make a further sheet with the difference. The one before stays as it was signed.</summary>
public sealed class MakeSupplement(TrainingDbContext db, FilingDesk desk, CompareFiling compare)
{
    public async Task<Result<Done>> RunAsync(MakeSupplementInput input, CancellationToken ct = default)
    {
        if (await desk.FindAsync(input.FilingKey, ct) is not { } filing)
        {
            return new NotFound("这份填报");
        }

        if (!FilingRules.Stands(filing.State))
        {
            return new FilingNotThere(filing.State, "补正");
        }

        if (string.IsNullOrWhiteSpace(input.Reason))
        {
            return new SupplementNeedsReason();
        }

        if (input.Reason.Length > FilingSupplement.ReasonMaxLength)
        {
            return new WordsTooLong(input.Reason.Length, FilingSupplement.ReasonMaxLength, nameof(MakeSupplementInput.Reason));
        }

        var last = await db.FilingSupplements().Where(s => s.FilingId == filing.Id).OrderByDescending(s => s.Number).FirstOrDefaultAsync(ct);
        if (last is { TakenUtc: null })
        {
            return new SupplementNotTaken(last.Number);
        }

        var signer = await desk.SignerAsync(input.Actor, input.Confirms, ct);
        if (!signer.Ok)
        {
            return signer.Refusal;
        }

        var compared = await compare.RunAsync(filing, ct) ?? throw new InvalidOperationException($"Filing {filing.Id} stands without a sheet.");
        return compared.Differences.Count == 0 ? new NothingToSupplement()
            : compared.Now.Sha256 != input.Confirms.Sha256 ? new SheetChanged()
            : await WriteAsync(input, filing, compared, (last?.Number ?? 0) + 1, signer.Value, ct);
    }

    public async Task<Result<Done>> TakeAsync(Actor actor, Guid supplementKey, CancellationToken ct = default)
    {
        if (await db.FilingSupplements().SingleOrDefaultAsync(s => s.Key == supplementKey, ct) is not { } supplement)
        {
            return new NotFound("这份补正");
        }

        if (supplement.TakenUtc is not null)
        {
            return new SupplementTakenAlready();
        }

        var filing = await db.Filings().SingleAsync(f => f.Id == supplement.FilingId, ct);
        (supplement.TakenUtc, supplement.TakenBy) = (desk.NowUtc, actor.AccountId);
        await desk.TellCountyAsync(filing, $"{await desk.NameAsync(filing, ct)}：第 {supplement.Number} 份补正市局收下了", null, ct);
        return await desk.SaveAsync(filing, null, FilingAction.SupplementTaken, actor, "MakeSupplement.Take", null, new { supplement = supplement.Key }, null, ct);
    }

    private async Task<Result<Done>> WriteAsync(MakeSupplementInput input, CountyFiling filing, FilingComparison compared, int number, string name, CancellationToken ct)
    {
        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        var signature = await desk.SignAsync(filing, null, compared.Now, SignatureKind.Supplement, input.Actor, name, input.Reason, ct);
        var supplement = new FilingSupplement
        {
            Key = Guid.CreateVersion7(), FilingId = filing.Id, RegionCode = filing.RegionCode, Number = number, BaseSnapshotId = compared.InForce.Id, SnapshotId = signature.SnapshotId,
            Reason = input.Reason!, MadeUtc = desk.NowUtc, MadeBy = input.Actor.AccountId,
        };
        db.FilingSupplements().Add(supplement);
        await desk.TellCityAsync(filing, $"{await desk.NameAsync(filing, ct)}：县区报来第 {number} 份补正，{compared.Differences.Count} 项有变化", input.Reason, ct);
        var saved = await desk.SaveAsync(
            filing, null, FilingAction.Supplemented, input.Actor, nameof(MakeSupplement), null,
            new { supplement = supplement.Key, signature = signature.Key, signer = signature.NameHash(), compared.Now.Sha256, lineCodes = compared.Differences.Select(d => d.Item.Code) }, input.Reason, ct);
        if (saved.Ok)
        {
            await transaction.CommitAsync(ct);
        }

        return saved;
    }
}

public sealed record SupplementTakenAlready() : Refusal("这份补正已经收下了。");
