using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Organizations;

public sealed record EndPairingInput
{
    public required Actor Actor { get; init; }

    public required Guid Key { get; init; }

    /// <summary>First day on which it is over.</summary>
    public required DateOnly? On { get; init; }

    public required string? Reason { get; init; }
}

public sealed record PairingEndNeedsDate() : Refusal("还没有写从哪一天起不再联系。", nameof(EndPairingInput.On));

public sealed record PairingEndsBeforeItBegins(DateOnly From) : Refusal($"结束的日子不能早于开始的 {From.Year}年{From.Month}月{From.Day}日。", nameof(EndPairingInput.On));

/// <summary>Ends the contact of a body with a community; the row stays.</summary>
public sealed class EndPairing(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(EndPairingInput input, CancellationToken ct = default)
    {
        var pairing = await db.Pairings().SingleOrDefaultAsync(p => p.Key == input.Key, ct);
        if (pairing is null || await db.Organizations().SingleOrDefaultAsync(o => o.Id == pairing.OrganizationId, ct) is not { } body)
        {
            return new NotFound("这条定点联系");
        }

        if (pairing.UntilDate is { } ended)
        {
            return new EndedAlready(ended);
        }

        if (input.On is not { } on)
        {
            return new PairingEndNeedsDate();
        }

        if (on < pairing.FromDate)
        {
            return new PairingEndsBeforeItBegins(pairing.FromDate);
        }

        if (Endings.Refuse(input.Reason) is { } wrong)
        {
            return wrong;
        }

        (pairing.UntilDate, pairing.EndedBecause) = (on, input.Reason);
        await AuditTrail.AppendAsync(db, body.AuditStream(), input.Actor, nameof(EndPairing), clock.UtcNow(), after: new { pairing.Key, pairing.UntilDate }, reason: input.Reason, ct: ct);
        await db.SaveChangesAsync(ct);
        return default(Done);
    }
}
