using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Filing;

public sealed record ReviewFilingInput
{
    public required Actor Actor { get; init; }

    public required Guid FilingKey { get; init; }

    public string? Opinion { get; init; }

    public required SignerConfirms Confirms { get; init; }
}

/// <summary>The city's side: receives what was filed, approves it, and accepts it as a step of its own. Approving and accepting are signed under the county's snapshot.</summary>
public sealed class ReviewFiling(TrainingDbContext db, FilingDesk desk)
{
    public async Task<Result<Done>> ReceiveAsync(Actor actor, Guid filingKey, CancellationToken ct = default)
    {
        if (await desk.FindAsync(filingKey, ct) is not { } filing)
        {
            return new NotFound("这份填报");
        }

        var before = new { filingState = filing.State };
        if (await desk.MoveAsync(filing, FilingMove.CityReceives, ct) is { } refusal)
        {
            return refusal;
        }

        await desk.TellCountyAsync(filing, $"{await desk.NameAsync(filing, ct)}：市局收件了，正在审核", null, ct);
        return await desk.SaveAsync(filing, null, FilingAction.Received, actor, "ReviewFiling.Receive", before, new { filingState = filing.State, filing.DueOn }, null, ct);
    }

    public Task<Result<Done>> ApproveAsync(ReviewFilingInput input, CancellationToken ct = default) =>
        DecideAsync(input, FilingMove.CityApproves, SignatureKind.Approval, FilingAction.Approved, "ReviewFiling.Approve", ct);

    public Task<Result<Done>> AcceptAsync(ReviewFilingInput input, CancellationToken ct = default) =>
        DecideAsync(input, FilingMove.CityAccepts, SignatureKind.Acceptance, FilingAction.Accepted, "ReviewFiling.Accept", ct);

    private async Task<Result<Done>> DecideAsync(ReviewFilingInput input, FilingMove move, SignatureKind kind, FilingAction action, string process, CancellationToken ct)
    {
        if (await desk.FindAsync(input.FilingKey, ct) is not { } filing)
        {
            return new NotFound("这份填报");
        }

        if (FilingRules.Next(filing.State, filing.Round, move) is { Ok: false } next)
        {
            return next.Refusal;
        }

        if (input.Opinion?.Length > FilingSignature.OpinionMaxLength)
        {
            return new WordsTooLong(input.Opinion.Length, FilingSignature.OpinionMaxLength, nameof(ReviewFilingInput.Opinion));
        }

        var signer = await desk.SignerAsync(input.Actor, input.Confirms, ct);
        if (!signer.Ok)
        {
            return signer.Refusal;
        }

        var filed = (await desk.InForceAsync(filing, null, ct)).First(s => s.Kind == SignatureKind.County);
        if (filed.Sha256 != input.Confirms.Sha256)
        {
            return new SheetChanged();
        }

        var before = new { filingState = filing.State };
        if (await desk.MoveAsync(filing, move, ct) is { } refusal)
        {
            return refusal;
        }

        var opinion = string.IsNullOrWhiteSpace(input.Opinion) ? null : input.Opinion;
        var snapshot = await db.FilingSnapshots().SingleAsync(s => s.Id == filed.SnapshotId, ct);
        var signature = desk.Sign(filing, null, snapshot, kind, input.Actor, signer.Value, opinion);
        await desk.TellCountyAsync(filing, $"{await desk.NameAsync(filing, ct)}：{FilingWords.Of(action)}", opinion, ct);
        return await desk.SaveAsync(filing, null, action, input.Actor, process, before, new { filingState = filing.State, signature = signature.Key, signer = signature.NameHash(), snapshot.Sha256, filing.DueOn }, opinion, ct);
    }
}
