namespace Training.Domain.Identity;

/// <summary>Why a session is over before its time.</summary>
public enum SessionEnding
{
    SignedOut,

    /// <summary>The account's owner ended it from another device.</summary>
    EndedByOwner,

    PasswordChanged,

    /// <summary>Role, region or stations were changed: the old rights end at once.</summary>
    RightsChanged,

    AccountClosed,
}

/// <summary>
/// One signed-in browser. The cookie names it and is worth nothing without it, so that signing out anywhere holds at once. It keeps the
/// kind of device in words and no network address.
/// </summary>
public sealed class AccountSession
{
    public const int DeviceMaxLength = 60;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long AccountId { get; set; }

    public DateTime StartedUtc { get; set; }

    public DateTime LastSeenUtc { get; set; }

    /// <summary>Slides with use.</summary>
    public DateTime ExpiresUtc { get; set; }

    /// <summary>How long it lasts without use, in hours.</summary>
    public int LastsHours { get; set; }

    public DateTime? EndedUtc { get; set; }

    public SessionEnding? Ending { get; set; }

    /// <summary>安卓手机，Chrome</summary>
    public required string Device { get; set; }

    public bool IsOpen(DateTime nowUtc) => EndedUtc is null && nowUtc < ExpiresUtc;

    public void Seen(DateTime nowUtc)
    {
        LastSeenUtc = nowUtc;
        ExpiresUtc = nowUtc.AddHours(LastsHours);
    }

    public void End(SessionEnding ending, DateTime nowUtc)
    {
        EndedUtc = nowUtc;
        Ending = ending;
    }
}

/// <summary>How long a browser stays signed in without being used.</summary>
public static class SessionRules
{
    /// <summary>A family's own phone: half a year, so that nobody over 80 signs in twice.</summary>
    public static readonly TimeSpan Family = TimeSpan.FromDays(180);

    /// <summary>Staff who asked to be remembered on a device of their own.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(14);

    /// <summary>Staff on a shared machine.</summary>
    public static readonly TimeSpan WorkingDay = TimeSpan.FromHours(12);

    /// <summary>The last use is written at most so often, and on each new day.</summary>
    public static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(10);

    public static TimeSpan Lasts(bool isFamily, bool isRemembered) => isFamily ? Family : isRemembered ? Remembered : WorkingDay;
}
