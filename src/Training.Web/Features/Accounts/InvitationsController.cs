using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Accounts;

public sealed record InvitationsPage(
    IReadOnlyList<Invitation> Lines, IReadOnlyDictionary<long, string> Places, IReadOnlyDictionary<long, string> Names, PageOf Pages, DateTime NowUtc);

/// <summary>发出的邀请: those nobody has taken up, to withdraw or to send again.</summary>
[Authorize(Policy = Policies.Invite)]
public sealed class InvitationsController(OpenInvitations invitations, PlaceNames places, AccountNames names, TimeProvider clock) : Controller
{
    private string OwnRole => User.FindFirst(ClaimTypes.Role)?.Value ?? "";

    [HttpGet("accounts/invitations")]
    public async Task<IActionResult> List(int page = 1, CancellationToken ct = default)
    {
        var number = Math.Clamp(page, 1, 1000);
        var (lines, total) = await invitations.ListAsync(OwnRole, number, ct);
        var regions = new Dictionary<long, string>();
        foreach (var code in lines.Select(l => l.RegionCode).Distinct())
        {
            regions[code] = await places.OfAsync(code, ct);
        }

        return View("Invitations", new InvitationsPage(
            lines, regions, await names.OfAsync(lines.Select(l => l.InvitedBy), ct),
            new PageOf(number, OpenInvitations.PageSize, total, n => $"/accounts/invitations?page={n}"), clock.UtcNow()));
    }

    [HttpPost("accounts/invitations/{key:guid}/withdraw")]
    public async Task<IActionResult> Withdraw(Guid key, CancellationToken ct)
    {
        var done = await invitations.WithdrawAsync(key, OwnRole, AccountClaims.ActorOf(User), ct);
        return Answer(done.Ok ? null : done.Refusal, "邀请撤回了，那个链接打不开了。");
    }

    [HttpPost("accounts/invitations/{key:guid}/again")]
    public async Task<IActionResult> Again(Guid key, CancellationToken ct)
    {
        var sent = await invitations.SendAgainAsync(key, OwnRole, $"{Request.Scheme}://{Request.Host}/invitation/", AccountClaims.ActorOf(User), ct);
        return Answer(sent.Ok ? null : sent.Refusal, "新链接发出了，7 天内有效；原来的链接作废了。");
    }

    private IActionResult Answer(Refusal? refusal, string done)
    {
        if (refusal is NotFound)
        {
            return NotFound();
        }

        TempData[refusal is null ? "Done" : "Refused"] = refusal?.Message ?? done;
        return Redirect("/accounts/invitations");
    }
}
