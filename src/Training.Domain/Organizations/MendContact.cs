using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Organizations;

/// <summary>How a body is reached. Names are kept exactly as written; empty fields are nothing.</summary>
public sealed record ContactDraft
{
    public string? ContactName { get; init; }

    /// <summary>Null leaves what is there, since nobody is shown it whole; empty takes it out.</summary>
    public string? ContactPhone { get; init; }

    public string? Address { get; init; }
}

public sealed record MendContactInput
{
    public required Actor Actor { get; init; }

    public required Guid Key { get; init; }

    public required ContactDraft Draft { get; init; }

    /// <summary>Version that was read before the change; another one in between refuses.</summary>
    public long? Version { get; init; }
}

/// <summary>
/// What a body may put right of itself: who is asked for, at which number, where. Its name, kind, code and legal person stand as the county
/// entered them from the licence.
/// </summary>
public sealed class MendContact(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(MendContactInput input, CancellationToken ct = default)
    {
        if (await db.Organizations().SingleOrDefaultAsync(o => o.Key == input.Key, ct) is not { } body)
        {
            return new NotFound("这家承接主体");
        }

        if (OrganizationRules.Check(input.Draft).FirstOrDefault() is { } wrong)
        {
            return wrong;
        }

        if (input.Version is { } read && read != body.Version)
        {
            return new ChangedMeanwhile();
        }

        var before = Facts(body);
        body.Reach(input.Draft, vault);
        await AuditTrail.AppendAsync(db, body.AuditStream(), input.Actor, nameof(MendContact), clock.UtcNow(), before, Facts(body), ct: ct, regionCode: body.RegionCode);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ChangedMeanwhile();
        }

        return default(Done);
    }

    /// <summary>The name of the contact and the phone are told as there or not.</summary>
    private static object Facts(Organization body) => new { body.Address, HasContact = body.ContactName is not null, HasPhone = body.ContactPhoneSealed is not null };
}
