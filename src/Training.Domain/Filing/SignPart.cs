using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Filing;

public sealed record SignPartInput
{
    public required Actor Actor { get; init; }

    public required Guid PartKey { get; init; }

    public required SignerConfirms Confirms { get; init; }
}

public sealed record ReturnsUnanswered(int Count) : Refusal($"还有 {Count} 条退回意见没有答复，逐条答复了再签。");

/// <summary>承接主体负责人 signs the part-sheet: it is computed anew, must be what was shown, and is kept as a snapshot. The last one hands the filing to the county.</summary>
public sealed class SignPart(TrainingDbContext db, FilingDesk desk, MakeSnapshot snapshots)
{
    public async Task<Result<Done>> RunAsync(SignPartInput input, CancellationToken ct = default)
    {
        if (await desk.FindPartAsync(input.PartKey, ct) is not var (filing, part))
        {
            return new NotFound("这份分表");
        }

        if (!FilingRules.IsOpen(filing.State, part.State))
        {
            return part.State == PartState.Signed ? new PartNotThere(part.State, "再签") : new FilingNotThere(filing.State, "签分表");
        }

        if (await desk.NotClosedAsync(filing, ct) is { } early)
        {
            return early;
        }

        var open = await db.FilingReturns().CountAsync(r => r.PartId == part.Id && r.Answer == null, ct);
        if (open > 0)
        {
            return new ReturnsUnanswered(open);
        }

        var signer = await desk.SignerAsync(input.Actor, input.Confirms, ct);
        if (!signer.Ok)
        {
            return signer.Refusal;
        }

        var draft = await snapshots.RunAsync(filing, part, ct);
        return draft.Sha256 == input.Confirms.Sha256 ? await WriteAsync(input.Actor, filing, part, draft, signer.Value, ct) : new SheetChanged();
    }

    private async Task<Result<Done>> WriteAsync(Actor actor, CountyFiling filing, FilingPart part, DraftSnapshot draft, string name, CancellationToken ct)
    {
        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        var before = new { filingState = filing.State, partState = part.State };
        var signature = await desk.SignAsync(filing, part, draft, SignatureKind.Body, actor, name, null, ct);
        part.State = PartState.Signed;
        var parts = await desk.PartsAsync(filing, ct);
        if (parts.All(p => p.State == PartState.Signed))
        {
            if (await desk.MoveAsync(filing, FilingMove.PartsSigned, ct) is { } refusal)
            {
                return refusal;
            }

            await desk.TellCountyAsync(filing, $"{await desk.NameAsync(filing, ct)}：{parts.Count} 份分表都签了，等您审核", null, ct);
        }

        var saved = await desk.SaveAsync(
            filing, part, FilingAction.PartSigned, actor, nameof(SignPart), before,
            new { filingState = filing.State, partState = part.State, part = part.Key, signature = signature.Key, signer = signature.NameHash(), draft.Sha256, filing.DueOn }, null, ct);
        if (saved.Ok)
        {
            await transaction.CommitAsync(ct);
        }

        return saved;
    }
}
