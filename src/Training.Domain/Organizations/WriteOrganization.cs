using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Organizations;

public sealed record WriteOrganizationInput
{
    public required Actor Actor { get; init; }

    /// <summary>Null enters a new body.</summary>
    public Guid? Key { get; init; }

    /// <summary>County of a new body.</summary>
    public long CountyCode { get; init; }

    public required OrganizationDraft Draft { get; init; }

    /// <summary>Version that was read before the change; another one in between refuses.</summary>
    public long? Version { get; init; }

    /// <summary>Said by the person after the warning: another body really has this name.</summary>
    public bool AnotherOne { get; init; }
}

/// <summary>A warning, not a rule: two bodies may share a name. Nothing is joined; the person looks and says so.</summary>
public sealed record SameNameThere(Guid There, string Name) : Refusal($"名册里已经有“{Name}”。先看看是不是同一家；确实是另一家，勾上“这是另一家”再保存。", nameof(OrganizationDraft.Name));

public sealed record SameCreditCodeThere(Guid There, string Name) : Refusal($"这个信用代码已经登记在“{Name}”名下，一个代码只对应一家。请核对。", nameof(OrganizationDraft.CreditCode));

public sealed record CountyMissing() : Refusal("还没有选县区，或者这个县区不归您管。", nameof(WriteOrganizationInput.CountyCode));

/// <summary>Enters a body in the register of a county, or changes what is written of it.</summary>
public sealed class WriteOrganization(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(WriteOrganizationInput input, CancellationToken ct = default)
    {
        if (OrganizationRules.Check(input.Draft).FirstOrDefault() is { } wrong)
        {
            return wrong;
        }

        var body = input.Key is { } key ? await db.Organizations().SingleOrDefaultAsync(o => o.Key == key, ct) : New(input);
        if (body is null)
        {
            return input.Key is null ? new CountyMissing() : new NotFound("这家承接主体");
        }

        if (input.Version is { } read && read != body.Version)
        {
            return new ChangedMeanwhile();
        }

        var before = body.Id == 0 ? null : Facts(body);
        var oldKey = body.NameKey;
        Apply(body, input.Draft);
        if (await RefuseTwinAsync(body, input.AnotherOne || oldKey == body.NameKey, ct) is { } twin)
        {
            db.ChangeTracker.Clear();
            return twin;
        }

        if (body.Id == 0)
        {
            db.Organizations().Add(body);
        }

        try
        {
            // The stream of a new body carries its number.
            await using var transaction = await OwnTransaction.BeginAsync(db, ct);
            await db.SaveChangesAsync(ct);
            await AuditTrail.AppendAsync(db, body.AuditStream(), input.Actor, nameof(WriteOrganization), clock.UtcNow(), before, Facts(body), ct: ct, regionCode: body.RegionCode);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ChangedMeanwhile();
        }

        return body.Key;
    }

    private Organization? New(WriteOrganizationInput input) =>
        Regions.RegionCodes.LevelOf(input.CountyCode) == Regions.RegionLevel.County && db.Scope.Holds(input.CountyCode)
            ? new Organization { Key = Guid.CreateVersion7(), Name = input.Draft.Name, RegionCode = input.CountyCode }
            : null;

    private void Apply(Organization body, OrganizationDraft draft)
    {
        body.Name = draft.Name;
        body.NameKey = PersonName.KeyOf(draft.Name);
        body.Initials = PinyinInitials.Of(draft.Name);
        body.Kind = draft.Kind!.Value;
        body.CreditCode = CreditCode.TryParse(draft.CreditCode, out var code) ? code.Text : null;
        body.LegalPerson = OrganizationRules.OrNothing(draft.LegalPerson);
        body.Reach(draft.Contact, vault);
    }

    private async Task<Refusal?> RefuseTwinAsync(Organization body, bool nameIsKnown, CancellationToken ct)
    {
        var others = db.Organizations().AsNoTracking().Where(o => o.RegionCode == body.RegionCode && o.Key != body.Key);
        if (body.CreditCode is not null && await others.FirstOrDefaultAsync(o => o.CreditCode == body.CreditCode, ct) is { } sameCode)
        {
            return new SameCreditCodeThere(sameCode.Key, sameCode.Name);
        }

        return !nameIsKnown && await others.FirstOrDefaultAsync(o => o.NameKey == body.NameKey, ct) is { } sameName ? new SameNameThere(sameName.Key, sameName.Name) : null;
    }

    /// <summary>Names of persons and the phone are told as there or not.</summary>
    private static object Facts(Organization body) => new
    {
        body.Name, body.Kind, body.RegionCode, body.CreditCode, body.Address,
        HasLegalPerson = body.LegalPerson is not null, HasContact = body.ContactName is not null, HasPhone = body.ContactPhoneSealed is not null,
    };
}
