using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Uploads;
using Training.Domain.Work;
using Training.Testing;

namespace Training.Domain.Tests.Uploads;

/// <summary>A recording by the plain form, which a browser without scripts sends in one stream.</summary>
public sealed class PlainFormTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Its_room_is_kept_while_it_comes_and_it_ends_as_a_lesson_with_the_senders_hash(DatabaseProvider on)
    {
        await using var bench = await UploadBench.MakeAsync(on);
        var clip = UploadBench.Clip(60_000);
        long kept = 0;
        var done = await bench.SendWholeAsync(new WatchedLine(clip, async () => kept = (await bench.DiskAsync()).ReservedBytes), announced: 60_400);

        Assert.Equal(60_400 + UploadRules.MadeOf(60_400), kept);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(clip)), done.Value!.Sha256);
        await using var db = bench.Database.Open();
        Assert.Equal(done.Value.Lesson, (await db.Lessons().SingleAsync()).Key);
        var taken = await db.Uploads().SingleAsync();
        Assert.Equal((UploadStatus.Finished, 60_000L), (taken.Status, taken.Bytes));

        // What encoding will make of it stays kept until the lesson's work has ended.
        Assert.Equal(90_000, (await bench.DiskAsync()).ReservedBytes);
        Assert.Empty(Directory.EnumerateFiles(bench.Folder.Uploads));
    }

    [Fact]
    public async Task Two_that_come_at_once_are_never_promised_the_same_room()
    {
        await using var bench = await UploadBench.MakeAsync();
        var clip = UploadBench.Clip(1000);
        bench.Disk.Free = new DiskLimits().KeepFreeBytes + 3_000_000_000;
        var second = default(Refusal);
        var first = await bench.SendWholeAsync(
            new WatchedLine(clip, async () => second = (await bench.SendWholeAsync(new MemoryStream(clip), announced: 1_000_000_000, name: "另一个.mp4")).Refusal), announced: 1_000_000_000);

        Assert.True(first.Ok);
        Assert.Contains("还差 2 GB", Assert.IsType<NoRoomForUpload>(second).Message, StringComparison.Ordinal);

        // No length announced is the longest that may come.
        Assert.IsType<NoRoomForUpload>((await bench.SendWholeAsync(new MemoryStream(clip), announced: MediaLimits.Default.FileBytes)).Refusal);
    }

    [Fact]
    public async Task Refused_broken_off_or_killed_its_room_is_free_again()
    {
        await using var bench = await UploadBench.MakeAsync();
        Assert.IsAssignableFrom<MediaRefusal>((await bench.SendWholeAsync(new MemoryStream("#EXTM3U\nhttp://elsewhere.example/a.ts"u8.ToArray()))).Refusal);
        await Assert.ThrowsAsync<IOException>(() => bench.SendWholeAsync(new BreakingLine(UploadBench.Clip(50_000), 20_000), announced: 50_000));
        Assert.Equal(0, (await bench.DiskAsync()).ReservedBytes);
        Assert.Empty(Directory.EnumerateFiles(bench.Folder.Uploads));

        // A killed process says nothing: the clock does.
        await using var db = bench.Database.Open();
        using (HistoryWatch.Arranging())
        {
            db.Uploads().Add(new Upload
            {
                Key = Guid.CreateVersion7(), CourseId = bench.Course.Id, AccountId = bench.Sender.AccountId!.Value, FileName = "断了.mp4", Bytes = 1000, MadeBytes = 1000,
                Status = UploadStatus.Streaming, StartedUtc = bench.Clock.UtcNow(), TouchedUtc = bench.Clock.UtcNow(), ExpiresUtc = bench.Clock.UtcNow() + UploadRules.LongestStream,
            });
            await db.SaveChangesAsync();
        }

        Assert.Equal(2000, (await bench.DiskAsync()).ReservedBytes);
        bench.Clock.Advance(UploadRules.LongestStream);
        Assert.Equal(1, (await bench.SweepAsync()).Expired);
        Assert.Equal(0, (await bench.DiskAsync()).ReservedBytes);
        Assert.False(await db.Lessons().AnyAsync());
    }

    [Fact]
    public async Task A_disk_that_runs_full_on_the_way_is_said_with_a_sentence()
    {
        await using var bench = await UploadBench.MakeAsync();
        var full = await bench.SendWholeAsync(new WatchedLine(UploadBench.Clip(50_000), () => throw new NoRoomException("full")));

        Assert.Contains("磁盘满了", Assert.IsType<UploadFoundNoRoom>(full.Refusal).Message, StringComparison.Ordinal);
        Assert.Equal(0, (await bench.DiskAsync()).ReservedBytes);
        await using var db = bench.Database.Open();
        Assert.Equal(UploadStatus.Cancelled, (await db.Uploads().SingleAsync()).Status);
    }

    [Fact]
    public async Task The_room_of_another_sound_is_kept_while_it_comes_and_not_for_what_cannot_be_taken()
    {
        await using var bench = await UploadBench.MakeAsync();
        await using var db = bench.Database.Open();
        var lesson = await Some.LessonAsync(db, bench.Course, row => row.DurationMs = 60_000);
        Assert.IsType<TrackNeedsLabel>((await bench.SendSoundAsync(lesson, new MemoryStream(UploadBench.Clip(1000)), label: " ")).Refusal);
        Assert.False(await db.Uploads().AnyAsync());

        long kept = 0;
        var added = await bench.SendSoundAsync(lesson, new WatchedLine(UploadBench.Clip(60_000), async () => kept = (await bench.DiskAsync()).ReservedBytes), announced: 60_400);
        Assert.Equal(added.Value, (await db.LessonSoundTracks().SingleAsync()).Key);
        Assert.Equal((60_400 + UploadRules.MadeOf(60_400), 0), (kept, (await bench.DiskAsync()).ReservedBytes));

        await Assert.ThrowsAsync<IOException>(() => bench.SendSoundAsync(lesson, new BreakingLine(UploadBench.Clip(50_000), 20_000), "范县话", announced: 50_000));
        Assert.IsAssignableFrom<MediaRefusal>((await bench.SendSoundAsync(lesson, new MemoryStream("#EXTM3U\nhttp://elsewhere.example/a.ts"u8.ToArray()), "范县话")).Refusal);
        Assert.Equal(0, (await bench.DiskAsync()).ReservedBytes);
        Assert.Equal([UploadStatus.Finished, UploadStatus.Cancelled, UploadStatus.Refused], await db.Uploads().OrderBy(u => u.Id).Select(u => u.Status).ToListAsync());

        bench.Disk.Free = 1000;
        Assert.IsType<NoRoomForUpload>((await bench.SendSoundAsync(lesson, new MemoryStream(UploadBench.Clip(1000)), "范县话")).Refusal);
    }

    [Fact]
    public async Task A_small_file_waits_less_than_a_large_one()
    {
        await using var bench = await UploadBench.MakeAsync();
        Assert.True((await bench.SendWholeAsync(new MemoryStream(UploadBench.Clip(50_000)))).Ok);
        await using var db = bench.Database.Open();
        Assert.Equal(0, (await db.WorkItems().SingleAsync()).Priority);
        Assert.True(LessonWork.PriorityOf(90_000_000) > LessonWork.PriorityOf(900_000_000));

        // On one scale with the minutes of a lesson that was looked at: four minutes of a telephone's film.
        Assert.Equal(LessonWork.PriorityOf(TimeSpan.FromMinutes(4)), LessonWork.PriorityOf(240_000_000));
        Assert.Equal(LessonWork.PriorityOf(TimeSpan.MaxValue), LessonWork.PriorityOf(long.MaxValue));
    }
}
