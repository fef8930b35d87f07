using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Filing;

public sealed record SignFilingInput
{
    public required Actor Actor { get; init; }

    public required Guid FilingKey { get; init; }

    /// <summary>县区审核意见, exactly as written.</summary>
    public string? Opinion { get; init; }

    public required SignerConfirms Confirms { get; init; }
}

public sealed record OpinionMissing() : Refusal("写县区审核意见，例如“情况属实，同意上报”。", nameof(SignFilingInput.Opinion));

public sealed record PartsUnsigned(IReadOnlyList<string> Names) : Refusal($"还有 {Names.Count} 份分表没有签：{string.Join("、", Names.Take(3))}。都签了县区才能签。");

/// <summary>县区审核意见, 县（区）盖章: the county gives its opinion on the sheet, signs it as it stands, and sends it to the city.</summary>
public sealed class SignFiling(TrainingDbContext db, FilingDesk desk, MakeSnapshot snapshots)
{
    public async Task<Result<Done>> RunAsync(SignFilingInput input, CancellationToken ct = default)
    {
        if (await desk.FindAsync(input.FilingKey, ct) is not { } filing)
        {
            return new NotFound("这份填报");
        }

        if (await RefuseAsync(input, filing, ct) is { } refusal)
        {
            return refusal;
        }

        var signer = await desk.SignerAsync(input.Actor, input.Confirms, ct);
        if (!signer.Ok)
        {
            return signer.Refusal;
        }

        var draft = await snapshots.RunAsync(filing, null, ct);
        return draft.Sha256 == input.Confirms.Sha256 ? await WriteAsync(input, filing, draft, signer.Value, ct) : new SheetChanged();
    }

    private async Task<Refusal?> RefuseAsync(SignFilingInput input, CountyFiling filing, CancellationToken ct)
    {
        if (FilingRules.Next(filing.State, filing.Round, FilingMove.CountySigns) is { Ok: false } next)
        {
            return next.Refusal;
        }

        var unsigned = (await desk.PartsAsync(filing, ct)).Where(p => p.State != PartState.Signed).Select(p => p.OrganizationName).ToList();
        if (unsigned.Count > 0)
        {
            return new PartsUnsigned(unsigned);
        }

        var open = await db.FilingReturns().CountAsync(r => r.FilingId == filing.Id && r.PartId == null && r.Answer == null, ct);
        return open > 0 ? new ReturnsUnanswered(open)
            : string.IsNullOrWhiteSpace(input.Opinion) ? new OpinionMissing()
            : input.Opinion.Length > FilingSignature.OpinionMaxLength ? new WordsTooLong(input.Opinion.Length, FilingSignature.OpinionMaxLength, nameof(SignFilingInput.Opinion))
            : await desk.NotClosedAsync(filing, ct);
    }

    private async Task<Result<Done>> WriteAsync(SignFilingInput input, CountyFiling filing, DraftSnapshot draft, string name, CancellationToken ct)
    {
        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        var before = new { filingState = filing.State };
        if (await desk.MoveAsync(filing, FilingMove.CountySigns, ct) is { } refusal)
        {
            return refusal;
        }

        var signature = await desk.SignAsync(filing, null, draft, SignatureKind.County, input.Actor, name, input.Opinion, ct);
        await desk.TellCityAsync(filing, $"{await desk.NameAsync(filing, ct)}报上来了，等市局收件", input.Opinion, ct);
        var saved = await desk.SaveAsync(
            filing, null, FilingAction.CountySigned, input.Actor, nameof(SignFiling), before, new { filingState = filing.State, signature = signature.Key, signer = signature.NameHash(), draft.Sha256, filing.DueOn }, input.Opinion, ct);
        if (saved.Ok)
        {
            await transaction.CommitAsync(ct);
        }

        return saved;
    }
}
