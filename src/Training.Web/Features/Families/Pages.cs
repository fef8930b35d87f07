using Training.Domain.Courses;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Web.Features.Families;

/// <param name="Notices">How many public notices take objections now.</param>
public sealed record HomePage(DateOnly Today, Region? Place, TimetableEntry? Next, int Notices);

public sealed record TimetablePage(DateOnly Today, DateOnly From, Region? Place, string? Words, Timetable Found)
{
    public IEnumerable<IGrouping<DateOnly, TimetableEntry>> Days => Found.Entries.GroupBy(entry => ShanghaiTime.DateOf(entry.StartUtc));

    /// <summary>Where the next page begins: at the last day shown, since it may not be whole.</summary>
    public DateOnly Further => Found.More ? ShanghaiTime.DateOf(Found.Entries[^1].StartUtc) : From.AddDays(14);
}

public sealed record LessonPage(CourseDetail Course, LessonLine Lesson)
{
    public LessonLine? Next => Course.Lessons.SkipWhile(line => line.Key != Lesson.Key).Skip(1).FirstOrDefault();
}
