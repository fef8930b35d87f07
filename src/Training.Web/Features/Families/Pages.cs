using System.Globalization;
using Training.Domain.Courses;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Sessions.Bookings;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Families;

/// <param name="Notices">How many public notices take objections now.</param>
/// <param name="Booked">The next class of the signed-in family; it stands where a visitor sees what is on near by.</param>
/// <param name="WithName">More than one person lives there.</param>
/// <param name="Left">The lesson to go on with.</param>
public sealed record HomePage(DateOnly Today, Region? Place, TimetableEntry? Next, int Notices, FamilyBooking? Booked, bool WithName, LessonLeft? Left);

/// <param name="Mine">The family's bookings by class; empty for a visitor.</param>
public sealed record TimetablePage(
    DateOnly Today, DateOnly From, Region? Place, string? Words, Timetable Found, IReadOnlyDictionary<Guid, SeatsOfClass> Seats, ILookup<Guid, FamilyBooking> Mine, bool WithName)
{
    public IEnumerable<IGrouping<DateOnly, TimetableEntry>> Days => Found.Entries.GroupBy(entry => ShanghaiTime.DateOf(entry.StartUtc));

    /// <summary>Where the next page begins: at the last day shown, since it may not be whole.</summary>
    public DateOnly Further => Found.More ? ShanghaiTime.DateOf(Found.Entries[^1].StartUtc) : From.AddDays(14);
}

/// <param name="Left">Where the signed-in family stopped, in milliseconds; null for a visitor, whose own browser knows it.</param>
/// <param name="At">The second that was asked for: a part of the lesson.</param>
public sealed record LessonPage(CourseDetail Course, LessonLine Lesson, LessonSources Files, LessonContent Content, long? Left, long? At)
{
    private static readonly string[] Numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

    public LessonLine? Next => Course.Lessons.SkipWhile(line => line.Key != Lesson.Key).Skip(1).FirstOrDefault();

    public static string Number(int index) => index < Numbers.Length ? Numbers[index] : (index + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>2:35.</summary>
    public static string Clock(long ms) => $"{(int)TimeSpan.FromMilliseconds(ms).TotalMinutes}:{TimeSpan.FromMilliseconds(ms).Seconds:00}";
}
