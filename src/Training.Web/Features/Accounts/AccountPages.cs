using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Accounts;

/// <summary>What was typed into the forms of an account's page; kept when it is refused.</summary>
public sealed class TypedAccount
{
    public DateOnly? LastDay { get; init; }

    public string? Reason { get; init; }

    public string? Role { get; init; }

    public string? Region { get; init; }

    public string? MoveReason { get; init; }

    public string? UnlockReason { get; init; }
}

/// <param name="LockedUntilUtc">Null: not locked.</param>
public sealed record OneAccountPage(
    AccountLine Account, string Place, string Phone, IReadOnlyList<string> MayGive, IReadOnlyList<Region> Regions, bool MayChange, DateTime? LockedUntilUtc,
    HandOverList HandOver, TypedAccount Typed, DateTime NowUtc);

/// <summary>The page of one account, for the controllers that act on it.</summary>
public sealed class AccountPages(StaffRegister register, HandOver handOver, TrainingDbContext db, Vault vault, PlaceNames places, TimeProvider clock)
{
    /// <summary>Null when the reader's reach does not cover the account.</summary>
    public async Task<OneAccountPage?> OfAsync(long id, ClaimsPrincipal reader, CancellationToken ct, TypedAccount? typed = null)
    {
        if (await register.FindAsync(id, ct) is not { } account)
        {
            return null;
        }

        var may = InvitationRules.RolesFor(reader.FindFirstValue(ClaimTypes.Role));
        var phone = account.PhoneSealed is { } sealedPhone && MobileNumber.TryParse(vault.Open(sealedPhone, OpeningPurpose.ShowMasked), out var number) ? number.ToString() : "没有留";
        var now = clock.UtcNow();
        return new OneAccountPage(
            account, await places.OfAsync(account.RegionCode, ct), phone, may, await RegionsAsync(ct),
            reader.May(Policies.Invite) && may.Contains(account.Role) && account.ClosedOn is null, account.LockedAt(now), await handOver.OfAsync(account, ct),
            typed ?? new(), now);
    }

    /// <summary>The city and the counties within the reader's reach.</summary>
    public async Task<IReadOnlyList<Region>> RegionsAsync(CancellationToken ct) =>
        (await db.RegionsInForce().AsNoTracking().Where(r => r.Level == RegionLevel.City || r.Level == RegionLevel.County).OrderBy(r => r.Code).ToListAsync(ct))
            .FindAll(r => db.Scope.Holds(r.Code));
}
