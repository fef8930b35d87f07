using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.People;

public sealed record LendPersonInput
{
    public required Actor Actor { get; init; }

    public required Guid PersonKey { get; init; }

    /// <summary>The county that is to see the person, as 12 digits.</summary>
    public required long? CountyCode { get; init; }

    public required DateOnly? From { get; init; }

    /// <summary>Last day; null for as long as nobody ends it.</summary>
    public DateOnly? Until { get; init; }

    public required string? Reason { get; init; }
}

public sealed record EndLendingInput
{
    public required Actor Actor { get; init; }

    public required Guid PersonKey { get; init; }

    public required long CountyCode { get; init; }

    /// <summary>First day on which the county sees the person no longer.</summary>
    public required DateOnly? On { get; init; }

    public required string? Reason { get; init; }
}

public sealed record LendingRefused(string Sentence, string At) : Refusal(Sentence, At);

public sealed record LentAlready(string County) : Refusal($"已经备案给{County}了，还没有结束。", nameof(LendPersonInput.CountyCode));

/// <summary>
/// Puts on record that another county sees a person from a day on, because he or she learns or is cared for there, and ends it with a day.
/// The home decides to whom it lends; the county that was lent to may give back. Rows are never taken out once they held, so that what was
/// seen and counted meanwhile stays explained.
/// </summary>
public sealed class LendPerson(TrainingDbContext db, TimeProvider clock)
{
    public const int ReasonMaxLength = 200;

    /// <summary>How the end is called in the history.</summary>
    public const string Ending = "EndLending";

    public async Task<Result<Done>> RunAsync(LendPersonInput input, CancellationToken ct = default)
    {
        if (await FindAsync(input.PersonKey, ct) is not { } person || !db.Scope.Holds(person.RegionCode))
        {
            return new NotFound("这个人");
        }

        var today = clock.Today();
        var counties = db.RegionsInForce().AsNoTracking().Where(r => r.Level == RegionLevel.County && r.Code == input.CountyCode);
        if (await counties.SingleOrDefaultAsync(ct) is not { } county)
        {
            return new LendingRefused("选一个县区。", nameof(input.CountyCode));
        }

        if (county.Code == RegionCodes.CountyOf(person.RegionCode))
        {
            return new LendingRefused($"家就在{county.Name}，那里本来就看得到。", nameof(input.CountyCode));
        }

        if (input.From is not { } from || from < today || from > today.AddYears(1))
        {
            return new LendingRefused("写从哪一天起，今天或者今后一年以内。", nameof(input.From));
        }

        if (input.Until < from)
        {
            return new LendingRefused("最后一天早于开始的那一天。请核对这两个日期。", nameof(input.Until));
        }

        if (RefuseReason(input.Reason) is { } wrong)
        {
            return wrong;
        }

        if (await db.PersonCounties().AnyAsync(c => c.PersonId == person.Id && c.CountyCode == county.Code && (c.UntilDate == null || c.UntilDate > today), ct))
        {
            return new LentAlready(county.Name);
        }

        var row = new PersonCounty { PersonId = person.Id, CountyCode = county.Code, FromDate = from, UntilDate = input.Until?.AddDays(1) };
        db.PersonCounties().Add(row);
        await AuditTrail.AppendAsync(
            db, person.AuditStream(), input.Actor, nameof(LendPerson), clock.UtcNow(), after: Facts(row), reason: input.Reason, ct: ct, regionCode: person.RegionCode);
        await db.SaveChangesAsync(ct);
        return default(Done);
    }

    public async Task<Result<Done>> EndAsync(EndLendingInput input, CancellationToken ct = default)
    {
        var today = clock.Today();
        var person = await FindAsync(input.PersonKey, ct);
        var rows = person is null || !(db.Scope.Holds(person.RegionCode) || db.Scope.Holds(input.CountyCode)) ? [] : await db.PersonCounties()
            .Where(c => c.PersonId == person.Id && c.CountyCode == input.CountyCode && (c.UntilDate == null || c.UntilDate > today)).ToListAsync(ct);
        if (person is null || rows.Count == 0)
        {
            return new NotFound("这条备案");
        }

        if (input.On is not { } on || on < today || on > today.AddYears(1))
        {
            return new LendingRefused("写从哪一天起不再看到，今天或者今后一年以内。", nameof(input.On));
        }

        if (RefuseReason(input.Reason) is { } wrong)
        {
            return wrong;
        }

        foreach (var row in rows)
        {
            var before = Facts(row);
            if (on <= row.FromDate)
            {
                // What never held for a whole day leaves nothing behind but its history.
                db.PersonCounties().Remove(row);
            }

            row.UntilDate = on;
            await AuditTrail.AppendAsync(db, person.AuditStream(), input.Actor, Ending, clock.UtcNow(), before, Facts(row), input.Reason, ct, person.RegionCode);
        }

        await db.SaveChangesAsync(ct);
        return default(Done);
    }

    private static Refusal? RefuseReason(string? reason) => string.IsNullOrWhiteSpace(reason) || reason.Length > ReasonMaxLength
        ? new LendingRefused($"写一句为什么，最多 {ReasonMaxLength} 个字。", nameof(LendPersonInput.Reason))
        : null;

    private static object Facts(PersonCounty row) => new { row.CountyCode, row.FromDate, row.UntilDate };

    private Task<Person?> FindAsync(Guid key, CancellationToken ct) => db.People().SingleOrDefaultAsync(p => p.Key == key && p.ErasedUtc == null, ct);
}
