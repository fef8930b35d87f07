using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Organizations;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Trainers;

public sealed record ApplyToPoolInput
{
    public required Actor Actor { get; init; }

    public required ApplicationWay Way { get; init; }

    /// <summary>Exactly as typed; never trimmed.</summary>
    public string? Name { get; init; }

    public string? Phone { get; init; }

    /// <summary>The county that selects.</summary>
    public long? CountyCode { get; init; }

    /// <summary>The unit on the register, for a recommendation.</summary>
    public long? OrganizationId { get; init; }

    /// <summary>The unit as the applicant writes it.</summary>
    public string? UnitName { get; init; }

    public string? Introduction { get; init; }

    public bool Agreed { get; init; }

    public required TrainerFacts Facts { get; init; }

    /// <summary>Receipt of an application that is mended and sent again; with it goes <see cref="OldTail"/>.</summary>
    public string? Receipt { get; init; }

    /// <summary>Last four digits of the phone that stands in the old application.</summary>
    public string? OldTail { get; init; }
}

public sealed record PoolNameBad() : Refusal($"姓名要有 1 到 {Person.NameMaxLength} 个字，前后不要有空格。", nameof(ApplyToPoolInput.Name));

public sealed record PoolPhoneBad() : Refusal("手机号是 11 位数字，请再看看。", nameof(ApplyToPoolInput.Phone));

public sealed record PoolNeedsCounty() : Refusal("选一个县区，由它来选拔。", nameof(ApplyToPoolInput.CountyCode));

public sealed record PoolNeedsUnit() : Refusal("选推荐单位。", nameof(ApplyToPoolInput.OrganizationId));

public sealed record PoolNeedsAgreement() : Refusal("要本人同意，才能登记这些资料。", nameof(ApplyToPoolInput.Agreed));

public sealed record AlreadyApplied() : Refusal(
    "这个姓名和手机号已经报过了。用回执号查进度；没有选上的，在查进度那一页改好再报。", nameof(ApplyToPoolInput.Phone));

/// <param name="Receipt">To look up the state with the tail of the phone.</param>
public sealed record PoolReceipt(string Receipt, Guid TrainerKey, string Name);

/// <summary>
/// A unit recommends somebody, or somebody applies without an account; also mends what was declined and sends it again. The person is
/// written into the register with a sealed phone, and the county that selects finds the dossier.
/// </summary>
public sealed class ApplyToPool(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    public async Task<Result<PoolReceipt>> RunAsync(ApplyToPoolInput input, CancellationToken ct = default)
    {
        if (await CheckAsync(input, ct) is { } refusal)
        {
            return refusal;
        }

        _ = MobileNumber.TryParse(input.Phone, out var phone);
        var again = input.Receipt is null ? null : await PoolProgress.FindAsync(db, vault, input.Receipt, input.OldTail, ct);
        if (input.Receipt is not null && again is null)
        {
            return new NotFound("这份申报");
        }

        var index = vault.PhoneIndex(phone!);
        var key = PersonName.KeyOf(input.Name!);
        // Past the scope: somebody may have applied in another county.
        var others = await (
            from other in db.Trainers()
            join written in db.People().IgnoreQueryFilters() on other.PersonId equals written.Id
            where written.PhoneIndex == index && other.NameKey == key
            select other.Id).ToListAsync(ct);
        if (others.Exists(id => id != again?.Trainer.Id))
        {
            return new AlreadyApplied();
        }

        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        var candidate = again ?? await NewAsync(input, ct);
        var person = await db.People().IgnoreQueryFilters().SingleAsync(p => p.Id == candidate.Trainer.PersonId, ct);
        person.Rename(input.Name!);
        vault.SetPhone(person, phone);
        var now = clock.UtcNow();
        var (trainer, dossier) = candidate;
        trainer.Name = input.Name!;
        trainer.OrganizationId = input.OrganizationId ?? trainer.OrganizationId;
        (dossier.RegionCode, dossier.UnitName, dossier.AgreedUtc) = (input.CountyCode!.Value, Kept(input.UnitName), now);
        dossier.Introduction = Kept(input.Introduction);
        var act = again is not null ? PoolAct.ApplyAgain : input.Way == ApplicationWay.ByUnit ? PoolAct.Recommend : PoolAct.Apply;
        var step = new PoolStepInput { Actor = input.Actor, Process = nameof(ApplyToPool), Act = act, NowUtc = now };
        if (await PoolSteps.AddAsync(db, candidate, step, isNew: again is null, ct) is { } wrong)
        {
            return wrong;
        }

        await TrainerFacts.WriteAsync(db, trainer, input.Facts, ct);
        if (await db.SaveOrMeetAsync(ct) is { } meanwhile)
        {
            return meanwhile;
        }

        await transaction.CommitAsync(ct);
        return new PoolReceipt(dossier.ReceiptNumber, trainer.Key, trainer.Name);
    }

    private async Task<Refusal?> CheckAsync(ApplyToPoolInput input, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(input.Name) || input.Name.Length > Person.NameMaxLength || input.Name != input.Name.Trim())
        {
            return new PoolNameBad();
        }

        if (!MobileNumber.TryParse(input.Phone, out _))
        {
            return new PoolPhoneBad();
        }

        if (input.CountyCode is not { } county || !await db.RegionsInForce().AnyAsync(r => r.Code == county && r.Level == RegionLevel.County, ct))
        {
            return new PoolNeedsCounty();
        }

        // A recommendation comes from a body or an officer who reaches the county; an own application from anybody.
        if (input.Way == ApplicationWay.ByUnit
            && (!db.Scope.Holds(county) || input.OrganizationId is not { } unit || !await db.Organizations().AnyAsync(o => o.Id == unit, ct)))
        {
            return new PoolNeedsUnit();
        }

        if (input.UnitName?.Length > PoolDossier.UnitMaxLength)
        {
            return new PoolTextTooLong("单位", input.UnitName.Length, PoolDossier.UnitMaxLength, nameof(input.UnitName));
        }

        if (input.Introduction?.Length > PoolDossier.IntroductionMaxLength)
        {
            return new PoolTextTooLong("介绍", input.Introduction.Length, PoolDossier.IntroductionMaxLength, nameof(input.Introduction));
        }

        return await TrainerFacts.CheckAsync(db, input.Facts, ct) ?? (input.Agreed ? null : new PoolNeedsAgreement());
    }

    private async Task<PoolCandidate> NewAsync(ApplyToPoolInput input, CancellationToken ct)
    {
        var person = Person.Named(input.Name!, input.CountyCode!.Value);
        db.People().Add(person);
        await db.SaveChangesAsync(ct);
        var trainer = new Trainer { Key = Guid.CreateVersion7(), PersonId = person.Id, Name = input.Name!, Kind = input.Facts.Kind!.Value };
        db.Trainers().Add(trainer);
        await db.SaveChangesAsync(ct);
        var dossier = new PoolDossier { TrainerId = trainer.Id, RegionCode = input.CountyCode.Value, Way = input.Way, ReceiptNumber = PoolProgress.NewReceipt() };
        db.PoolDossiers().Add(dossier);
        return new PoolCandidate(trainer, dossier);
    }

    private static string? Kept(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
