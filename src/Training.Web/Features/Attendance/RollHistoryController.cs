using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Attendance;

/// <summary>改动记录: every operation of a roll with who, when, device, before, after and why; and who was on it at any past moment. Conflicts are decided here.</summary>
public sealed class RollHistoryController(ReadRollHistory history, ApplyMarks apply, TimeProvider clock) : Controller
{
    /// <summary>Written into the mark by which somebody decides between two phones.</summary>
    public const string Decided = "两部手机记的不一样，核对后定的";

    /// <param name="at">Wall clock in Shanghai, as a date-time field sends it: 2026-11-18T09:40.</param>
    [Authorize(Policy = Policies.ReadRoll)]
    [HttpGet("rolls/{key:guid}/history")]
    public async Task<IActionResult> Page(Guid key, string? at, CancellationToken ct)
    {
        var moment = ReadMoment(at);
        var read = await history.RunAsync(key, User.Taker(), moment, ct);
        return read.Ok
            ? View("History", new RollHistoryPage(read.Value, at, moment, User.Taker().OnlyReads))
            : StatusCode(read.Refusal is NotOnTheCard ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);
    }

    /// <summary>One tap: the mark replaces both sides and says why.</summary>
    [Authorize(Policy = Policies.Roll)]
    [HttpPost("rolls/{key:guid}/decide")]
    public async Task<IActionResult> Decide(Guid key, [FromForm] Guid page, [FromForm] string? m, CancellationToken ct)
    {
        if (!TileValue.TryRead(m, page, clock.UtcNow(), out var mark))
        {
            return BadRequest();
        }

        var applied = await apply.RunAsync(new MarkBatch { RollKey = key, Taker = User.Taker(), Device = MarkRules.Page, Marks = [mark with { Reason = Decided }] }, ct);
        return applied switch
        {
            { Ok: true } when applied.Value.Answers[0].Refusal is null => Redirect("/today"),
            { Ok: true } => StatusCode(StatusCodes.Status409Conflict),
            { Refusal: NotOnTheCard } => StatusCode(StatusCodes.Status403Forbidden),
            _ => NotFound(),
        };
    }

    private static DateTime? ReadMoment(string? at) =>
        DateTime.TryParseExact(at, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall)
            ? TimeZoneInfo.ConvertTimeToUtc(wall, ShanghaiTime.Zone) : null;
}

public sealed record RollHistoryPage(RollHistorySheet History, string? AtText, DateTime? AtUtc, bool OnlyReads)
{
    /// <summary>11月18日 9:40:05</summary>
    public static string Moment(DateTime utc) => ShanghaiTime.FromUtc(utc).ToString("M月d日 H:mm:ss", CultureInfo.InvariantCulture);

    public static string StateWords(AttendeeState? state) => state switch
    {
        null or { Heads.Count: 0 } => "没记过",
        { InConflict: true } => "要核对",
        { Present: true, UntilUtc: { } until } => $"到，{RollHead.Time(until)} 走",
        { Present: true } => "到",
        _ => "没到",
    };

    public static string TimesWords(RollTimes? times) => times is null ? "没收册"
        : $"{RollHead.Time(times.StartedUtc)} 到 {RollHead.Time(times.EndedUtc)}，{(times.HeadCount is { } heads ? $"数到 {heads} 人" : "没数人头")}{(times.InConflict ? "（两边不一样）" : "")}";

    /// <summary>What a phone's clock was off by, when that matters.</summary>
    public static string? ClockWords(TimeSpan offset) => offset.Duration() <= MarkRules.ClockTolerance ? null
        : $"手机的钟{(offset > TimeSpan.Zero ? "快" : "慢")}了{(offset.Duration().TotalDays >= 1 ? $" {(int)offset.Duration().TotalDays} 天" : $" {(int)offset.Duration().TotalMinutes} 分钟")}";

    public static string DeviceWords(RollEvent e) => e.Device switch
    {
        MarkRules.Page => "网页",
        Domain.Attendance.Door.CheckIn.Device => "门口扫码",
        _ => $"手机 {e.Device[..Math.Min(6, e.Device.Length)]} 第 {e.DeviceSequence} 条",
    };
}
