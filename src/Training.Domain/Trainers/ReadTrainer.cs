using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Topics;

namespace Training.Domain.Trainers;

public sealed record WrittenStep(PoolAct Act, TrainerStatus Status, DateOnly EffectiveOn, DateTime AtUtc, string? By, string? Reason);

public sealed record WrittenHours(TrainingHours Entry, string? By);

/// <summary>Everything that is known of one member of the pool, as the caller reaches it.</summary>
public sealed record TrainerCard
{
    public required Trainer Trainer { get; init; }

    /// <summary>Null for a member lent by another county: what led into the pool is that county's.</summary>
    public PoolDossier? Dossier { get; init; }

    public string? Unit { get; init; }

    /// <summary>138****5678; the whole number is opened elsewhere, for a purpose that is written down.</summary>
    public string? MaskedPhone { get; init; }

    public Guid PersonKey { get; init; }

    public required IReadOnlyList<Topic> Topics { get; init; }

    public required IReadOnlyList<long> Travels { get; init; }

    public required IReadOnlyList<TrainerCounty> Counties { get; init; }

    public required IReadOnlyList<TrainerCertificate> Certificates { get; init; }

    public required PapersStanding Papers { get; init; }

    public required IReadOnlyList<WrittenHours> Hours { get; init; }

    public required IReadOnlyList<WrittenStep> Steps { get; init; }

    public required IReadOnlyList<PoolMembership> Stays { get; init; }
}

/// <summary>Reads one member of the pool.</summary>
public sealed class ReadTrainer(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    /// <summary>For whoever reaches him or her; null otherwise.</summary>
    public async Task<TrainerCard?> RunAsync(Guid key, PoolReader reader, CancellationToken ct = default)
    {
        var trainer = await db.ReachedTrainers().AsNoTracking().SingleOrDefaultAsync(t => t.Key == key, ct);
        return trainer is null || (reader.OnlyWaysOf is { } unit && trainer.Status is not (TrainerStatus.InPool or TrainerStatus.Left) && trainer.OrganizationId != unit)
            ? null
            : await CardAsync(trainer, ct);
    }

    /// <summary>For the person.</summary>
    public async Task<TrainerCard?> OwnAsync(long trainerId, CancellationToken ct = default) =>
        await db.Trainers().AsNoTracking().SingleOrDefaultAsync(t => t.Id == trainerId, ct) is { } trainer ? await CardAsync(trainer, ct) : null;

    private async Task<TrainerCard> CardAsync(Trainer trainer, CancellationToken ct)
    {
        var id = trainer.Id;
        var dossier = await db.PoolDossiers().AsNoTracking().SingleOrDefaultAsync(d => d.TrainerId == id, ct);
        var person = await db.People().IgnoreQueryFilters().AsNoTracking().Where(p => p.Id == trainer.PersonId)
            .Select(p => new { p.Key, p.PhoneSealed, p.KeySealed }).SingleAsync(ct);
        var certificates = await db.TrainerCertificates().AsNoTracking().Where(c => c.TrainerId == id)
            .OrderByDescending(c => c.IsRequired).ThenByDescending(c => c.IssuedOn).ToListAsync(ct);
        var terms = PoolTerms.Shipped;
        return new TrainerCard
        {
            Trainer = trainer,
            Dossier = dossier,
            PersonKey = person.Key,
            MaskedPhone = vault.MaskedPhone(person.PhoneSealed, person.KeySealed),
            Unit = trainer.OrganizationId is { } unit
                ? await db.Organizations().IgnoreQueryFilters().Where(o => o.Id == unit).Select(o => o.Name).SingleAsync(ct)
                : dossier?.UnitName,
            Topics = await db.Set<Topic>().AsNoTracking().Where(t => db.TrainerSpecialities().Any(s => s.TrainerId == id && s.TopicCode == t.Code))
                .OrderByDescending(t => t.Vocabulary).ThenBy(t => t.Ordinal).ToListAsync(ct),
            Travels = await db.TrainerTravels().Where(t => t.TrainerId == id).OrderBy(t => t.CountyCode).Select(t => t.CountyCode).ToListAsync(ct),
            Counties = await db.TrainerCounties().IgnoreQueryFilters().AsNoTracking().Where(c => c.TrainerId == id).OrderBy(c => c.FromDate).ThenBy(c => c.RegionCode).ToListAsync(ct),
            Certificates = certificates,
            Papers = PaperRules.On(clock.Today(), terms.For(trainer.Kind), terms.RemindDaysAhead, certificates),
            Stays = await db.PoolMemberships().AsNoTracking().Where(m => m.TrainerId == id).OrderBy(m => m.FromDate).ToListAsync(ct),
            Hours = await (
                from entry in db.TrainingHours().AsNoTracking()
                join account in db.Accounts() on entry.ActorId equals account.Id into accounts
                from signer in accounts.DefaultIfEmpty()
                where entry.TrainerId == id
                orderby entry.OnDate descending, entry.Id descending
                select new WrittenHours(entry, signer == null ? null : signer.DisplayName)).ToListAsync(ct),
            Steps = await (
                from step in db.TrainerSteps().AsNoTracking()
                join account in db.Accounts() on step.ActorId equals account.Id into accounts
                from signer in accounts.DefaultIfEmpty()
                where step.TrainerId == id
                orderby step.Ordinal descending
                select new WrittenStep(step.Act, step.Status, step.EffectiveOn, step.AtUtc, signer == null ? null : signer.DisplayName, step.Reason)).ToListAsync(ct),
        };
    }
}
