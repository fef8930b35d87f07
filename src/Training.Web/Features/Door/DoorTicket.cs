using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Training.Web.Features.Door;

/// <summary>
/// What a browser carries after it saw the code at the door in time: a sealed cookie that names the session, long enough to sign in with.
/// The code itself dies within the minute. The browser's own number lies beside it, by which several people on one phone are noticed.
/// </summary>
public sealed class DoorTicket(IDataProtectionProvider protection, TimeProvider clock)
{
    private const string Cookie = "door";
    private const string DeviceCookie = "door-device";

    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(20);

    private readonly IDataProtector sealing = protection.CreateProtector("door");

    public void Give(HttpContext http, Guid session) =>
        http.Response.Cookies.Append(
            Cookie, sealing.Protect(string.Create(CultureInfo.InvariantCulture, $"{session:N}.{clock.GetUtcNow().ToUnixTimeSeconds()}")), Options(http, Holds));

    public bool Opens(HttpContext http, Guid session)
    {
        if (http.Request.Cookies[Cookie] is not { } ticket)
        {
            return false;
        }

        try
        {
            var parts = sealing.Unprotect(ticket).Split('.');
            return parts is [var key, var at] && key == session.ToString("N")
                && clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(at, CultureInfo.InvariantCulture)) < Holds;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public void Take(HttpContext http) => http.Response.Cookies.Delete(Cookie, Options(http, null));

    /// <summary>The browser's number, made at the first check-in.</summary>
    public string DeviceOf(HttpContext http)
    {
        if (http.Request.Cookies[DeviceCookie] is { Length: 32 } known)
        {
            return known;
        }

        var made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        http.Response.Cookies.Append(DeviceCookie, made, Options(http, TimeSpan.FromDays(180)));
        return made;
    }

    private static CookieOptions Options(HttpContext http, TimeSpan? lasts) => new()
    {
        MaxAge = lasts, HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/in",
    };
}
