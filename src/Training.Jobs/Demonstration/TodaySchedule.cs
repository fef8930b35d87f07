using Training.Domain.Shared;

namespace Training.Jobs.Demonstration;

/// <summary>A session that today needs: when, how long, and since when its roll already stands open.</summary>
internal sealed record TodaySlot(int Ordinal, DateTime StartUtc, int Minutes, DateTime? OpenSinceUtc = null);

/// <summary>Which sessions of the real today the station on show needs. Pure: the same instant gives the same answer.</summary>
internal static class TodaySchedule
{
    /// <summary>Minutes since the open roll began: long enough to fill the hour.</summary>
    public const int RunningMinutes = 62;

    /// <summary>The station on show: a class that runs since an hour, and one still to come if the day is long enough.</summary>
    public static IReadOnlyList<TodaySlot> OnShow(DateTime nowUtc)
    {
        var (fromUtc, untilUtc) = ShanghaiTime.DayUtc(ShanghaiTime.DateOf(nowUtc));
        var running = nowUtc.AddMinutes(-RunningMinutes);
        running = running > fromUtc ? running : fromUtc;
        var slots = new List<TodaySlot> { new(1, Whole(running), 90, running) };
        var later = Whole(nowUtc.AddMinutes(120));
        if (later.AddMinutes(70) < untilUtc)
        {
            slots.Add(new TodaySlot(2, later, 70));
        }

        return slots;
    }

    /// <summary>Another station: one class on each of the days, at half past nine, today only if that is still to come.</summary>
    public static TodaySlot? Elsewhere(DateTime nowUtc, DateOnly day)
    {
        var start = ShanghaiTime.ToUtc(day, new TimeOnly(9, 30));
        if (start > nowUtc)
        {
            return new TodaySlot(1, start, 70);
        }

        start = ShanghaiTime.ToUtc(day, new TimeOnly(15, 0));
        return start > nowUtc ? new TodaySlot(1, start, 70) : null;
    }

    /// <summary>Timetables are written in whole five minutes.</summary>
    private static DateTime Whole(DateTime utc) => new(utc.Ticks - (utc.Ticks % TimeSpan.FromMinutes(5).Ticks), DateTimeKind.Utc);
}
