namespace Training.Domain.Shared;

/// <summary>
/// Decides which calendar day and hour an instant falls on for everybody in this product. The notices, the months of the standard
/// and people's appointments are all in Asia/Shanghai; the database holds UTC.
/// </summary>
public static class ShanghaiTime
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static DateTime UtcNow(this TimeProvider clock) => clock.GetUtcNow().UtcDateTime;

    public static DateOnly Today(this TimeProvider clock) => DateOf(clock.UtcNow());

    /// <summary>Local wall time of a UTC instant.</summary>
    public static DateTime FromUtc(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Zone);

#pragma warning disable RS0030 // the one place that turns an instant into a date
    public static DateOnly DateOf(DateTime utc) => DateOnly.FromDateTime(FromUtc(utc));
#pragma warning restore RS0030

    /// <summary>The UTC instant at which a local wall time on a local date occurs.</summary>
    public static DateTime ToUtc(DateOnly date, TimeOnly time = default) =>
        TimeZoneInfo.ConvertTimeToUtc(date.ToDateTime(time, DateTimeKind.Unspecified), Zone);

    /// <summary>Half-open UTC interval [from, until) of a local day.</summary>
    public static (DateTime FromUtc, DateTime UntilUtc) DayUtc(DateOnly date) => (ToUtc(date), ToUtc(date.AddDays(1)));
}
