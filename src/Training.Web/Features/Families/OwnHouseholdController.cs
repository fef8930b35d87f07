using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Web.Hosting;

namespace Training.Web.Features.Families;

/// <summary>我家: what the signed-in family sees of itself, and of nobody else.</summary>
[Authorize(Policy = Policies.OwnHousehold)]
public sealed class OwnHouseholdController(OwnHousehold household) : Controller
{
    [HttpGet("family")]
    public async Task<IActionResult> Own(CancellationToken ct) =>
        View("Own", AccountClaims.PersonOf(User) is { } person ? await household.ReadAsync(person, ct) : null);
}
