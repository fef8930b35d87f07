using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Web.Hosting;

namespace Training.Web.Features.Attendance;

/// <summary>What the roll needs to work on a phone without network, apart from the people themselves.</summary>
[Route("field")]
public sealed class PhoneController(IAntiforgery antiforgery) : Controller
{
    /// <summary>The frames of today's page and of a roll, without a word about anybody: the phone keeps them and fills them in.</summary>
    [AllowAnonymous]
    [HttpGet("shell")]
    public IActionResult Shell()
    {
        Response.Headers.CacheControl = "no-cache";
        return View("Shell");
    }

    /// <summary>Who is signed in, and the token that goes with what the phone sends. Asked before anything is sent under this account.</summary>
    [Authorize(Policy = Policies.Roll)]
    [HttpGet("pass")]
    public IActionResult Pass()
    {
        Response.Headers.CacheControl = "no-store";
        return Json(new { accountKey = User.FieldKey(), token = antiforgery.GetAndStoreTokens(HttpContext).RequestToken });
    }
}
