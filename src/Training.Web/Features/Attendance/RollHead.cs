using System.Globalization;
using Training.Domain.Attendance;
using Training.Domain.Shared;

namespace Training.Web.Features.Attendance;

/// <summary>The head of a field page: the way back, a title, one line.</summary>
public sealed record RollHead(string Back, string BackWords, string Title, string Line)
{
    /// <summary>滨河社区 · 开课 9:02</summary>
    public static string LineOf(RollSheet sheet) => $"{sheet.StationName} · {(sheet.Status == RollStatus.Closed ? "上课" : "开课")} {Time(sheet.StartedUtc)}";

    public static RollHead ToRoll(RollSheet sheet, string title) => new($"/rolls/{sheet.Key}", "返回点名", title, $"{sheet.Title} · {sheet.StationName}");

    /// <summary>9:02 到 10:12, 23:30 到第二天 0:40</summary>
    public static string Span(DateTime startUtc, DateTime? endUtc) => endUtc is not { } end ? $"{Time(startUtc)} 开始"
        : ShanghaiTime.DateOf(end) == ShanghaiTime.DateOf(startUtc) ? $"{Time(startUtc)} 到 {Time(end)}"
        : $"{Time(startUtc)} 到第二天 {Time(end)}";

    public static string Time(DateTime utc) => ShanghaiTime.FromUtc(utc).ToString("H:mm", CultureInfo.InvariantCulture);

    public static RollHead ToKept(RollSheet sheet, string title) => new($"/rolls/{sheet.Key}", "返回点名册", title, $"{sheet.Title} · {sheet.StationName}");
}
