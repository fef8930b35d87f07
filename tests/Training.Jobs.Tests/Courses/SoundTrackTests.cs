using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Tests.Media;
using Training.Jobs.Tests.Work;
using Training.Testing;

namespace Training.Jobs.Tests.Courses;

/// <summary>A lesson as somebody of the place speaks it.</summary>
public sealed class SoundTrackTests : IDisposable
{
    private readonly DataFolder folder = new(Directory.CreateTempSubdirectory("training-tracks-").FullName);

    public void Dispose() => Directory.Delete(folder.Root, recursive: true);

    [Fact]
    public async Task A_sound_of_the_lessons_length_plays_beside_it_and_another_length_is_refused_with_a_sentence()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var trainer = await Some.TrainerAsync(db);
        var course = await Some.CourseAsync(db, trainer);
        var lesson = await Some.LessonAsync(db, course, row => row.DurationMs = 37_000);
        var longer = await Some.LessonAsync(db, course, row => row.DurationMs = 300_000);
        var (fitting, refused) = (await AddAsync(lesson), await AddAsync(longer));
        await using var jobs = await RunningJobs.StartAsync(database, services => services.AddSingleton(Bench.Quick), data: folder.Root);

        await database.ItemWhenAsync(1, WorkStatus.Succeeded);
        var track = await db.LessonSoundTracks().AsNoTracking().SingleAsync(t => t.Key == fitting);
        Assert.Equal(LessonStatus.Published, track.Status);
        Assert.InRange(track.DurationMs!.Value, 36_500, 37_500);
        Assert.True(File.Exists(Path.Combine(folder.Media, track.PublishedFolder!, "track", "index.m3u8")));

        await database.ItemWhenAsync(2, WorkStatus.Refused);
        track = await db.LessonSoundTracks().AsNoTracking().SingleAsync(t => t.Key == refused);
        Assert.Equal((LessonStatus.Refused, null), (track.Status, track.PublishedFolder));
        Assert.Contains("差得太多，对不上画面", track.Refusal, StringComparison.Ordinal);

        async Task<Guid> AddAsync(Lesson to)
        {
            await using var content = File.OpenRead(Path.Combine(Recordings.Root, "media-samples", "turn-over.mp4"));
            var add = new AddSoundTrack(db, new FolderFileStore(folder), new WorkQueue(new WorkSignal(), TimeProvider.System), TimeProvider.System);
            var added = await add.RunAsync(new()
            {
                Lesson = new OwnLesson(new Actor(null), course.Key, to.Key, trainer.Id), Label = "濮阳话", SourceName = "濮阳话.mp4", Content = content,
            });
            Assert.True(added.Ok, added.Refusal?.Message);
            return added.Value;
        }
    }
}
