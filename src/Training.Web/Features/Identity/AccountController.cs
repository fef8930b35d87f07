using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Identity;

/// <summary>Signing in and out, and the way to the page where each role's work begins.</summary>
public sealed class AccountController(
    AccountSignIn signIn, UserManager<Account> users, AccountSessions sessions, DataFolder folder, IConfiguration configuration) : Controller
{
    [AllowAnonymous]
    [HttpGet("sign-in")]
    public async Task<IActionResult> SignInPage(string? next, CancellationToken ct) =>
        User.Identity?.IsAuthenticated is true && Url.IsLocalUrl(next) is false
            ? Redirect("/desk")
            : await PageAsync(new SignInForm { Next = next }, ct);

    [AllowAnonymous]
    [HttpPost("sign-in")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> SignInNow(SignInForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return await PageAsync(form, ct);
        }

        var name = form.UserName!.Trim();
        var alone = await users.FindByNameAsync(name) is { } known && await signIn.IsPasskeyAloneAsync(known) ? known : null;
        var result = alone is not null
            ? await signIn.CheckPasswordSignInAsync(alone, form.Password!, lockoutOnFailure: true)
            : await signIn.PasswordSignInAsync(name, form.Password!, form.Remember, lockoutOnFailure: true);
        if (result.Succeeded && alone is not null)
        {
            ModelState.AddModelError("", "这个账号要用通行密钥登录，点下面的“用通行密钥登录”。");
            return await PageAsync(form, ct);
        }

        if (result.RequiresTwoFactor)
        {
            var next = Url.IsLocalUrl(form.Next) ? "&next=" + Uri.EscapeDataString(form.Next) : "";
            return Redirect($"/sign-in/second?remember={(form.Remember ? "true" : "false")}{next}");
        }

        if (result.Succeeded)
        {
            return Url.IsLocalUrl(form.Next) ? LocalRedirect(form.Next) : Redirect("/desk");
        }

        ModelState.AddModelError(nameof(form.Password), result.IsLockedOut
            ? "密码连着错了 5 次，这个账号先停 10 分钟。忘了密码，找县区民政局重设。"
            : "账号和密码对不上。看看大小写，再试一次。");
        return await PageAsync(form, ct);
    }

    [Authorize(Policy = Policies.SignedIn)]
    [HttpPost("sign-out")]
    public async Task<IActionResult> SignOutNow()
    {
        if (AccountClaims.SessionOf(User) is { } session && AccountClaims.ActorOf(User) is { AccountId: { } account } actor)
        {
            await sessions.EndAsync(account, session, SessionEnding.SignedOut, actor);
        }

        await signIn.SignOutAsync();
        return Redirect(User.IsInRole(Roles.Family) ? "/" : "/sign-in");
    }

    [Authorize(Policy = Policies.SignedIn)]
    [HttpGet("desk")]
    public IActionResult Desk() => Redirect(StaffNavigation.Landing(User));

    private async Task<IActionResult> PageAsync(SignInForm form, CancellationToken ct)
    {
        form.Password = null;
        if (configuration.GetValue("Demonstration", defaultValue: true))
        {
            form.Accounts.AddRange(await DemonstrationAccounts.ReadAsync(folder, ct));
        }

        return View("SignIn", form);
    }
}
