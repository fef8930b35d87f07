using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Training.Domain.Identity.Residents;
using Training.Web.Hosting;

namespace Training.Web.Features.Families;

/// <summary>家里人登录, the phone and its code: no password, no puzzle. Every step is a plain form and works with scripts off.</summary>
[AllowAnonymous]
public sealed class FamilySignInController(
    RequestPhoneCode request, VerifyPhoneCode verify, PendingCode pending, PhoneCodePages pages) : Controller
{
    [HttpGet("family/sign-in")]
    public IActionResult Phone(string? next)
    {
        if (User.May(Policies.OwnHousehold))
        {
            return Redirect(Url.IsLocalUrl(next) ? next : "/family");
        }

        if (next is { Length: < 300 } && Url.IsLocalUrl(next))
        {
            AfterSignIn.ComeBackTo(HttpContext, next);
        }

        return View("Phone", new PhoneForm());
    }

    [HttpPost("family/sign-in")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Send(PhoneForm form, CancellationToken ct)
    {
        var sent = await request.RunAsync(new() { Phone = form.Phone, Address = Address }, ct);
        if (!sent.Ok)
        {
            ModelState.AddModelError(nameof(form.Phone), sent.Refusal.Message);
            return View("Phone", form);
        }

        return await SentAsync(sent.Value, ct);
    }

    [HttpGet("family/code")]
    public async Task<IActionResult> Code(CancellationToken ct) =>
        await pages.OfAsync(pending.Key, ct) is { } page ? View("Code", page) : Redirect("/family/sign-in");

    [HttpPost("family/code")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Verify(string? code, CancellationToken ct)
    {
        if (pending.Key is not { } key)
        {
            return Redirect("/family/sign-in");
        }

        var verified = await verify.RunAsync(key, code, ct);
        if (verified.Ok)
        {
            return Redirect("/family/enter");
        }

        ModelState.AddModelError("Code", verified.Refusal.Message);
        return await pages.OfAsync(key, ct) is { } page ? View("Code", page) : Redirect("/family/sign-in");
    }

    /// <summary>多给我一会儿</summary>
    [HttpPost("family/code/more")]
    public async Task<IActionResult> More(CancellationToken ct)
    {
        if (pending.Key is not { } key)
        {
            return Redirect("/family/sign-in");
        }

        var extended = await verify.ExtendAsync(key, ct);
        TempData[extended.Ok ? "Done" : "Refused"] = extended.Refusal?.Message ?? "好，又多给了 10 分钟，慢慢来。";
        return Redirect("/family/code");
    }

    /// <summary>重新发一条</summary>
    [HttpPost("family/code/again")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Again(CancellationToken ct)
    {
        if (pending.Key is not { } key)
        {
            return Redirect("/family/sign-in");
        }

        var sent = await request.AgainAsync(key, Address, ct);
        if (sent.Ok)
        {
            TempData["Done"] = "新的一条发出了，看最新的那一条。";
            return await SentAsync(sent.Value, ct);
        }

        TempData["Refused"] = sent.Refusal.Message;
        return Redirect("/family/code");
    }

    private string Address => HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";

    private async Task<IActionResult> SentAsync(RequestPhoneCode.Sent sent, CancellationToken ct)
    {
        pending.Keep(sent.Key);
        if (await pages.IsDemonstrationAsync(ct))
        {
            TempData[PhoneCodePages.DemonstrationCode] = sent.Code;
        }

        return Redirect("/family/code");
    }
}
