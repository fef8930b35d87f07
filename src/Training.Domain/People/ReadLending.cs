using System.Text.Json;
using Training.Domain.Audit;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.People;

/// <param name="UntilDate">Exclusive; null while it lasts.</param>
public sealed record LendingLine(long CountyCode, string County, DateOnly FromDate, DateOnly? UntilDate)
{
    public bool IsOver(DateOnly today) => UntilDate <= today;
}

/// <param name="Ends">It was ended, not begun.</param>
public sealed record LendingStep(DateTime AtUtc, long? ById, string County, bool Ends, string? Reason);

/// <param name="Home">Whether the person's home lies within the caller's reach: the home lends, others may give back what was lent to them.</param>
public sealed record PersonLending(Person Person, bool Home, IReadOnlyList<LendingLine> Lines, IReadOnlyList<LendingStep> Steps);

/// <summary>Which counties see a person besides the home's own, and what was decided about it; the newest first.</summary>
public sealed class ReadLending(TrainingDbContext db)
{
    public async Task<PersonLending?> RunAsync(Guid key, CancellationToken ct = default)
    {
        if (await db.People().AsNoTracking().SingleOrDefaultAsync(p => p.Key == key, ct) is not { } person)
        {
            return null;
        }

        var rows = await db.PersonCounties().AsNoTracking().Where(c => c.PersonId == person.Id).OrderByDescending(c => c.FromDate).ThenBy(c => c.CountyCode).ToListAsync(ct);
        var counties = await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County).ToDictionaryAsync(r => r.Code, r => r.Name, ct);
        var stream = person.AuditStream();
        var entries = await db.AuditEntries().AsNoTracking()
            .Where(e => e.Stream == stream && (e.Process == nameof(LendPerson) || e.Process == LendPerson.Ending)).OrderByDescending(e => e.Sequence).ToListAsync(ct);
        return new PersonLending(
            person, db.Scope.Holds(person.RegionCode),
            [.. rows.Select(row => new LendingLine(row.CountyCode, Name(row.CountyCode), row.FromDate, row.UntilDate))],
            [.. entries.Select(e => new LendingStep(e.OccurredUtc, e.ActorId, Name(CountyOf(e.AfterJson)), e.Process != nameof(LendPerson), e.Reason))]);

        string Name(long code) => counties.GetValueOrDefault(code, "");
    }

    private static long CountyOf(string? json)
    {
        using var document = JsonDocument.Parse(json ?? "{}");
        return document.RootElement.TryGetProperty(nameof(PersonCounty.CountyCode), out var code) ? code.GetInt64() : 0;
    }
}
