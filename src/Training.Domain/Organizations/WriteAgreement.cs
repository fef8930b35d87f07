using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Organizations;

/// <summary>What is entered about an agreement; the partner's name is kept as written.</summary>
public sealed record AgreementDraft
{
    /// <summary>The body of the register, when the partner stands there.</summary>
    public Guid? Organization { get; init; }

    /// <summary>Blank takes the name of the body.</summary>
    public string? Partner { get; init; }

    public required string Purpose { get; init; }

    public required DateOnly? From { get; init; }

    public DateOnly? Until { get; init; }

    public int WarnDays { get; init; } = Agreement.OrdinaryWarnDays;
}

public sealed record WriteAgreementInput
{
    public required Actor Actor { get; init; }

    /// <summary>Null enters a new agreement.</summary>
    public Guid? Key { get; init; }

    public long CountyCode { get; init; }

    /// <summary>The former agreement that a new one follows.</summary>
    public Guid? Renews { get; init; }

    public required AgreementDraft Draft { get; init; }

    public long? Version { get; init; }
}

public sealed record AgreementNeedsPartner() : Refusal("还没有写合作方。从名册里选一家，或者写全称。", nameof(AgreementDraft.Partner));

public sealed record AgreementNeedsPurpose() : Refusal("还没有写合作内容，比如“派讲师到 6 个站点授课”。", nameof(AgreementDraft.Purpose));

public sealed record AgreementNeedsFrom() : Refusal("还没有写从哪一天起。", nameof(AgreementDraft.From));

public sealed record AgreementEndsBeforeItBegins() : Refusal("到期的日子早于开始的日子。请核对这两个日期。", nameof(AgreementDraft.Until));

public sealed record WarnDaysWrong() : Refusal($"提前提醒的天数在 0 到 {Agreement.MostWarnDays} 之间。", nameof(AgreementDraft.WarnDays));

public sealed record PartnerOutOfReach() : Refusal("名册里没有这一家，或者它不归您管。请重新选。", nameof(AgreementDraft.Organization));

public sealed record RenewedAlready() : Refusal("这份协议已经续签过了。请在续签的那一份上改。");

/// <summary>Enters an agreement of a county, changes one, or renews a former one.</summary>
public sealed class WriteAgreement(TrainingDbContext db, TimeProvider clock)
{
    public static IEnumerable<Refusal> Check(AgreementDraft draft)
    {
        if (draft.Organization is null && PersonName.KeyOf(draft.Partner ?? "").Length == 0)
        {
            yield return new AgreementNeedsPartner();
        }

        if (string.IsNullOrWhiteSpace(draft.Purpose))
        {
            yield return new AgreementNeedsPurpose();
        }

        if (draft.From is null)
        {
            yield return new AgreementNeedsFrom();
        }

        if (draft.Until < draft.From)
        {
            yield return new AgreementEndsBeforeItBegins();
        }

        if (draft.WarnDays is < 0 or > Agreement.MostWarnDays)
        {
            yield return new WarnDaysWrong();
        }

        foreach (var refusal in new[]
        {
            OrganizationRules.Text("合作方", draft.Partner, Agreement.PartnerMaxLength, nameof(draft.Partner)),
            OrganizationRules.Text("合作内容", draft.Purpose, Agreement.PurposeMaxLength, nameof(draft.Purpose)),
        }.OfType<Refusal>())
        {
            yield return refusal;
        }
    }

    public async Task<Result<Guid>> RunAsync(WriteAgreementInput input, CancellationToken ct = default)
    {
        if (Check(input.Draft).FirstOrDefault() is { } wrong)
        {
            return wrong;
        }

        var found = await FindAsync(input, ct);
        if (!found.Ok)
        {
            return found.Refusal;
        }

        var agreement = found.Value;
        var body = input.Draft.Organization is { } key ? await db.Organizations().SingleOrDefaultAsync(o => o.Key == key && o.RegionCode == agreement.RegionCode, ct) : null;
        if ((body is null && input.Draft.Organization is not null) || !db.Scope.HoldsOrganization(body?.Id))
        {
            return new PartnerOutOfReach();
        }

        var before = agreement.Id == 0 ? null : Facts(agreement);
        Apply(agreement, input.Draft, body);
        if (agreement.Id == 0)
        {
            db.Agreements().Add(agreement);
        }

        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.SaveChangesAsync(ct);
            await AuditTrail.AppendAsync(db, agreement.AuditStream(), input.Actor, nameof(WriteAgreement), clock.UtcNow(), before, Facts(agreement), ct: ct, regionCode: agreement.RegionCode);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ChangedMeanwhile();
        }

        return agreement.Key;
    }

    private static void Apply(Agreement agreement, AgreementDraft draft, Organization? body)
    {
        if (agreement.UntilDate != draft.Until || agreement.WarnDays != draft.WarnDays)
        {
            agreement.WarnedOn = null;
        }

        agreement.OrganizationId = body?.Id;
        agreement.Partner = string.IsNullOrWhiteSpace(draft.Partner) ? body!.Name : draft.Partner;
        agreement.Purpose = draft.Purpose;
        (agreement.FromDate, agreement.UntilDate, agreement.WarnDays) = (draft.From!.Value, draft.Until, draft.WarnDays);
    }

    private async Task<Result<Agreement>> FindAsync(WriteAgreementInput input, CancellationToken ct)
    {
        if (input.Key is { } key)
        {
            var there = await db.Agreements().SingleOrDefaultAsync(a => a.Key == key, ct);
            return there is null ? new NotFound("这份协议") : input.Version is { } read && read != there.Version ? new ChangedMeanwhile() : there;
        }

        var fresh = new Agreement { Key = Guid.CreateVersion7(), RegionCode = input.CountyCode, Partner = "", Purpose = "" };
        if (input.Renews is { } former)
        {
            if (await db.Agreements().SingleOrDefaultAsync(a => a.Key == former, ct) is not { } renewed)
            {
                return new NotFound("要续签的协议");
            }

            if (await db.Agreements().AnyAsync(a => a.RenewsId == renewed.Id, ct))
            {
                return new RenewedAlready();
            }

            (fresh.RenewsId, fresh.RegionCode) = (renewed.Id, renewed.RegionCode);
        }

        return RegionCodes.LevelOf(fresh.RegionCode) == RegionLevel.County && db.Scope.Holds(fresh.RegionCode) ? fresh : new CountyMissing();
    }

    private static object Facts(Agreement agreement) => new
    {
        agreement.RegionCode, agreement.OrganizationId, agreement.Partner, agreement.Purpose, agreement.FromDate, agreement.UntilDate, agreement.WarnDays, agreement.RenewsId,
    };
}
