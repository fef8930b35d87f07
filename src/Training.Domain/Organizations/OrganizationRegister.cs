using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.Organizations;

public enum OrganizationOrder
{
    /// <summary>Counties in the official order, then by name.</summary>
    County,
    Name,
    Kind,
}

public sealed record OrganizationQuestion
{
    /// <summary>A county; null asks for all that the caller reaches.</summary>
    public long? CountyCode { get; init; }

    public OrganizationKind? Kind { get; init; }

    /// <summary>Part of the name, its pinyin initials, or the credit code.</summary>
    public string? Words { get; init; }

    /// <summary>Those that were closed instead of those that work.</summary>
    public bool Closed { get; init; }

    public OrganizationOrder Order { get; init; }
}

public sealed record OrganizationLine(
    long Id, Guid Key, string Name, OrganizationKind Kind, long RegionCode, string? CreditCode, string? LegalPerson, string? ContactName, string? Address, DateOnly? ClosedOn);

/// <summary>The register of bodies that the caller's scope reaches.</summary>
public sealed class OrganizationRegister(TrainingDbContext db)
{
    /// <param name="question">What is asked for.</param>
    /// <param name="today">Whether a body is closed is a matter of the day.</param>
    /// <param name="page">From 1.</param>
    /// <param name="size">Lines a page; what is written to a file asks for all.</param>
    /// <param name="ct">Ends the query.</param>
    public async Task<(IReadOnlyList<OrganizationLine> Lines, int Total)> RunAsync(
        OrganizationQuestion question, DateOnly today, int page, int size, CancellationToken ct = default)
    {
        var bodies = db.Organizations().AsNoTracking();
        bodies = question.Closed ? bodies.Where(o => o.ClosedOn != null && o.ClosedOn <= today) : bodies.Where(o => o.ClosedOn == null || o.ClosedOn > today);
        if (question.CountyCode is { } code)
        {
            var range = RegionCodes.RangeOf(code);
            bodies = bodies.Where(o => o.RegionCode >= range.From && o.RegionCode < range.Until);
        }

        if (question.Kind is { } kind)
        {
            bodies = bodies.Where(o => o.Kind == kind);
        }

        if (PersonName.KeyOf(question.Words ?? "") is { Length: > 0 } key)
        {
            bodies = key.All(char.IsAsciiLetterOrDigit)
                ? bodies.Where(o => o.Initials.Contains(key.ToLowerInvariant()) || o.NameKey.Contains(key) || o.CreditCode!.StartsWith(key))
                : bodies.Where(o => o.NameKey.Contains(key));
        }

        var total = await bodies.CountAsync(ct);
        var ordered = question.Order switch
        {
            OrganizationOrder.Name => bodies.OrderBy(o => o.Initials).ThenBy(o => o.NameKey),
            OrganizationOrder.Kind => bodies.OrderBy(o => o.Kind).ThenBy(o => o.RegionCode).ThenBy(o => o.Initials),
            _ => bodies.OrderBy(o => o.RegionCode).ThenBy(o => o.Initials),
        };
        var lines = await ordered.ThenBy(o => o.Id).Skip((page - 1) * size).Take(size)
            .Select(o => new OrganizationLine(o.Id, o.Key, o.Name, o.Kind, o.RegionCode, o.CreditCode, o.LegalPerson, o.ContactName, o.Address, o.ClosedOn)).ToListAsync(ct);
        return (lines, total);
    }
}
