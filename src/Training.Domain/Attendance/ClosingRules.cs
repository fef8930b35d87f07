using Training.Domain.Shared;

namespace Training.Domain.Attendance;

public sealed record EndNotAfterStart() : Refusal("下课时间要在上课时间后面，您再看看。", nameof(CloseRollInput.EndedUtc));

public sealed record EndInFuture(DateTime NowUtc) : Refusal($"下课时间还没到，现在是 {ShanghaiTime.FromUtc(NowUtc):H:mm}。", nameof(CloseRollInput.EndedUtc));

public sealed record StartOnAnotherDay(DateOnly Day) : Refusal($"这次课是{Day:M月d日}的，上课时间要在那一天。", nameof(CloseRollInput.StartedUtc));

public sealed record TooLongForOneClass() : Refusal($"一次课最长 {ClosingRules.MostHours} 小时，核对一下上课和下课时间。", nameof(CloseRollInput.EndedUtc));

public sealed record BadHeadCount() : Refusal($"数到的人数是 0 到 {ClosingRules.MostHeads} 的整数。没有数就空着。", nameof(CloseRollInput.HeadCount));

/// <summary>Which real times and head counts a roll can be closed with.</summary>
public static class ClosingRules
{
    public const int MostHours = 12;
    public const int MostHeads = 2000;

    /// <summary>A class planned before midnight may begin after it, and the other way round; so far from the plan and no further.</summary>
    private static readonly TimeSpan AcrossMidnight = TimeSpan.FromHours(6);

    public static Refusal? Check(DateTime plannedStartUtc, DateTime startedUtc, DateTime endedUtc, int? headCount, DateTime nowUtc)
    {
        var day = ShanghaiTime.DateOf(plannedStartUtc);
        return ShanghaiTime.DateOf(startedUtc) != day && (startedUtc - plannedStartUtc).Duration() > AcrossMidnight ? new StartOnAnotherDay(day)
            : endedUtc <= startedUtc ? new EndNotAfterStart()
            : endedUtc > nowUtc ? new EndInFuture(nowUtc)
            : endedUtc - startedUtc > TimeSpan.FromHours(MostHours) ? new TooLongForOneClass()
            : headCount is < 0 or > MostHeads ? new BadHeadCount()
            : null;
    }

    /// <summary>Whole minutes: 59 minutes and 59 seconds are 59.</summary>
    public static int Minutes(DateTime startedUtc, DateTime endedUtc) => (int)(endedUtc - startedUtc).TotalMinutes;

    /// <summary>The instant that a clock time of the start means: on the planned day, unless only the day beside it lies near the plan.</summary>
    public static DateTime StartOf(DateTime plannedStartUtc, TimeOnly clock)
    {
        var day = ShanghaiTime.DateOf(plannedStartUtc);
        DateTime[] near = [ShanghaiTime.ToUtc(day, clock), ShanghaiTime.ToUtc(day.AddDays(1), clock), ShanghaiTime.ToUtc(day.AddDays(-1), clock)];
        return (near[0] - plannedStartUtc).Duration() <= TimeSpan.FromHours(MostHours)
            ? near[0]
            : near.FirstOrDefault(at => (at - plannedStartUtc).Duration() <= AcrossMidnight, near[0]);
    }

    /// <summary>The instant that a clock time of the end means: earlier than the start is the next day, if that can be one class.</summary>
    public static DateTime EndOf(DateTime startedUtc, TimeOnly clock)
    {
        var day = ShanghaiTime.DateOf(startedUtc);
        var (same, next) = (ShanghaiTime.ToUtc(day, clock), ShanghaiTime.ToUtc(day.AddDays(1), clock));
        return same < startedUtc && next - startedUtc <= TimeSpan.FromHours(MostHours) ? next : same;
    }

    /// <summary>Heads counted by eye and names on the roll lie a tenth and at least three apart: one of the two is wrong.</summary>
    public static bool HeadsApart(int present, int? headCount) =>
        headCount is { } heads && Math.Abs(heads - present) is var apart && apart >= 3 && apart * 10 >= Math.Max(heads, present);
}
