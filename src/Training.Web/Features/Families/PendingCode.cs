using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Identity.Residents;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Web.Features.Families;

/// <summary>The code that this browser waits for: a small cookie that only the server reads, so that a code works where it was asked for.</summary>
public sealed class PendingCode(IHttpContextAccessor accessor)
{
    public const string Cookie = "phone-code";

    private HttpContext Http => accessor.HttpContext!;

    public Guid? Key => Guid.TryParse(Http.Request.Cookies[Cookie], out var key) ? key : null;

    public void Keep(Guid key) => Http.Response.Cookies.Append(Cookie, key.ToString("N"), Options(PhoneCodeRules.TimeToEnter * 2));

    public void Forget() => Http.Response.Cookies.Delete(Cookie, Options(null));

    private CookieOptions Options(TimeSpan? lasts) => new()
    {
        MaxAge = lasts, HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = Http.Request.IsHttps, Path = "/family",
    };
}

/// <param name="Phone">Masked.</param>
public sealed record CodePage(string Phone, TimeOnly Until, bool IsOver, bool MayExtend, string? OutboxFile);

/// <summary>What the page of the code shows of it: the masked number and until when it holds.</summary>
public sealed class PhoneCodePages(TrainingDbContext db, Vault vault, DataFolder folder, IConfiguration configuration, TimeProvider clock)
{
    public const string DemonstrationCode = nameof(DemonstrationCode);

    public async Task<CodePage?> OfAsync(Guid? key, CancellationToken ct)
    {
        var code = key is null ? null : await db.PhoneCodes().AsNoTracking().SingleOrDefaultAsync(c => c.Key == key, ct);
        if (code is null || !MobileNumber.TryParse(vault.Open(code.PhoneSealed, OpeningPurpose.ShowMasked), out var phone))
        {
            return null;
        }

        var now = clock.UtcNow();
        return new CodePage(
            phone.ToString(),
            TimeOnly.FromDateTime(ShanghaiTime.FromUtc(code.ExpiresUtc)),
            PhoneCodeRules.IsVoid(code) || !PhoneCodeRules.IsTimely(code, now),
            PhoneCodeRules.MayExtend(code, now),
            await IsDemonstrationAsync(ct) ? Path.Combine(folder.Root, "outbox", "messages.jsonl") : null);
    }

    /// <summary>Only beside a database that was filled as the demonstration.</summary>
    public async Task<bool> IsDemonstrationAsync(CancellationToken ct) =>
        configuration.GetValue("Demonstration", defaultValue: true) && (await DemonstrationAccounts.ReadAsync(folder, ct)).Count > 0;
}
