using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Trainers;

/// <summary>Somebody on the way, with the dossier that is decided on.</summary>
internal sealed record PoolCandidate(Trainer Trainer, PoolDossier Dossier);

/// <summary>One step of one person, as it is to be written.</summary>
internal sealed record PoolStepInput
{
    public required Actor Actor { get; init; }

    /// <summary>Use case, for the written history.</summary>
    public required string Process { get; init; }

    public required PoolAct Act { get; init; }

    public required DateTime NowUtc { get; init; }

    /// <summary>Null: the day of writing.</summary>
    public DateOnly? EffectiveOn { get; init; }

    public string? Reason { get; init; }
}

/// <summary>Writes a step wherever one happens: state, dated step, dossier and written history change together. The caller saves.</summary>
internal static class PoolSteps
{
    /// <summary>Those among the keys whose dossier the caller's scope reaches.</summary>
    public static Task<List<PoolCandidate>> FindAsync(TrainingDbContext db, IReadOnlyCollection<Guid> keys, CancellationToken ct) =>
        (from trainer in db.Trainers()
         join dossier in db.PoolDossiers() on trainer.Id equals dossier.TrainerId
         where keys.Contains(trainer.Key)
         orderby trainer.Id
         select new PoolCandidate(trainer, dossier)).ToListAsync(ct);

    /// <param name="db">Where.</param>
    /// <param name="candidate">Who.</param>
    /// <param name="step">What.</param>
    /// <param name="isNew">The first step: there is no state before it.</param>
    /// <param name="ct">Cancellation.</param>
    public static async Task<Refusal?> AddAsync(TrainingDbContext db, PoolCandidate candidate, PoolStepInput step, bool isNew, CancellationToken ct)
    {
        var (trainer, dossier) = candidate;
        TrainerStatus? before = isNew ? null : trainer.Status;
        var last = isNew ? 0 : await db.TrainerSteps().Where(s => s.TrainerId == trainer.Id).MaxAsync(s => (int?)s.Ordinal, ct) ?? 0;
        var after = PoolLifeRules.After(trainer.Name, before, step.Act, step.Reason);
        if (!after.Ok)
        {
            return after.Refusal;
        }

        var reason = string.IsNullOrWhiteSpace(step.Reason) ? null : step.Reason;
        trainer.Status = after.Value;
        (dossier.SinceUtc, dossier.Reason) = (step.NowUtc, reason);
        var written = new TrainerStep
        {
            TrainerId = trainer.Id, Ordinal = last + 1, Act = step.Act, Status = after.Value,
            EffectiveOn = step.EffectiveOn ?? ShanghaiTime.DateOf(step.NowUtc), AtUtc = step.NowUtc, ActorId = step.Actor.AccountId, Reason = reason,
        };
        db.TrainerSteps().Add(written);
        await AuditTrail.AppendAsync(
            db, trainer.AuditStream(), step.Actor, step.Process, step.NowUtc, before is null ? null : new { Status = before },
            new { trainer.Status, written.EffectiveOn, dossier.RegionCode }, reason, ct);
        return null;
    }
}
