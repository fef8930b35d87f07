using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.RateLimiting;
using Training.Domain.Identity;
using Training.Web.Hosting;

namespace Training.Web.Features.Identity;

public sealed class InvitationForm
{
    public string? UserName { get; set; }

    public string? Password { get; set; }

    public string? Again { get; set; }

    [BindNever]
    public Invitation? Invitation { get; set; }

    [BindNever]
    public string Place { get; set; } = "";
}

/// <summary>The link of an invitation: opens an account, or gives one a new password. Whoever holds the link is the one.</summary>
[AllowAnonymous]
public sealed class InvitationController(AcceptInvitation accept, PlaceNames places, AccountSignIn signIn, UserManager<Account> users) : Controller
{
    [HttpGet("invitation/{token}")]
    public async Task<IActionResult> Page(string token, CancellationToken ct) => await ShowAsync(new InvitationForm(), token, ct);

    [HttpPost("invitation/{token}")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Accept(string token, InvitationForm form, CancellationToken ct)
    {
        if (form.Password != form.Again)
        {
            ModelState.AddModelError(nameof(form.Again), "两次写的密码不一样。");
            return await ShowAsync(form, token, ct);
        }

        var accepted = await accept.RunAsync(new() { Token = token, UserName = form.UserName, Password = form.Password }, ct);
        if (!accepted.Ok)
        {
            ModelState.AddModelError(accepted.Refusal.Field ?? "", accepted.Refusal.Message);
            return await ShowAsync(form, token, ct);
        }

        var account = await users.FindByIdAsync(accepted.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await signIn.SignInAsync(account!, isPersistent: false);
        return Redirect("/account/security");
    }

    private async Task<IActionResult> ShowAsync(InvitationForm form, string token, CancellationToken ct)
    {
        // The address holds the secret: it goes to nobody as a referrer.
        Response.Headers["Referrer-Policy"] = "no-referrer";
        form.Invitation = await accept.LookAsync(token, ct);
        if (form.Invitation is { } invitation)
        {
            form.Place = await places.OfAsync(invitation.RegionCode, ct);
        }

        return View("Invitation", form);
    }
}
