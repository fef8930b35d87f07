using Training.Domain.Calendar;
using Training.Domain.Shared;

namespace Training.Domain.Notices;

/// <summary>The days of a notice, all in Asia/Shanghai.</summary>
public readonly record struct NoticeWindow(DateOnly FromDate, DateOnly LastDay, DateOnly ConcludableFrom);

public sealed record BadWindowLength() : Refusal(
    $"公示期要有 {NoticeRules.FewestDays} 到 {NoticeRules.MostDays} 个工作日。", nameof(OpenNoticeInput.WorkingDays));

/// <summary>When a notice runs, when it may end, and what its objections do to its lines.</summary>
public static class NoticeRules
{
    public const int FewestDays = 1;
    public const int MostDays = 60;

    /// <summary>
    /// The day of publication is not counted (民法典第二百零一条). A public notice can be concluded once its last day is over; a party's
    /// silence becomes consent on the next working day.
    /// </summary>
    public static Result<NoticeWindow> Window(WorkingCalendar calendar, DateOnly from, int workingDays, NoticeAudience audience)
    {
        if (workingDays is < FewestDays or > MostDays)
        {
            return new BadWindowLength();
        }

        var last = calendar.AddWorkingDays(from, workingDays);
        if (!last.Ok)
        {
            return last.Refusal;
        }

        if (audience == NoticeAudience.Public)
        {
            return new NoticeWindow(from, last.Value, last.Value.AddDays(1));
        }

        var next = calendar.AddWorkingDays(last.Value, 1);
        return next.Ok ? new NoticeWindow(from, last.Value, next.Value) : next.Refusal;
    }

    /// <summary>The first instant at which the window is over: 24:00 of its last day in Asia/Shanghai (民法典第二百零三条).</summary>
    public static DateTime EndUtc(DateOnly lastDay) => ShanghaiTime.ToUtc(lastDay.AddDays(1));

    public static bool IsOpen(PublicNotice notice, DateTime nowUtc) => notice.State == NoticeState.Running && nowUtc < EndUtc(notice.LastDay);

    /// <summary>A line is struck off when an objection against it, or against the notice as a whole, was upheld.</summary>
    public static NoticeOutcome OutcomeOf(NoticeItem item, IEnumerable<NoticeObjection> objections) =>
        objections.Any(o => o.Upheld == true && (o.NoticeItemId is null || o.NoticeItemId == item.Id)) ? NoticeOutcome.StruckOff : NoticeOutcome.Passed;
}
