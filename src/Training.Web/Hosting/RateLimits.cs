using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Training.Web.Hosting;

/// <summary>How often one network address may try the doors. A whole station often shares one address, so the limits are wide; each account and each phone has narrow ones of its own.</summary>
public static class RateLimits
{
    /// <summary>Passwords, codes, invitations, registrations.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Codes at the door and on cards.</summary>
    public const string Door = "door";

    /// <summary>A whole class scans on one network within minutes.</summary>
    public const int DoorsAMinute = 240;

    /// <summary>What players tell: four beats a minute, and whatever pausing and jumping add.</summary>
    public const string Watching = "watching";

    /// <summary>Of one account: two pages at once.</summary>
    public const int BeatsAMinute = 60;

    /// <summary>Of the visitors of one network address: a class of forty with a phone each.</summary>
    public const int VisitorBeatsAMinute = 400;

    /// <summary>Unless Limits:SignInsAMinute says otherwise.</summary>
    public const int SignInsAMinute = 30;

    /// <summary>Where a signed-in family's player stands: four a minute while it plays, and whatever pausing adds.</summary>
    public const string Bookmarks = "bookmarks";

    /// <summary>Of one account.</summary>
    public const int BookmarksAMinute = 40;

    /// <summary>Questions of one account under lessons; how many count a day is the room's own rule.</summary>
    public const string Questions = "questions";

    public const int QuestionsAMinute = 40;

    public static void Add(RateLimiterOptions limiter, IConfiguration configuration)
    {
        var most = configuration.GetValue("Limits:SignInsAMinute", SignInsAMinute);
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        AddWatching(limiter);
        AddForAddress(limiter, SignIn, most, TimeSpan.FromMinutes(1));
        AddForAddress(limiter, Door, DoorsAMinute, TimeSpan.FromMinutes(1));
        AddForAccount(limiter, Bookmarks, BookmarksAMinute);
        AddForAccount(limiter, Questions, QuestionsAMinute);
    }

    private static void AddForAccount(RateLimiterOptions limiter, string policy, int most) => limiter.AddPolicy(policy, http => RateLimitPartition.GetFixedWindowLimiter(
        http.User.Identity?.Name ?? http.Connection.RemoteIpAddress?.ToString() ?? "",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>So many requests of one network address in a window, for the actions that name the policy.</summary>
    public static void AddForAddress(RateLimiterOptions limiter, string policy, int most, TimeSpan window) =>
        limiter.AddPolicy(policy, http => RateLimitPartition.GetFixedWindowLimiter(
            http.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = window }));

    private static void AddWatching(RateLimiterOptions limiter) =>
        limiter.AddPolicy(Watching, http => RateLimitPartition.GetFixedWindowLimiter(
            http.User.Identity?.Name ?? http.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = http.User.Identity?.Name is null ? VisitorBeatsAMinute : BeatsAMinute, Window = TimeSpan.FromMinutes(1),
            }));
}
