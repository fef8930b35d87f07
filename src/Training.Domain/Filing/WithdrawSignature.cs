using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Filing;

public sealed record SignatureStands() : Refusal($"签字 {FilingRules.Withdrawable.TotalMinutes:0} 分钟以内、下一家还没动时，由签字的人自己撤回。现在撤不回了，请下一家退回。");

/// <summary>Takes a signature back: by who gave it, within ten minutes, and only while the next party has done nothing. Its snapshot stays.</summary>
public sealed class WithdrawSignature(TrainingDbContext db, FilingDesk desk)
{
    /// <summary>The county's, on the way to the city.</summary>
    public async Task<Result<Done>> OfCountyAsync(Actor actor, Guid filingKey, CancellationToken ct = default)
    {
        if (await desk.FindAsync(filingKey, ct) is not { } filing)
        {
            return new NotFound("这份填报");
        }

        var before = new { filingState = filing.State };
        if (await desk.MoveAsync(filing, FilingMove.CountyWithdraws, ct) is { } refusal)
        {
            return Forget(refusal);
        }

        var signature = (await desk.InForceAsync(filing, null, ct)).First(s => s.Kind == SignatureKind.County);
        if (!FilingRules.MayWithdraw(signature, actor.AccountId, desk.NowUtc))
        {
            return Forget(new SignatureStands());
        }

        (signature.EndedUtc, signature.Withdrawn) = (desk.NowUtc, true);
        await desk.TellCityAsync(filing, $"{await desk.NameAsync(filing, ct)}撤回了，县区还要改", null, ct);
        return await desk.SaveAsync(
            filing, null, FilingAction.CountyWithdrawn, actor, "WithdrawSignature.OfCounty", before, new { filingState = filing.State, signature = signature.Key, filing.DueOn }, null, ct);
    }

    /// <summary>A body's, before the county has acted.</summary>
    public async Task<Result<Done>> OfPartAsync(Actor actor, Guid partKey, CancellationToken ct = default)
    {
        if (await desk.FindPartAsync(partKey, ct) is not var (filing, part))
        {
            return new NotFound("这份分表");
        }

        var before = new { filingState = filing.State, partState = part.State };
        if (part.State != PartState.Signed)
        {
            return new PartNotThere(part.State, "撤回签字");
        }

        if (await desk.MoveAsync(filing, FilingMove.PartOpened, ct) is { } refusal)
        {
            return Forget(refusal);
        }

        var signature = (await desk.InForceAsync(filing, part, ct))[0];
        if (!FilingRules.MayWithdraw(signature, actor.AccountId, desk.NowUtc))
        {
            return Forget(new SignatureStands());
        }

        (signature.EndedUtc, signature.Withdrawn) = (desk.NowUtc, true);
        part.State = PartState.Open;
        return await desk.SaveAsync(
            filing, part, FilingAction.PartWithdrawn, actor, "WithdrawSignature.OfPart", before, new { filingState = filing.State, partState = part.State, part = part.Key, signature = signature.Key, filing.DueOn }, null, ct);
    }

    /// <summary>What was tried on the rows is not saved by a later step of the same context.</summary>
    private Refusal Forget(Refusal refusal)
    {
        db.ChangeTracker.Clear();
        return refusal;
    }
}
