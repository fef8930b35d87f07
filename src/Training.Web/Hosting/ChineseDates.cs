using System.Globalization;

namespace Training.Web.Hosting;

/// <summary>Dates and times as people say them. Calendar days are already Shanghai days; instants go through ShanghaiTime first.</summary>
public static class ChineseDates
{
    private static readonly string[] Weekdays = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];

    public static string Weekday(DateOnly date) => Weekdays[(int)date.DayOfWeek];

    /// <summary>As papers write it: 2026年3月5日.</summary>
    public static string Day(DateOnly date) => $"{date.Year}年{date.Month}月{date.Day}日";

    /// <summary>2026年11月22日 星期日</summary>
    public static string Full(DateOnly date) => $"{date.Year}年{date.Month}月{date.Day}日 {Weekday(date)}";

    /// <summary>11月24日 星期二, for days of the current year.</summary>
    public static string Short(DateOnly date) => $"{date.Month}月{date.Day}日 {Weekday(date)}";

    /// <summary>The year only where it is not this one.</summary>
    public static string In(DateOnly date, DateOnly today) => date.Year == today.Year ? Short(date) : Full(date);

    /// <summary>上午 9:00</summary>
    public static string Time(TimeOnly time) => time.Hour switch
    {
        < 6 => $"凌晨 {time.Hour}:{time.Minute:00}",
        < 12 => $"上午 {time.Hour}:{time.Minute:00}",
        12 => $"中午 12:{time.Minute:00}",
        < 18 => $"下午 {time.Hour - 12}:{time.Minute:00}",
        _ => $"晚上 {time.Hour - 12}:{time.Minute:00}",
    };

    /// <summary>上午 9:00 到 10:30: the part of the day is said again only when it changes.</summary>
    public static string Span(TimeOnly from, TimeOnly until)
    {
        var (start, end) = (Time(from), Time(until));
        return start[..2] == end[..2] ? $"{start} 到 {end[3..]}" : $"{start} 到 {end}";
    }

    /// <summary>23:07, as staff tables write a time.</summary>
    public static string Clock(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>2 分 10 秒</summary>
    public static string Duration(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => $"{(int)span.TotalSeconds} 秒",
        { TotalHours: < 1 } => span.Seconds == 0 ? $"{span.Minutes} 分钟" : $"{span.Minutes} 分 {span.Seconds} 秒",
        _ => span.Minutes == 0 ? $"{(int)span.TotalHours} 小时" : $"{(int)span.TotalHours} 小时 {span.Minutes} 分",
    };
}
