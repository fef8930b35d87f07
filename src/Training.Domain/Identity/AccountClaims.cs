using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.Identity;

/// <summary>
/// The one place that turns an account into what it reaches: written into the cookie at sign-in as claims, read back into an
/// <see cref="AccessScope"/> at each request.
/// </summary>
public sealed class AccountClaims(
    UserManager<Account> users, RoleManager<IdentityRole<long>> roles, IOptions<IdentityOptions> options, TrainingDbContext db)
    : UserClaimsPrincipalFactory<Account, IdentityRole<long>>(users, roles, options)
{
    public const string DisplayName = "display-name";
    public const string Region = "region";
    public const string Station = "station";
    public const string StationBound = "station-bound";
    public const string OrganizationId = "organization";
    public const string TrainerId = "trainer";
    public const string PersonId = "person";
    public const string Session = "session";

    /// <summary>Says that a second factor has to be set up before anything else; absent when all is well.</summary>
    public const string SecondFactorWanted = "second-factor-wanted";

    /// <summary>Roles that reach nothing outside their own stations, even when they have none.</summary>
    private static readonly string[] StationBoundRoles = [Roles.Organization, Roles.Coordinator, Roles.SocialWorker];

    public static AccessScope ScopeOf(ClaimsPrincipal user)
    {
        // A family's pages ask for its own household by name; nothing that is scoped by region is a family's.
        if (user.Identity?.IsAuthenticated != true || user.IsInRole(Roles.Family))
        {
            return AccessScope.Nothing;
        }

        var ranges = user.FindAll(Region).Select(c => RegionCodes.RangeOf(long.Parse(c.Value, CultureInfo.InvariantCulture)));
        var stations = user.HasClaim(StationBound, "yes")
            ? user.FindAll(Station).Select(c => long.Parse(c.Value, CultureInfo.InvariantCulture))
            : null;
        // An account of a body without a body belongs to none, and not to all.
        return AccessScope.Of(ranges, stations, user.IsInRole(Roles.Organization) ? OrganizationOf(user) ?? 0 : null);
    }

    public static Actor ActorOf(ClaimsPrincipal user) =>
        new(long.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id) ? id : null);

    /// <summary>The signed-in browser's session; a cookie without one opens nothing.</summary>
    public static Guid? SessionOf(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(Session), out var key) ? key : null;

    /// <summary>The resident that a family's account stands for.</summary>
    public static long? PersonOf(ClaimsPrincipal user) => Number(user, PersonId);

    public static long? TrainerOf(ClaimsPrincipal user) => Number(user, TrainerId);

    public static long? OrganizationOf(ClaimsPrincipal user) => Number(user, OrganizationId);

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(DisplayName, user.DisplayName));
        foreach (var own in await db.AccountRegions().IgnoreQueryFilters().Where(r => r.AccountId == user.Id).Select(r => r.RegionCode).ToListAsync())
        {
            foreach (var code in await RegionSuccession.ReachAsync(db, own))
            {
                identity.AddClaim(new Claim(Region, code.ToString(CultureInfo.InvariantCulture)));
            }
        }

        if (StationBoundRoles.Any(role => identity.HasClaim(identity.RoleClaimType, role)))
        {
            identity.AddClaim(new Claim(StationBound, "yes"));
            foreach (var station in await db.AccountStations().Where(s => s.AccountId == user.Id).Select(s => s.StationId).ToListAsync())
            {
                identity.AddClaim(new Claim(Station, station.ToString(CultureInfo.InvariantCulture)));
            }
        }

        if (user.OrganizationId is { } organization)
        {
            identity.AddClaim(new Claim(OrganizationId, organization.ToString(CultureInfo.InvariantCulture)));
        }

        if (user.TrainerId is { } trainer)
        {
            identity.AddClaim(new Claim(TrainerId, trainer.ToString(CultureInfo.InvariantCulture)));
        }

        if (user.PersonId is { } person)
        {
            identity.AddClaim(new Claim(PersonId, person.ToString(CultureInfo.InvariantCulture)));
        }

        return identity;
    }

    private static long? Number(ClaimsPrincipal user, string claim) =>
        long.TryParse(user.FindFirstValue(claim), CultureInfo.InvariantCulture, out var value) ? value : null;
}
