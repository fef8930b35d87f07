using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Training.Domain.Shared;

namespace Training.Domain.Identity;

/// <summary>Time-based one-time passwords as RFC 6238 has them: SHA-1, 30 seconds, 6 digits, which every authenticator app reads.</summary>
public static class TotpRules
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Steps before and after the present one that are taken: phones' clocks differ.</summary>
    public const int Tolerance = 1;

    public static long StepOf(DateTime utc) => new DateTimeOffset(utc).ToUnixTimeSeconds() / 30;

    public static string CodeOf(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // RFC 6238's default; an HMAC does not rest on what SHA-1 lost
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var at = hash[19] & 0xf;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[at..]) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step for which the code holds and that lies after the last one taken, or null: no code is good twice.</summary>
    public static long? Matches(byte[] secret, string typed, DateTime nowUtc, long? lastTaken)
    {
        var digits = Encoding.ASCII.GetBytes(new string([.. typed.Where(char.IsAsciiDigit)]));
        long? found = null;
        for (var step = StepOf(nowUtc) - Tolerance; step <= StepOf(nowUtc) + Tolerance; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(digits, Encoding.ASCII.GetBytes(CodeOf(secret, step))) && step > (lastTaken ?? long.MinValue))
            {
                found ??= step;
            }
        }

        return found;
    }

    /// <summary>As people type it into an app, in groups of four.</summary>
    public static string Write(byte[] secret)
    {
        var text = new StringBuilder();
        var (buffer, bits) = (0, 0);
        foreach (var b in secret)
        {
            (buffer, bits) = ((buffer << 8) | b, bits + 8);
            while (bits >= 5)
            {
                bits -= 5;
                text.Append(Base32[(buffer >> bits) & 31]);
            }
        }

        return text.ToString();
    }

    public static string Address(byte[] secret, string userName) =>
        $"otpauth://totp/{Uri.EscapeDataString($"三进工作台:{userName}")}?secret={Write(secret)}&issuer={Uri.EscapeDataString("三进工作台")}";
}

/// <summary>Identity's authenticator over the sealed secret; each code is taken once.</summary>
public sealed class TotpProvider(Vault vault, TimeProvider clock) : IUserTwoFactorTokenProvider<Account>
{
    public Task<string> GenerateAsync(string purpose, UserManager<Account> manager, Account user) =>
        throw new NotSupportedException("The codes are made on the user's own device.");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<Account> manager, Account user)
    {
        if (user.TotpSealed is null || TotpRules.Matches(SecretOf(vault, user), token, clock.UtcNow(), user.LastTotpStep) is not { } step)
        {
            return false;
        }

        user.LastTotpStep = step;
        return (await manager.UpdateAsync(user)).Succeeded;
    }

    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<Account> manager, Account user) => Task.FromResult(user.TotpSealed is not null);

    /// <summary>A new secret for the account, not in force before a code of it was typed.</summary>
    public static void NewSecret(Vault vault, Account user) =>
        (user.TotpSealed, user.LastTotpStep) = (vault.Seal(Convert.ToHexString(RandomNumberGenerator.GetBytes(20))), null);

    public static byte[] SecretOf(Vault vault, Account user) => Convert.FromHexString(vault.Open(user.TotpSealed!, OpeningPurpose.Deliver));
}
