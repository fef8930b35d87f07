using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Training.Web.Hosting;

namespace Training.Web.Features.Identity;

public sealed class SecondStepForm
{
    public string? Code { get; set; }

    public string? Next { get; set; }

    public bool Remember { get; set; }
}

/// <summary>The second step of staff: a code of the authenticator app or a recovery code, or a passkey instead of both steps.</summary>
[AllowAnonymous]
public sealed class SecondStepController(AccountSignIn signIn) : Controller
{
    [HttpGet("sign-in/second")]
    public async Task<IActionResult> Page(string? next, bool remember) =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null ? Redirect("/sign-in") : View("Second", new SecondStepForm { Next = next, Remember = remember });

    [HttpPost("sign-in/second")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Send(SecondStepForm form)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is null)
        {
            return Redirect("/sign-in");
        }

        var code = new string([.. (form.Code ?? "").Where(c => !char.IsWhiteSpace(c))]);
        var result = code.Length == 6 && code.All(char.IsAsciiDigit)
            ? await signIn.TwoFactorAuthenticatorSignInAsync(code, form.Remember, rememberClient: false)
            : await signIn.TwoFactorRecoveryCodeSignInAsync(code);
        if (result.Succeeded)
        {
            return Redirect(Url.IsLocalUrl(form.Next) ? form.Next : "/desk");
        }

        ModelState.AddModelError(nameof(form.Code), result.IsLockedOut
            ? "连着错了 5 次，这个账号先停 10 分钟。"
            : "这个码不对，或者刚用过。等它换成新的再试；手机丢了，写一个恢复码。");
        form.Code = null;
        return View("Second", form);
    }

    /// <summary>What the browser asks the passkey for; nobody says who he is before.</summary>
    [HttpPost("sign-in/passkey/options")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> PasskeyOptions() => Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");

    [HttpPost("sign-in/passkey")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Passkey([FromForm] string? credential, string? next)
    {
        var result = credential is { Length: > 0 and < 20_000 } ? await TryAsync(credential) : Microsoft.AspNetCore.Identity.SignInResult.Failed;
        if (result.Succeeded)
        {
            return Redirect(Url.IsLocalUrl(next) ? next : "/desk");
        }

        TempData["Refused"] = "通行密钥没有认出来。再试一次，或者用账号和密码。";
        return Redirect("/sign-in");
    }

    private async Task<Microsoft.AspNetCore.Identity.SignInResult> TryAsync(string credential)
    {
        try
        {
            return await signIn.PasskeySignInAsync(credential);
        }
        catch (InvalidOperationException)
        {
            // The options are gone: the page lay open too long.
            return Microsoft.AspNetCore.Identity.SignInResult.Failed;
        }
    }
}
