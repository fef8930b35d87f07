using Training.Domain.Persistence;

namespace Training.Domain.Identity.Residents;

/// <summary>
/// A one-time code on its way to a phone. It is bound to the browser that asked for it, which alone knows the key, so nobody can spoil
/// another's code or try it. The number is sealed, the code is kept as a keyed hash.
/// </summary>
public sealed class PhoneCode : IVersioned
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    public required byte[] PhoneSealed { get; set; }

    public required byte[] PhoneIndex { get; set; }

    /// <summary>Keyed hash of the network address that asked, for the limits.</summary>
    public required byte[] AddressIndex { get; set; }

    public required byte[] CodeHash { get; set; }

    public DateTime CreatedUtc { get; set; }

    public DateTime ExpiresUtc { get; set; }

    /// <summary>How often the reader asked for more time.</summary>
    public int Extensions { get; set; }

    public int WrongTries { get; set; }

    /// <summary>The right code was typed; who it is may still be asked.</summary>
    public DateTime? VerifiedUtc { get; set; }

    /// <summary>Somebody was signed in with it; it opens nothing any more.</summary>
    public DateTime? UsedUtc { get; set; }

    public long Version { get; set; }
}

/// <summary>
/// How codes behave. Announced on the page and extendable (适老化通用设计规范 附件1, 工信厅信管函〔2021〕67号: a code's time is announced and
/// can be lengthened at least twice).
/// </summary>
public static class PhoneCodeRules
{
    public const int Digits = 6;
    public const int MostWrongTries = 5;
    public const int MostExtensions = 2;
    public const int MostAnHour = 5;
    public const int MostADay = 10;

    /// <summary>A day-care centre's people share one line, so this is wide.</summary>
    public const int MostAnHourFromOneAddress = 60;

    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan Gap = TimeSpan.FromSeconds(60);

    /// <summary>After the right code: time to say who is here or to register.</summary>
    public static readonly TimeSpan TimeToEnter = TimeSpan.FromMinutes(30);

    public static bool IsVoid(PhoneCode code) => code.WrongTries >= MostWrongTries;

    public static bool IsTimely(PhoneCode code, DateTime nowUtc) => nowUtc < code.ExpiresUtc;

    public static bool MayExtend(PhoneCode code, DateTime nowUtc) =>
        code is { VerifiedUtc: null, Extensions: < MostExtensions } && !IsVoid(code) && nowUtc < code.ExpiresUtc;

    public static bool OpensTheDoor(PhoneCode code, DateTime nowUtc) =>
        code.VerifiedUtc is { } verified && code.UsedUtc is null && nowUtc < verified + TimeToEnter;
}
