using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Trainers;

public sealed record AddCertificateInput
{
    public required Actor Actor { get; init; }

    public required Guid TrainerKey { get; init; }

    public string? Name { get; init; }

    public string? Number { get; init; }

    public string? Issuer { get; init; }

    public DateOnly? IssuedOn { get; init; }

    public DateOnly? ValidUntil { get; init; }

    public bool IsRequired { get; init; }
}

public sealed record CertificateTextBad(string What, int Most, string Name) : Refusal($"{What}要有 1 到 {Most} 个字，照证书上写。", Name);

public sealed record CertificateNeedsDay() : Refusal("写证书上的发证日期。", nameof(AddCertificateInput.IssuedOn));

public sealed record CertificateEndsFirst() : Refusal("有效期的最后一天在发证日期之前，再看看证书。", nameof(AddCertificateInput.ValidUntil));

public sealed record CertificateKnown() : Refusal("这个编号的证书已经登记过了。", nameof(AddCertificateInput.Number));

/// <summary>Enters a paper as it is printed; whether the papers hold is decided anew in the same save.</summary>
public sealed class AddCertificate(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(AddCertificateInput input, CancellationToken ct = default)
    {
        if (await db.ReachedTrainers().SingleOrDefaultAsync(t => t.Key == input.TrainerKey, ct) is not { } trainer)
        {
            return new NotFound("这位人才");
        }

        foreach (var (text, what, most, field) in ((string?, string, int, string)[])
        [
            (input.Name, "证书名称", TrainerCertificate.NameMaxLength, nameof(input.Name)), (input.Number, "证书编号", TrainerCertificate.NumberMaxLength, nameof(input.Number)),
            (input.Issuer, "发证机关", TrainerCertificate.IssuerMaxLength, nameof(input.Issuer)),
        ])
        {
            if (string.IsNullOrWhiteSpace(text) || text.Length > most)
            {
                return new CertificateTextBad(what, most, field);
            }
        }

        if (input.IssuedOn is not { } issued)
        {
            return new CertificateNeedsDay();
        }

        if (input.ValidUntil < issued)
        {
            return new CertificateEndsFirst();
        }

        if (await db.TrainerCertificates().AnyAsync(c => c.TrainerId == trainer.Id && c.Number == input.Number && c.IssuedOn == issued, ct))
        {
            return new CertificateKnown();
        }

        var certificate = new TrainerCertificate
        {
            Key = Guid.CreateVersion7(), TrainerId = trainer.Id, Name = input.Name!, Number = input.Number!, Issuer = input.Issuer!,
            IssuedOn = issued, ValidUntil = input.ValidUntil, IsRequired = input.IsRequired,
        };
        db.TrainerCertificates().Add(certificate);
        var now = clock.UtcNow();
        var before = trainer.PapersLapsedOn;
        var all = await db.TrainerCertificates().AsNoTracking().Where(c => c.TrainerId == trainer.Id).ToListAsync(ct);
        LookAtPapers.Mark(trainer, [.. all, certificate], ShanghaiTime.DateOf(now));
        await AuditTrail.AppendAsync(
            db, trainer.AuditStream(), input.Actor, nameof(AddCertificate), now, new { PapersLapsedOn = before },
            new { certificate = certificate.Key, certificate.IssuedOn, certificate.ValidUntil, certificate.IsRequired, trainer.PapersLapsedOn }, ct: ct);
        return await db.SaveOrMeetAsync(ct) is { } meanwhile ? meanwhile : certificate.Key;
    }
}

/// <summary>The nightly look at everybody's papers: says from which day somebody stands without a valid one, and takes it back when there is one again.</summary>
public sealed class LookAtPapers(TrainingDbContext db, TimeProvider clock)
{
    /// <summary>How many were marked or unmarked.</summary>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var today = ShanghaiTime.DateOf(now);
        var trainers = await db.Trainers().Where(t => t.Status == TrainerStatus.InPool).OrderBy(t => t.Id).ToListAsync(ct);
        var papers = (await db.TrainerCertificates().AsNoTracking().Where(c => c.IsRequired).ToListAsync(ct)).ToLookup(c => c.TrainerId);
        var changed = 0;
        foreach (var trainer in trainers)
        {
            var before = trainer.PapersLapsedOn;
            Mark(trainer, [.. papers[trainer.Id]], today);
            if (before == trainer.PapersLapsedOn)
            {
                continue;
            }

            changed++;
            await AuditTrail.AppendAsync(
                db, trainer.AuditStream(), Actor.Job, nameof(LookAtPapers), now, new { PapersLapsedOn = before }, new { trainer.PapersLapsedOn }, ct: ct);
        }

        await db.SaveChangesAsync(ct);
        return changed;
    }

    internal static void Mark(Trainer trainer, IReadOnlyCollection<TrainerCertificate> certificates, DateOnly today)
    {
        var terms = PoolTerms.Shipped;
        var standing = PaperRules.On(today, terms.For(trainer.Kind), terms.RemindDaysAhead, certificates);
        trainer.PapersLapsedOn = standing is { State: PapersState.Lapsed, Until: { } ended } ? ended.AddDays(1) : null;
    }
}
