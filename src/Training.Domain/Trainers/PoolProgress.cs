using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Trainers;

public sealed record ProgressStep(PoolAct Act, DateOnly On, string? Reason);

/// <summary>What an applicant without an account is told; nothing in it names another person.</summary>
public sealed record PoolProgressView(
    string Receipt, string Name, TrainerStatus Status, long CountyCode, Guid? NoticeKey, IReadOnlyList<ProgressStep> Steps, TrainerFacts Facts,
    string? UnitName, string? Introduction)
{
    public bool MayApplyAgain => PoolLifeRules.Allows(Status, PoolAct.ApplyAgain);
}

/// <summary>查进度: looks an application up by its receipt and the last four digits of its phone, for somebody without an account; both must fit.</summary>
public sealed class PoolProgress(TrainingDbContext db, Vault vault)
{
    // Without letters and digits that look alike on paper.
    private const string Alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    public async Task<PoolProgressView?> RunAsync(string? receipt, string? tail, CancellationToken ct = default)
    {
        var found = await FindAsync(db, vault, receipt, tail, ct);
        if (found is null)
        {
            return null;
        }

        var (trainer, dossier) = found;
        var steps = await db.TrainerSteps().AsNoTracking().Where(s => s.TrainerId == trainer.Id).OrderBy(s => s.Ordinal)
            .Select(s => new ProgressStep(s.Act, s.EffectiveOn, s.Reason)).ToListAsync(ct);
        var facts = new TrainerFacts
        {
            Kind = trainer.Kind,
            Title = trainer.Title,
            FreeTimes = trainer.FreeTimes,
            MonthlyCeiling = trainer.MonthlyCeiling,
            Topics = await db.TrainerSpecialities().Where(s => s.TrainerId == trainer.Id).Select(s => s.TopicCode).ToListAsync(ct),
            Counties = await db.TrainerTravels().Where(s => s.TrainerId == trainer.Id).Select(s => s.CountyCode).ToListAsync(ct),
        };
        return new PoolProgressView(
            dossier.ReceiptNumber, trainer.Name, trainer.Status, dossier.RegionCode, dossier.NoticeKey, steps, facts, dossier.UnitName, dossier.Introduction);
    }

    /// <summary>Steps past the scope on purpose: the receipt and the phone are the applicant's key.</summary>
    internal static async Task<PoolCandidate?> FindAsync(TrainingDbContext db, Vault vault, string? receipt, string? tail, CancellationToken ct)
    {
        var number = receipt?.Trim().ToUpperInvariant();
        var digits = tail?.Trim();
        if (number is not { Length: > 0 and <= 20 } || digits is not { Length: 4 } || !digits.All(char.IsAsciiDigit))
        {
            return null;
        }

        var index = vault.PhoneTailIndex(digits);
        return await (
            from dossier in db.PoolDossiers().IgnoreQueryFilters()
            join trainer in db.Trainers() on dossier.TrainerId equals trainer.Id
            join person in db.People() on trainer.PersonId equals person.Id
            where dossier.ReceiptNumber == number && person.PhoneTailIndex == index
            select new PoolCandidate(trainer, dossier)).SingleOrDefaultAsync(ct);
    }

    /// <summary>SQ-7K3M-92WD: 31⁸ of them, so that nobody finds one by trying.</summary>
    internal static string NewReceipt() => $"SQ-{RandomNumberGenerator.GetString(Alphabet, 4)}-{RandomNumberGenerator.GetString(Alphabet, 4)}";
}
