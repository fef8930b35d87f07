using System.Globalization;
using Training.Domain.Shared;

namespace Training.Web.Hosting;

/// <summary>Times of the clock in fields of forms, as Shanghai has them.</summary>
public static class ClockTime
{
    public static string Of(DateTime utc) => ShanghaiTime.FromUtc(utc).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>9:05, with either colon; null for anything else.</summary>
    public static TimeOnly? Read(string? text) =>
        TimeOnly.TryParseExact((text ?? "").Trim().Replace('：', ':'), ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
