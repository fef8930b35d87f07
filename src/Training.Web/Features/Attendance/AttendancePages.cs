using System.Security.Claims;
using System.Security.Cryptography;
using Training.Domain.Attendance;
using Training.Domain.Identity;
using Training.Domain.Shared;

namespace Training.Web.Features.Attendance;

public static class AttendancePages
{
    public static IServiceCollection AddAttendancePages(this IServiceCollection services) =>
        services.AddScoped<RollQuotas>().AddScoped<ClosingFiles>().AddSingleton<RollQuotasSeen>();

    /// <summary>Tells a phone whose data lie on it, without saying who that is.</summary>
    public static string FieldKey(this ClaimsPrincipal user) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"field/{AccountClaims.ActorOf(user).AccountId}")).AsSpan(0, 8));
}

/// <summary>
/// A mark as the value of a form's button: whom, to which state, and the marks that the page showed and that this one replaces. The
/// mark's key follows from the page and the button.
/// </summary>
public static class TileValue
{
    private const char Between = '~';

    public static string Of(Guid attendee, bool present, IEnumerable<Guid> heads) =>
        $"{attendee:N}{Between}{(present ? 'P' : 'A')}{Between}{string.Join('.', heads.Select(h => h.ToString("N")))}";

    public static bool TryRead(string? value, Guid page, DateTime nowUtc, out NewMark mark)
    {
        mark = null!;
        var parts = (value ?? "").Split(Between);
        if (parts.Length != 3 || !Guid.TryParseExact(parts[0], "N", out var attendee) || parts[1] is not ("P" or "A") || page == Guid.Empty)
        {
            return false;
        }

        var heads = new List<Guid>();
        foreach (var part in parts[2].Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Guid.TryParseExact(part, "N", out var head))
            {
                return false;
            }

            heads.Add(head);
        }

        mark = new NewMark
        {
            Key = KeyOf(page, value!),
            AttendeeKey = attendee,
            Kind = parts[1] == "P" ? MarkKind.Present : MarkKind.Absent,
            Supersedes = heads,
            DeviceUtc = nowUtc,
        };
        return true;
    }

    public static Guid KeyOf(Guid page, string value) => TimedKey.Of(page, value);
}
