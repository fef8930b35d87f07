using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.Identity;

/// <summary>A staff account as the register shows it.</summary>
public sealed record AccountLine
{
    public required long Id { get; init; }

    public required string UserName { get; init; }

    public required string DisplayName { get; init; }

    public required string Role { get; init; }

    public required long RegionCode { get; init; }

    public required BureauKind? Bureau { get; init; }

    public required DateOnly? ClosedOn { get; init; }

    public required DateTime? LastSeenUtc { get; init; }

    public required bool HasSecondFactor { get; init; }

    public required byte[]? PhoneSealed { get; init; }

    public required DateTimeOffset? LockoutEnd { get; init; }

    /// <summary>Until when wrong passwords keep it locked; null when it is open.</summary>
    public DateTime? LockedAt(DateTime nowUtc) => LockoutEnd is { } end && end.UtcDateTime > nowUtc ? end.UtcDateTime : null;
}

public sealed record AccountPage(IReadOnlyList<AccountLine> Lines, int Total);

/// <summary>
/// The staff accounts that the caller's own reach covers: those with a division inside it, and for a body those of its stations. Families'
/// accounts are not staff and do not stand here.
/// </summary>
public sealed class StaffRegister(TrainingDbContext db)
{
    public const int PageSize = 50;

    public sealed record Question
    {
        public string? Words { get; init; }

        public string? Role { get; init; }

        public long? RegionCode { get; init; }

        /// <summary>Those who left as well.</summary>
        public bool WithClosed { get; init; }

        public int Page { get; init; } = 1;
    }

    public async Task<AccountPage> RunAsync(Question question, CancellationToken ct = default)
    {
        var lines = Lines().Where(l => question.WithClosed || l.ClosedOn == null);
        if (question.Words is { } words)
        {
            lines = lines.Where(l => l.UserName.Contains(words) || l.DisplayName.Contains(words));
        }

        if (question.Role is { } role)
        {
            lines = lines.Where(l => l.Role == role);
        }

        if (question.RegionCode is { } code)
        {
            var range = RegionCodes.RangeOf(code);
            lines = lines.Where(l => l.RegionCode >= range.From && l.RegionCode < range.Until);
        }

        return new AccountPage(
            await lines.OrderBy(l => l.RegionCode).ThenBy(l => l.Role).ThenBy(l => l.Id).Skip((question.Page - 1) * PageSize).Take(PageSize).ToListAsync(ct),
            await lines.CountAsync(ct));
    }

    public Task<AccountLine?> FindAsync(long id, CancellationToken ct = default) => Lines().FirstOrDefaultAsync(l => l.Id == id, ct);

    /// <summary>Which of these accounts the caller's reach covers.</summary>
    public async Task<IReadOnlySet<long>> ReachedAsync(IReadOnlyCollection<long> ids, CancellationToken ct = default) =>
        (await Lines().Where(l => ids.Contains(l.Id)).Select(l => l.Id).ToListAsync(ct)).ToHashSet();

    private IQueryable<AccountLine> Lines()
    {
        var isBound = db.Scope.IsStationBound;
        var stations = db.Scope.Stations;
        return
            from account in db.Accounts().AsNoTracking()
            join region in db.AccountRegions() on account.Id equals region.AccountId
            join link in db.AccountRoleLinks() on account.Id equals link.UserId
            join role in db.AccountRoles() on link.RoleId equals role.Id
            where role.Name != Roles.Family && (!isBound || db.AccountStations().Any(s => s.AccountId == account.Id && stations.Contains(s.StationId)))
            select new AccountLine
            {
                Id = account.Id, UserName = account.UserName!, DisplayName = account.DisplayName, Role = role.Name!, RegionCode = region.RegionCode,
                Bureau = account.Bureau, ClosedOn = account.ClosedOn, PhoneSealed = account.PhoneSealed, LockoutEnd = account.LockoutEnd,
                HasSecondFactor = account.TwoFactorEnabled || db.Set<Microsoft.AspNetCore.Identity.IdentityUserPasskey<long>>().Any(p => p.UserId == account.Id),
                LastSeenUtc = db.AccountSessions().Where(s => s.AccountId == account.Id).Max(s => (DateTime?)s.LastSeenUtc),
            };
    }
}
