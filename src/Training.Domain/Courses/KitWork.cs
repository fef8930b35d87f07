using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Trainers;
using Training.Domain.Work;

namespace Training.Domain.Courses;

public sealed record KitIsBeingMade() : Refusal("这一课的播放包正在做，做好了这里就能下载。");

/// <summary>One lesson that families can see, and its kit.</summary>
/// <param name="IsStale">The lesson was published anew since.</param>
public sealed record KitLine(
    Guid Lesson, string Course, string Title, string Trainer, long DurationMs, string? Archive, long Bytes, int Pieces, bool IsStale, string? Refusal, WorkItem? Work)
{
    public bool IsBeingMade => Work is { } work && WorkRules.IsOpen(work.Status);
}

/// <param name="Folder">The published folder of the lesson.</param>
public sealed record KitSource(
    long KitId, Guid LessonKey, string Course, string Title, string Trainer, string Folder, TimeSpan Duration, IReadOnlyList<Rendition> Renditions, string? Archive);

/// <summary>
/// 大喇叭、电视播放包: asked for by whoever serves a village, made by the queue, downloaded by all of them. Only of lessons that families can
/// see, which are public; so the scope is stepped past on purpose.
/// </summary>
public sealed class KitWork(TrainingDbContext db, WorkQueue queue, TimeProvider clock)
{
    /// <summary>Its subject is the <see cref="LessonKit"/>.</summary>
    public const string Kind = "village-kit";

    public async Task<IReadOnlyList<KitLine>> ListAsync(CancellationToken ct = default)
    {
        var rows = await (
            from lesson in Public()
            join course in db.Courses().IgnoreQueryFilters() on lesson.CourseId equals course.Id
            join trainer in db.Trainers() on course.TrainerId equals trainer.Id
            orderby course.PublishedUtc descending, course.Id, lesson.Ordinal
            select new { Lesson = lesson, Course = course.Title, Trainer = trainer.Name }).ToListAsync(ct);
        var kits = await db.LessonKits().IgnoreQueryFilters().AsNoTracking().ToDictionaryAsync(kit => kit.LessonId, ct);
        var ids = kits.Values.Select(kit => kit.Id).ToList();
        var work = (await db.WorkItems().AsNoTracking().Where(item => item.Kind == Kind && ids.Contains(item.SubjectId)).OrderBy(item => item.Id).ToListAsync(ct))
            .ToLookup(item => item.SubjectId);
        return
        [
            .. from row in rows
               let kit = kits.GetValueOrDefault(row.Lesson.Id)
               let last = kit is null ? null : work[kit.Id].LastOrDefault()
               select new KitLine(
                   row.Lesson.Key, row.Course, row.Lesson.Title, row.Trainer, row.Lesson.DurationMs ?? 0, kit?.Archive, kit?.Bytes ?? 0, kit?.Pieces ?? 0,
                   kit?.Archive is not null && kit.SourceFolder != row.Lesson.PublishedFolder, kit?.Refusal ?? (last?.Status == WorkStatus.Failed ? last.Error : null), last),
        ];
    }

    public async Task<Result<Done>> RequestAsync(Guid lessonKey, Actor actor, CancellationToken ct = default)
    {
        var lesson = await Public().SingleOrDefaultAsync(row => row.Key == lessonKey, ct);
        if (lesson is null)
        {
            return new NotFound("这一课");
        }

        var kit = await db.LessonKits().IgnoreQueryFilters().SingleOrDefaultAsync(row => row.LessonId == lesson.Id, ct);
        if (kit is not null && await WorkQueue.LatestAsync(db, Kind, kit.Id, ct) is { } last && WorkRules.IsOpen(last.Status))
        {
            return new KitIsBeingMade();
        }

        // The work item needs the kit's number, so both are written in one transaction of two saves.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (kit is null)
        {
            kit = new LessonKit { LessonId = lesson.Id, RegionCode = lesson.RegionCode };
            db.LessonKits().Add(kit);
        }

        (kit.RequestedUtc, kit.RequestedById, kit.Refusal) = (clock.UtcNow(), actor.AccountId, null);
        await AppendAsync(lesson, actor, nameof(RequestAsync), ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsClash())
        {
            // Somebody else asked in the same instant.
            return new ChangedMeanwhile();
        }

        queue.Enqueue(db, Kind, kit.Id, $"播放包：{lesson.Title}", priority: -1);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return default(Done);
    }

    /// <summary>Null when the lesson is no longer to be seen.</summary>
    public async Task<KitSource?> BeginAsync(long kitId, CancellationToken ct = default)
    {
        var found = await (
            from kit in db.LessonKits()
            join lesson in Public() on kit.LessonId equals lesson.Id
            join course in db.Courses() on lesson.CourseId equals course.Id
            join trainer in db.Trainers() on course.TrainerId equals trainer.Id
            where kit.Id == kitId
            select new { Kit = kit, Lesson = lesson, Course = course.Title, Trainer = trainer.Name }).AsNoTracking().SingleOrDefaultAsync(ct);
        return found is null
            ? null
            : new KitSource(
                kitId, found.Lesson.Key, found.Course, found.Lesson.Title, found.Trainer, found.Lesson.PublishedFolder!, TimeSpan.FromMilliseconds(found.Lesson.DurationMs ?? 0),
                await db.Renditions().AsNoTracking().Where(row => row.LessonId == found.Lesson.Id && row.BrokenUtc == null).OrderBy(row => row.Height).ToListAsync(ct),
                found.Kit.Archive);
    }

    public async Task FinishAsync(KitSource source, string archive, long bytes, int pieces, CancellationToken ct = default)
    {
        var kit = await db.LessonKits().SingleAsync(row => row.Id == source.KitId, ct);
        (kit.SourceFolder, kit.Archive, kit.Bytes, kit.Pieces, kit.ReadyUtc, kit.Refusal) = (source.Folder, archive, bytes, pieces, clock.UtcNow(), null);
        await AppendAsync(await db.Lessons().SingleAsync(row => row.Id == kit.LessonId, ct), Actor.Job, nameof(FinishAsync), ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The file of a lesson's kit below media/, and what to call it; null while there is none or nobody may see the lesson any more.</summary>
    public async Task<(string Archive, string Title)?> FileAsync(Guid lessonKey, CancellationToken ct = default) => await (
        from lesson in Public()
        join kit in db.LessonKits().IgnoreQueryFilters() on lesson.Id equals kit.LessonId
        where lesson.Key == lessonKey && kit.Archive != null
        select new { kit.Archive, lesson.Title }).SingleOrDefaultAsync(ct) is { } found ? (found.Archive!, found.Title) : null;

    private IQueryable<Lesson> Public() => PlayableLessons.OfFamilies(db).Select(shown => shown.Lesson);

    private async Task AppendAsync(Lesson lesson, Actor actor, string process, CancellationToken ct)
    {
        var course = await db.Courses().IgnoreQueryFilters().SingleAsync(row => row.Id == lesson.CourseId, ct);
        await AuditTrail.AppendAsync(db, course.AuditStream(), actor, $"{nameof(KitWork)}.{process}", clock.UtcNow(), after: new { lesson = lesson.Key }, ct: ct);
    }
}
