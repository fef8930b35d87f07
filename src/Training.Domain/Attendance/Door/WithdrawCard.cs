using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Attendance.Door;

public sealed record WithdrawCardInput
{
    public required Guid CardKey { get; init; }

    public required string? Reason { get; init; }

    public required Actor Actor { get; init; }
}

public sealed record NoWithdrawalReason() : Refusal($"写一句为什么作废，最多 {HouseholdCard.ReasonMaxLength} 个字，像“丢了”“搬走了”。", nameof(WithdrawCardInput.Reason));

public sealed record CardWithdrawnAlready() : Refusal("这张卡已经作废了。");

/// <summary>Takes a card out of use: whoever shows it from then on is not recognised by it.</summary>
public sealed class WithdrawCard(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(WithdrawCardInput input, CancellationToken ct = default)
    {
        if (string.IsNullOrWhiteSpace(input.Reason) || input.Reason.Length > HouseholdCard.ReasonMaxLength)
        {
            return new NoWithdrawalReason();
        }

        var card = await db.HouseholdCards().FirstOrDefaultAsync(c => c.Key == input.CardKey, ct);
        if (card is null)
        {
            return new NotFound("这张卡");
        }

        if (card.WithdrawnUtc is not null)
        {
            return new CardWithdrawnAlready();
        }

        // The household may be of another place of the county; the card is what was checked.
        var household = await db.Households().IgnoreQueryFilters().AsNoTracking().SingleAsync(h => h.Id == card.HouseholdId, ct);
        var nowUtc = clock.UtcNow();
        (card.WithdrawnUtc, card.WithdrawnBy, card.WithdrawnReason) = (nowUtc, input.Actor.AccountId, input.Reason);
        await AuditTrail.AppendAsync(
            db, household.AuditStream(), input.Actor, nameof(WithdrawCard), nowUtc, after: new { card = card.Key }, reason: input.Reason, ct: ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsClash())
        {
            return new ChangedMeanwhile();
        }

        return default(Done);
    }
}
