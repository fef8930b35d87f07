using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.Organizations;

public sealed record AgreementLine(
    Guid Key, string Partner, Guid? Organization, string Purpose, long RegionCode, DateOnly FromDate, DateOnly? UntilDate, int WarnDays,
    DateOnly? EndedOn, string? EndedBecause, Guid? Renews, Guid? RenewedBy, long Version)
{
    public AgreementState StateOn(DateOnly day) => AgreementRules.StateOn(day, FromDate, UntilDate, WarnDays, EndedOn, RenewedBy is not null);
}

public sealed record AgreementQuestion
{
    public long? CountyCode { get; init; }

    public AgreementState? State { get; init; }

    /// <summary>Part of the partner's name or of the purpose.</summary>
    public string? Words { get; init; }

    /// <summary>Those with one body of the register.</summary>
    public Guid? Organization { get; init; }
}

/// <summary>The register of agreements that the caller's scope reaches: what ends first stands first.</summary>
public sealed class AgreementRegister(TrainingDbContext db)
{
    /// <summary>All that fit. A county has dozens, so states are told here and not in the database.</summary>
    public async Task<IReadOnlyList<AgreementLine>> RunAsync(AgreementQuestion question, DateOnly today, CancellationToken ct = default)
    {
        var lines = Lines(db.Agreements().AsNoTracking());
        if (question.CountyCode is { } code)
        {
            var range = RegionCodes.RangeOf(code);
            lines = Lines(db.Agreements().AsNoTracking().Where(a => a.RegionCode >= range.From && a.RegionCode < range.Until));
        }

        var all = await lines.ToListAsync(ct);
        var key = PersonName.KeyOf(question.Words ?? "");
        return [.. all
            .Where(a => question.Organization is null || a.Organization == question.Organization)
            .Where(a => question.State is null || a.StateOn(today) == question.State)
            .Where(a => key.Length == 0 || PersonName.KeyOf(a.Partner).Contains(key, StringComparison.Ordinal) || PersonName.KeyOf(a.Purpose).Contains(key, StringComparison.Ordinal)
                || PinyinInitials.Of(a.Partner).Contains(key, StringComparison.OrdinalIgnoreCase))
            .OrderBy(a => a.StateOn(today) is AgreementState.Renewed or AgreementState.Ended).ThenBy(a => a.UntilDate ?? DateOnly.MaxValue).ThenBy(a => a.RegionCode)];
    }

    public async Task<AgreementLine?> FindAsync(Guid key, CancellationToken ct = default) =>
        await Lines(db.Agreements().AsNoTracking().Where(a => a.Key == key)).SingleOrDefaultAsync(ct);

    private IQueryable<AgreementLine> Lines(IQueryable<Agreement> agreements) =>
        from row in agreements
        join organization in db.Organizations() on row.OrganizationId equals (long?)organization.Id into bodies
        from body in bodies.DefaultIfEmpty()
        join earlier in db.Agreements() on row.RenewsId equals (long?)earlier.Id into formers
        from former in formers.DefaultIfEmpty()
        join later in db.Agreements() on (long?)row.Id equals later.RenewsId into followers
        from follower in followers.DefaultIfEmpty()
        select new AgreementLine(
            row.Key, row.Partner, body == null ? null : body.Key, row.Purpose, row.RegionCode, row.FromDate, row.UntilDate, row.WarnDays,
            row.EndedOn, row.EndedBecause, former == null ? null : former.Key, follower == null ? null : follower.Key, row.Version);
}
