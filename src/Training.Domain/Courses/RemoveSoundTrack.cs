using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Courses;

/// <summary>Takes another sound from the desk copy of a lesson; versions that were sent keep it.</summary>
public sealed class RemoveSoundTrack(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(OwnLesson which, Guid key, CancellationToken ct = default)
    {
        if (await OwnCourses.LessonAsync(db, which.CourseKey, which.LessonKey, which.TrainerId, ct) is not var (course, lesson)
            || await db.LessonSoundTracks().SingleOrDefaultAsync(t => t.Key == key && t.LessonId == lesson.Id && t.RemovedUtc == null, ct) is not { } track)
        {
            return new NotFound("这段声音");
        }

        track.RemovedUtc = clock.UtcNow();
        await AuditTrail.AppendAsync(db, course.AuditStream(), which.Actor, nameof(RemoveSoundTrack), track.RemovedUtc.Value, new { lesson = lesson.Key, track = track.Key, track.Label }, ct: ct);
        return await CourseSaving.SaveAsync(db, ct);
    }
}
