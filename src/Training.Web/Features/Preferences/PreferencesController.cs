using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Web.Hosting;

namespace Training.Web.Features.Preferences;

/// <summary>The reader's choice of look. Each is a plain form, so it works with scripts off, and leads back to the page it came from.</summary>
[AllowAnonymous]
[Route("look")]
public sealed class PreferencesController : Controller
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    [HttpPost("theme")]
    public IActionResult Theme(string? theme, string? back)
    {
        Keep(DisplayPreferences.ThemeCookie, theme is "light" or "dark" ? theme : null);
        return Back(back);
    }

    [HttpPost("elder")]
    public IActionResult Elder(bool elder, string? back)
    {
        Keep(DisplayPreferences.ElderCookie, elder ? "1" : null);
        return Back(back);
    }

    [HttpPost("size")]
    public IActionResult Size(int size, string? back)
    {
        Keep(DisplayPreferences.SizeCookie, size is 2 or 3 ? size.ToString() : null);
        return Back(back);
    }

    private void Keep(string cookie, string? value)
    {
        if (value is null)
        {
            Response.Cookies.Delete(cookie);
            return;
        }

        Response.Cookies.Append(cookie, value, new CookieOptions
        {
            MaxAge = Kept,
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = Request.IsHttps,
        });
    }

    private LocalRedirectResult Back(string? back) => LocalRedirect(Url.IsLocalUrl(back) ? back : "/");
}
