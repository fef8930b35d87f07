using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Organizations;

public sealed record OpenContactPhoneInput
{
    public required Actor Actor { get; init; }

    public required Guid Key { get; init; }

    public required OpeningReason? Purpose { get; init; }

    public string? Words { get; init; }
}

public sealed record NoContactPhone() : Refusal("这一家没有登记联系电话。");

/// <summary>Shows the phone of a body's contact whole, as a person's is: for a purpose, written down, so many an hour.</summary>
public sealed class OpenContactPhone(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    public async Task<Result<string>> RunAsync(OpenContactPhoneInput input, CancellationToken ct = default)
    {
        var body = await db.Organizations().SingleOrDefaultAsync(o => o.Key == input.Key, ct);
        if (body is null)
        {
            return new NotFound("这家承接主体");
        }

        if (UnmaskPersonalValue.Check(input.Purpose, input.Words) is { } refusal)
        {
            return refusal;
        }

        var now = clock.UtcNow();
        var since = now.AddHours(-1);
        var opened = await db.AuditEntries().IgnoreQueryFilters().CountAsync(
            a => a.ActorId == input.Actor.AccountId && a.OccurredUtc > since && (a.Process == nameof(OpenContactPhone) || a.Process == nameof(UnmaskPersonalValue)), ct);
        if (opened >= UnmaskPersonalValue.MostAnHour)
        {
            return new OpenedTooMany(UnmaskPersonalValue.MostAnHour);
        }

        if (body.ContactPhoneSealed is not { } phone)
        {
            return new NoContactPhone();
        }

        await AuditTrail.AppendAsync(db, body.AuditStream(), input.Actor, nameof(OpenContactPhone), now,
            after: new { purpose = input.Purpose }, reason: string.IsNullOrWhiteSpace(input.Words) ? null : input.Words, ct: ct, regionCode: body.RegionCode);
        await db.SaveChangesAsync(ct);
        return vault.Open(phone, OpeningPurpose.ShowWhole);
    }
}
