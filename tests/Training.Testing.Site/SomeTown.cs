using Training.Domain.Courses;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Testing.Site;

/// <summary>A small believable place for pages: two stations, a teacher, three coming classes, three courses.</summary>
public sealed class SomeTown
{
    public required Station DayCare { get; init; }

    public required Station HappinessHome { get; init; }

    public required Trainer Teacher { get; init; }

    public required IReadOnlyList<Session> Sessions { get; init; }

    /// <summary>Two lessons with pictures.</summary>
    public required Course Turning { get; init; }

    public required IReadOnlyList<Lesson> TurningLessons { get; init; }

    public static async Task<SomeTown> FillAsync(TrainingDbContext db, DateOnly today)
    {
        var dayCare = await Some.StationAsync(db, with: s => (s.Name, s.Address) = ("滨河社区日间照料中心", "滨河路 12 号"));
        var home = await Some.StationAsync(
            db, Places.HualongCommunity, s => (s.Name, s.Kind) = ("岳村集村农村幸福院", StationKind.VillageHappinessHome));
        var teacher = await Some.TrainerAsync(db, name: "孙玉梅", with: t => t.Title = "清丰县护理员");
        Session[] sessions =
        [
            await Some.SessionAsync(db, dayCare, today.AddDays(2), teacher, s => s.Title = "卧床老人翻身和擦身"),
            await Some.SessionAsync(db, home, today.AddDays(4), teacher, s => s.Title = "噎住了怎么办"),
            await Some.SessionAsync(db, dayCare, today.AddDays(4), teacher, s => (s.Title, s.PlannedStartUtc, s.PlannedEndUtc) =
                ("冬天老人怎么吃", s.PlannedStartUtc.AddHours(6), s.PlannedEndUtc.AddHours(5.5))),
        ];
        var turning = await Some.CourseAsync(db, teacher, with: c => (c.Title, c.Summary) = ("卧床老人怎样翻身", "一个人也能做到，老人不疼，自己不闪腰。"));
        Lesson[] lessons =
        [
            await Some.LessonAsync(db, turning, l => (l.Title, l.DurationMs) = ("先跟老人说一声", 70_000)),
            await Some.LessonAsync(db, turning, l => (l.Title, l.DurationMs, l.Ordinal) = ("一手扶肩，一手扶胯", 105_000, 2)),
        ];
        var sound = await Some.CourseAsync(db, teacher, with: c => (c.Title, c.TopicCode, c.Summary) = ("老人记性不好，怎么陪", "course-dementia", null));
        await Some.LessonAsync(db, sound, l => l.DurationMs = 468_000);
        var draft = await Some.CourseAsync(db, teacher, with: c => (c.Title, c.Status) = ("还没写完的课", CourseStatus.Draft));
        await Some.LessonAsync(db, draft);
        foreach (var lesson in lessons)
        {
            db.Renditions().Add(new Rendition { LessonId = lesson.Id, Name = "240p", Width = 426, Height = 240, Bitrate = 400_000, DurationMs = lesson.DurationMs!.Value });
        }

        await db.SaveChangesAsync();
        return new SomeTown { DayCare = dayCare, HappinessHome = home, Teacher = teacher, Sessions = sessions, Turning = turning, TurningLessons = lessons };
    }
}
