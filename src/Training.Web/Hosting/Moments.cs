using System.Globalization;
using Training.Domain.Shared;

namespace Training.Web.Hosting;

/// <summary>When something happened, as staff pages write it: 今天 09:12, 昨天 18:00, 11月20日 02:00, in another year with the year.</summary>
public static class Moments
{
    /// <summary>2026-11-22T01:02:03.000Z, for a script.</summary>
    public static string Iso(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Of(DateTime utc, DateTime nowUtc)
    {
        var date = ShanghaiTime.DateOf(utc);
        var today = ShanghaiTime.DateOf(nowUtc);
        var words = (date.DayNumber - today.DayNumber) switch
        {
            0 => "今天",
            -1 => "昨天",
            1 => "明天",
            _ when date.Year == today.Year => $"{date.Month}月{date.Day}日",
            _ => $"{date.Year}年{date.Month}月{date.Day}日",
        };
        return $"{words} {ShanghaiTime.FromUtc(utc).ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }
}
