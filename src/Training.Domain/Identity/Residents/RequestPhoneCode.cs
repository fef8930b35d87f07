using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Identity.Residents;

public sealed record BadPhone(string Sentence) : Refusal(Sentence, "Phone");

public sealed record CodeTooSoon(int Seconds) : Refusal($"刚发过一条，短信可能还在路上。等 {Seconds} 秒再要新的。", "Phone");

public sealed record TooManyCodes() : Refusal($"这个号码今天要的验证码太多了，先歇一歇，明天再来。着急就打 {HomeCity.Here.ServiceLine}。", "Phone");

public sealed record TooManyCodesHere() : Refusal($"这里刚才要验证码的人太多了，过一会儿再试。着急就打 {HomeCity.Here.ServiceLine}。", "Phone");

/// <summary>
/// Sends a one-time code to a phone, whether or not somebody is known by it: the answer, the page and the message are the same. Limits a
/// number and a network address; leaves who it is to <see cref="EnterResident"/>.
/// </summary>
public sealed class RequestPhoneCode(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    public sealed record Input
    {
        public required string? Phone { get; init; }

        /// <summary>Where the request came from; kept only as a keyed hash.</summary>
        public required string Address { get; init; }
    }

    /// <summary>The code itself is for the demonstration's page alone.</summary>
    public sealed record Sent(Guid Key, string Code);

    public async Task<Result<Sent>> RunAsync(Input input, CancellationToken ct = default) =>
        MobileNumber.TryParse(input.Phone, out var phone) ? await SendAsync(phone, input.Address, ct) : new BadPhone(SayOf(input.Phone));

    /// <summary>重新发一条 to the number that this browser gave.</summary>
    public async Task<Result<Sent>> AgainAsync(Guid key, string address, CancellationToken ct = default)
    {
        var code = await db.PhoneCodes().AsNoTracking().SingleOrDefaultAsync(c => c.Key == key, ct);
        return code is not null && MobileNumber.TryParse(vault.Open(code.PhoneSealed, OpeningPurpose.Deliver), out var phone)
            ? await SendAsync(phone, address, ct)
            : new NotFound("刚才的号码");
    }

    private async Task<Result<Sent>> SendAsync(MobileNumber phone, string address, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var phoneIndex = vault.PhoneIndex(phone);
        var addressIndex = vault.Index("network-address", address);
        if (await LimitAsync(phoneIndex, addressIndex, now, ct) is { } refusal)
        {
            return refusal;
        }

        var digits = RandomNumberGenerator.GetInt32((int)Math.Pow(10, PhoneCodeRules.Digits)).ToString($"D{PhoneCodeRules.Digits}", CultureInfo.InvariantCulture);
        var key = Guid.NewGuid();
        db.PhoneCodes().Add(new PhoneCode
        {
            Key = key,
            PhoneSealed = vault.Seal(phone.Digits),
            PhoneIndex = phoneIndex,
            AddressIndex = addressIndex,
            CodeHash = HashOf(vault, key, digits),
            CreatedUtc = now,
            ExpiresUtc = now + PhoneCodeRules.Lasts,
        });
        MessageQueue.Add(
            db,
            new()
            {
                Purpose = "sign-in-code",
                Title = "登录验证码",
                AddressSealed = vault.Seal(phone.Digits),
                TextSealed = vault.Seal($"【{HomeCity.Here.Site}】验证码 {digits}，{PhoneCodeRules.Lasts.TotalMinutes:0} 分钟内有效。不是您要的，不用管它，别告诉别人。"),
                ExpiresUtc = now + PhoneCodeRules.Lasts,
            },
            now);
        await AuditTrail.AppendAsync(db, StreamOf(key), Actor.Job, nameof(RequestPhoneCode), now, ct: ct);
        await db.SaveChangesAsync(ct);
        return new Sent(key, digits);
    }

    internal static string StreamOf(Guid key) => $"phone-code/{key:N}";

    internal static byte[] HashOf(Vault vault, Guid key, string digits) => vault.Index("phone-code", $"{key:N}{digits}");

    private async Task<Refusal?> LimitAsync(byte[] phone, byte[] address, DateTime now, CancellationToken ct)
    {
        var sent = await db.PhoneCodes().Where(c => c.PhoneIndex == phone && c.CreatedUtc > now.AddDays(-1)).Select(c => c.CreatedUtc).ToListAsync(ct);
        if (sent.Count > 0 && sent.Max() + PhoneCodeRules.Gap is var again && again > now)
        {
            return new CodeTooSoon((int)Math.Ceiling((again - now).TotalSeconds));
        }

        if (sent.Count >= PhoneCodeRules.MostADay || sent.Count(at => at > now.AddHours(-1)) >= PhoneCodeRules.MostAnHour)
        {
            return new TooManyCodes();
        }

        return await db.PhoneCodes().CountAsync(c => c.AddressIndex == address && c.CreatedUtc > now.AddHours(-1), ct) >= PhoneCodeRules.MostAnHourFromOneAddress
            ? new TooManyCodesHere()
            : null;
    }

    private static string SayOf(string? text)
    {
        var digits = (text ?? "").Count(char.IsAsciiDigit);
        return digits switch
        {
            0 => "手机号还没填。",
            < 11 => $"号码少了 {11 - digits} 位，手机号是 11 位，您再看看。",
            > 11 => $"号码多了 {digits - 11} 位，手机号是 11 位，您再看看。",
            _ => "这不像手机号。手机号是 11 位数字，以 1 开头，您再看看。",
        };
    }
}
