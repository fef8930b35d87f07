using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Organizations;

public sealed record EndAgreementInput
{
    public required Actor Actor { get; init; }

    public required Guid Key { get; init; }

    /// <summary>First day on which it holds no longer.</summary>
    public required DateOnly? On { get; init; }

    public required string? Reason { get; init; }
}

public sealed record EndingNeedsDate() : Refusal("还没有写从哪一天起终止。", nameof(EndAgreementInput.On));

public sealed record EndsOutsideItsTime() : Refusal("终止的日子要在开始之后、到期之前。请核对日期。", nameof(EndAgreementInput.On));

public sealed record EndedAlready(DateOnly On) : Refusal($"已经从 {On.Year}年{On.Month}月{On.Day}日 起终止了。");

/// <summary>Ends an agreement before its time, with the day and the reason.</summary>
public sealed class EndAgreement(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(EndAgreementInput input, CancellationToken ct = default)
    {
        var agreement = await db.Agreements().SingleOrDefaultAsync(a => a.Key == input.Key, ct);
        if (agreement is null)
        {
            return new NotFound("这份协议");
        }

        if (agreement.EndedOn is { } ended)
        {
            return new EndedAlready(ended);
        }

        if (input.On is not { } on)
        {
            return new EndingNeedsDate();
        }

        if (on < agreement.FromDate || on > agreement.UntilDate)
        {
            return new EndsOutsideItsTime();
        }

        if (Endings.Refuse(input.Reason) is { } wrong)
        {
            return wrong;
        }

        (agreement.EndedOn, agreement.EndedBecause) = (on, input.Reason);
        await AuditTrail.AppendAsync(db, agreement.AuditStream(), input.Actor, nameof(EndAgreement), clock.UtcNow(), after: new { agreement.EndedOn }, reason: input.Reason, ct: ct);
        await db.SaveChangesAsync(ct);
        return default(Done);
    }
}
