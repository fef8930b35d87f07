using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Identity.Residents;

public sealed record WrongCode(int Left) : Refusal(
    Left > 0 ? $"验证码不对，还能试 {Left} 次。看短信里最新的那一条。" : "验证码错了 5 次，这一条不能用了。点“重新发一条”。", "Code");

public sealed record CodeIsOver() : Refusal("这条验证码已经不能用了。点“重新发一条”。", "Code");

public sealed record NoMoreTime() : Refusal("已经多给过两次时间了，或者验证码到期了。点“重新发一条”。", "Code");

/// <summary>Checks the typed code, a few times at most, and gives more time to who asks for it.</summary>
public sealed class VerifyPhoneCode(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(Guid key, string? typed, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var code = await db.PhoneCodes().SingleOrDefaultAsync(c => c.Key == key, ct);
        if (code is null || PhoneCodeRules.IsVoid(code) || !PhoneCodeRules.IsTimely(code, now) || code.UsedUtc is not null)
        {
            return new CodeIsOver();
        }

        var digits = new string([.. (typed ?? "").Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsAsciiDigit)]);
        if (digits.Length == 0)
        {
            return new EmptyCode();
        }

        var right = CryptographicOperations.FixedTimeEquals(code.CodeHash, RequestPhoneCode.HashOf(vault, key, digits));
        if (right)
        {
            code.VerifiedUtc ??= now;
        }
        else
        {
            code.WrongTries++;
        }

        if (right)
        {
            await AuditTrail.AppendAsync(db, RequestPhoneCode.StreamOf(key), Actor.Job, nameof(VerifyPhoneCode), now, after: new { code.WrongTries }, ct: ct);
        }
        else
        {
            var accountId = await OnlyAccountAsync(code.PhoneIndex, ct);
            await AuditTrail.AppendAsync(
                db, RequestPhoneCode.StreamOf(key), Actor.Job, PhoneCodeRules.IsVoid(code) ? "PhoneCodeVoid" : "PhoneCodeWrong", now,
                after: new { code.WrongTries, accountId, tried = accountId is null ? TriedOf(code) : null }, ct: ct);
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsClash())
        {
            // Two tries at the same instant: the later one did not happen.
            return new ChangedMeanwhile();
        }

        return right ? default(Done) : new WrongCode(PhoneCodeRules.MostWrongTries - code.WrongTries);
    }

    /// <summary>The account behind the number, if it stands for one alone.</summary>
    private async Task<long?> OnlyAccountAsync(byte[] phone, CancellationToken ct)
    {
        var people = db.People().IgnoreQueryFilters().Where(p => p.PhoneIndex == phone && p.CanonicalId == null).Select(p => (long?)p.Id);
        var accounts = await db.Accounts().Where(a => people.Contains(a.PersonId)).OrderBy(a => a.Id).Select(a => a.Id).Take(2).ToListAsync(ct);
        return accounts.Count == 1 ? accounts[0] : null;
    }

    /// <summary>The same for the same number, under a key of its own: not the index by which people are found.</summary>
    private string TriedOf(PhoneCode code) => FailedSignIns.PrintOf(vault, vault.Open(code.PhoneSealed, OpeningPurpose.Deliver));

    public sealed record EmptyCode() : Refusal("验证码还没填，是短信里的 6 位数字。", "Code");

    /// <summary>多给我一会儿: ten minutes more, twice at most. A message that still waits may be sent as long.</summary>
    public async Task<Result<DateTime>> ExtendAsync(Guid key, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var code = await db.PhoneCodes().SingleOrDefaultAsync(c => c.Key == key, ct);
        if (code is null || !PhoneCodeRules.MayExtend(code, now))
        {
            return new NoMoreTime();
        }

        code.Extensions++;
        code.ExpiresUtc += PhoneCodeRules.Lasts;
        await AuditTrail.AppendAsync(db, RequestPhoneCode.StreamOf(key), Actor.Job, "ExtendPhoneCode", now, after: new { code.Extensions }, ct: ct);
        await db.SaveChangesAsync(ct);
        return code.ExpiresUtc;
    }
}
