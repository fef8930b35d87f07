namespace Training.Web.Hosting;

/// <summary>
/// Where a family that had to sign in first goes on: kept in a small cookie while phone and code are asked for. Only places of the site
/// itself, and only once.
/// </summary>
public static class AfterSignIn
{
    private const string Cookie = "after-sign-in";

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(60);

    public static void ComeBackTo(HttpContext http, string path) => http.Response.Cookies.Append(Cookie, path, Options(http, Kept));

    /// <summary>The place, or null; it is forgotten by asking.</summary>
    public static string? Take(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 1 } path)
        {
            return null;
        }

        http.Response.Cookies.Delete(Cookie, Options(http, null));
        // As strict as Url.IsLocalUrl: one slash, then neither another one nor a backslash.
        return path[0] == '/' && path[1] is not ('/' or '\\') && !path.Any(char.IsControl) ? path : null;
    }

    private static CookieOptions Options(HttpContext http, TimeSpan? lasts) => new()
    {
        MaxAge = lasts, HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/",
    };
}
