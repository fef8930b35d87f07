using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Organizations;

public sealed record PairInput
{
    public required Actor Actor { get; init; }

    public required Guid? Organization { get; init; }

    /// <summary>Code of the community or village.</summary>
    public required long? RegionCode { get; init; }

    public required DateOnly? From { get; init; }
}

public sealed record PairingNeedsBody() : Refusal("还没有选是哪一家。", nameof(PairInput.Organization));

public sealed record PairingNeedsCommunity() : Refusal("还没有选社区或村。定点联系要落到社区（村），不能只写到街道、乡镇。", nameof(PairInput.RegionCode));

public sealed record PairingInAnotherCounty() : Refusal("这个社区不在这一家登记的县区里。请换一个。", nameof(PairInput.RegionCode));

public sealed record PairingNeedsFrom() : Refusal("还没有写从哪一天起联系。", nameof(PairInput.From));

public sealed record PairedAlready() : Refusal("这一家已经在联系这个社区了。", nameof(PairInput.RegionCode));

/// <summary>Pairs a body with a community of its county from a day on.</summary>
public sealed class Pair(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(PairInput input, CancellationToken ct = default)
    {
        if (input.Organization is not { } key || await db.Organizations().SingleOrDefaultAsync(o => o.Key == key, ct) is not { } body)
        {
            return new PairingNeedsBody();
        }

        if (body.ClosedOn is { } closed)
        {
            return new ClosedAlready(closed);
        }

        if (input.RegionCode is not { } code || RegionCodes.LevelOf(code) != RegionLevel.Village || !await db.RegionsInForce().AnyAsync(r => r.Code == code, ct))
        {
            return new PairingNeedsCommunity();
        }

        if (RegionCodes.CountyOf(code) != body.RegionCode)
        {
            return new PairingInAnotherCounty();
        }

        if (input.From is not { } from)
        {
            return new PairingNeedsFrom();
        }

        if (await db.Pairings().AnyAsync(p => p.OrganizationId == body.Id && p.RegionCode == code && (p.UntilDate == null || p.UntilDate > from), ct))
        {
            return new PairedAlready();
        }

        var pairing = new Pairing { Key = Guid.CreateVersion7(), OrganizationId = body.Id, RegionCode = code, FromDate = from };
        db.Pairings().Add(pairing);
        await AuditTrail.AppendAsync(db, body.AuditStream(), input.Actor, nameof(Pair), clock.UtcNow(), after: new { pairing.Key, pairing.RegionCode, pairing.FromDate }, ct: ct);
        await db.SaveChangesAsync(ct);
        return pairing.Key;
    }
}
