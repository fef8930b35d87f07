using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People.Portraits;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.People.Privacy;

public sealed record ConsentInput
{
    public required Guid PersonKey { get; init; }

    public required ConsentMatter? Matter { get; init; }

    public required ConsentWay? Way { get; init; }

    public required DateOnly? GivenOn { get; init; }

    public required Actor Actor { get; init; }
}

public sealed record ConsentMatterMissing() : Refusal("选一下同意的是哪一件事。", nameof(ConsentInput.Matter));

public sealed record ConsentWayMissing() : Refusal("选一下是怎样同意的。", nameof(ConsentInput.Way));

public sealed record ConsentDayWrong() : Refusal("写同意的日期，不能晚于今天。", nameof(ConsentInput.GivenOn));

public sealed record ConsentStands() : Refusal("这件事已经有一条没有撤回的同意，不用再记。", nameof(ConsentInput.Matter));

/// <summary>Writes down that a person agreed to the wording in force, and that the consent was taken back.</summary>
public sealed class KeepConsents(TrainingDbContext db, PersonInReach reach, TimeProvider clock)
{
    public async Task<Result<Guid>> GiveAsync(ConsentInput input, CancellationToken ct = default)
    {
        if (await reach.FindAsync(input.PersonKey, ct) is not { ErasedUtc: null } person)
        {
            return new NotFound("这个人");
        }

        if (input.Matter is not { } matter || !Enum.IsDefined(matter))
        {
            return new ConsentMatterMissing();
        }

        if (input.Way is not { } way || !Enum.IsDefined(way))
        {
            return new ConsentWayMissing();
        }

        if (input.GivenOn is not { } day || day > clock.Today())
        {
            return new ConsentDayWrong();
        }

        if (await db.ConsentRecords().IgnoreQueryFilters()
            .AnyAsync(c => c.PersonId == person.Id && c.Matter == matter && c.WithdrawnOn == null && c.Version == ConsentTexts.Version, ct))
        {
            return new ConsentStands();
        }

        var consent = new ConsentRecord
        {
            Key = Guid.CreateVersion7(), PersonId = person.Id, RegionCode = person.RegionCode, Matter = matter, Version = ConsentTexts.Version, Way = way,
            GivenOn = day, TakenBy = input.Actor.AccountId,
        };
        db.ConsentRecords().Add(consent);
        await AuditTrail.AppendAsync(
            db, Person.AuditStream(person.Key), input.Actor, "GiveConsent", clock.UtcNow(), after: new { matter, consent.Version, way, on = day }, ct: ct);
        await db.SaveChangesAsync(ct);
        return consent.Key;
    }

    public async Task<Result<Done>> WithdrawAsync(Guid personKey, Guid consentKey, Actor actor, CancellationToken ct = default)
    {
        if (await reach.FindAsync(personKey, ct) is not { } person
            || await db.ConsentRecords().IgnoreQueryFilters().FirstOrDefaultAsync(c => c.Key == consentKey && c.PersonId == person.Id, ct) is not { } consent)
        {
            return new NotFound("这条同意记录");
        }

        if (consent.WithdrawnOn is null)
        {
            consent.WithdrawnOn = clock.Today();
            // A portrait is kept for as long as its person agrees to it, and not a save longer.
            if (await db.Portraits().IgnoreQueryFilters().Where(p => p.ConsentId == consent.Id).ToListAsync(ct) is { Count: > 0 } portraits)
            {
                await db.OverwriteWhatIsDeletedAsync(ct);
                db.Portraits().RemoveRange(portraits);
            }

            await AuditTrail.AppendAsync(
                db, Person.AuditStream(person.Key), actor, "WithdrawConsent", clock.UtcNow(), after: new { consent.Matter, consent.WithdrawnOn }, ct: ct);
            await db.SaveChangesAsync(ct);
        }

        return default(Done);
    }
}
