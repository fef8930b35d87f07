namespace Training.Domain.Trainers;

public enum DayPart
{
    /// <summary>上午</summary>
    Morning,

    /// <summary>下午</summary>
    Afternoon,

    /// <summary>晚上</summary>
    Evening,
}

/// <summary>Parts of the week in which somebody has time, seven days of three parts, kept as one number: bit 3 × day + part, Monday first.</summary>
public static class FreeTimes
{
    public const int Slots = 21;

    /// <summary>Monday first, as people write a week.</summary>
    public static readonly IReadOnlyList<DayOfWeek> Week =
    [
        DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday,
    ];

    public static int Slot(DayOfWeek day, DayPart part) => (((int)day + 6) % 7 * 3) + (int)part;

    /// <summary>The number for a list of slots; slots that do not exist are left out.</summary>
    public static int Of(IEnumerable<int> slots) => slots.Where(slot => slot is >= 0 and < Slots).Aggregate(0, (set, slot) => set | (1 << slot));

    public static bool Holds(int? times, int slot) => times is { } set && (set & (1 << slot)) != 0;

    /// <summary>Whether an hour of the clock lies in a free part; true while nobody has said.</summary>
    public static bool Allow(int? times, DateOnly day, TimeOnly time) =>
        times is null || Holds(times, Slot(day.DayOfWeek, time.Hour < 12 ? DayPart.Morning : time.Hour < 18 ? DayPart.Afternoon : DayPart.Evening));
}
