using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Uploads;
using Training.Testing;

namespace Training.Domain.Tests.Uploads;

public sealed class UploadTests
{
    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    [Theory, OnSqlite, OnPostgres]
    public async Task Pieces_become_a_lesson_whose_file_is_the_senders(DatabaseProvider on)
    {
        await using var bench = await UploadBench.MakeAsync(on);
        var clip = UploadBench.Clip(300_000);
        var key = (await bench.StartAsync(clip.Length)).Value!.Key;

        Assert.Equal(100_000, (await bench.SendAsync(key, 0, clip[..100_000])).Value!.Offset);
        Assert.True((await bench.FinishAsync(key, Sha256(clip))).Value is { Lesson: null });
        Assert.True((await bench.SendAsync(key, 100_000, clip[100_000..])).Value!.IsWhole);
        var finished = (await bench.FinishAsync(key)).Value!;

        Assert.Equal(Sha256(clip), finished.Sha256);
        Assert.Equal(clip, await File.ReadAllBytesAsync(bench.Files.PathOf(Sha256(clip))));
        Assert.False(bench.Partials.Exists(key));
        Assert.Equal(finished.Lesson, (await bench.FinishAsync(key, Sha256(clip))).Value!.Lesson);
        await using var db = bench.Database.Open();
        var lesson = await db.Lessons().SingleAsync();
        Assert.Equal(("翻身", "翻身.mp4"), (lesson.Title, lesson.SourceName));
        Assert.Equal(LessonWork.Kind, (await db.Set<Domain.Work.WorkItem>().SingleAsync()).Kind);
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Fact]
    public async Task What_came_before_the_line_broke_is_kept_and_with_a_checksum_only_whole_pieces_are()
    {
        await using var bench = await UploadBench.MakeAsync();
        var clip = UploadBench.Clip(300_000);
        var key = (await bench.StartAsync(clip.Length)).Value!.Key;

        await bench.SendAsync(key, 0, [], line: new BreakingLine(clip, 70_000));
        Assert.Equal(70_000, (await bench.FindAsync(key)).Value!.Offset);

        var sum = new PieceChecksum(HashAlgorithmName.SHA256, SHA256.HashData(clip[70_000..200_000]));
        Assert.IsType<PieceDamaged>((await bench.SendAsync(key, 70_000, [], sum, new BreakingLine(clip[70_000..], 50_000))).Refusal);
        Assert.IsType<PieceDamaged>((await bench.SendAsync(key, 70_000, clip[70_001..200_001], sum)).Refusal);
        Assert.Equal(70_000, (await bench.FindAsync(key)).Value!.Offset);
        Assert.Equal(200_000, (await bench.SendAsync(key, 70_000, clip[70_000..200_000], sum)).Value!.Offset);
    }

    [Theory]
    [InlineData(150_000, 100_000)]
    [InlineData(40_000, 40_000)]
    public async Task After_a_crash_the_offset_is_what_lies_on_the_disk_and_no_more_than_the_row_says(int onDisk, int offset)
    {
        await using var bench = await UploadBench.MakeAsync();
        var clip = UploadBench.Clip(300_000);
        var key = (await bench.StartAsync(clip.Length)).Value!.Key;
        await bench.SendAsync(key, 0, clip[..100_000]);

        // Torn: bytes whose row was never written, or that the disk lost.
        await using (var file = new FileStream(bench.Partials.PathOf(key), FileMode.Open))
        {
            file.SetLength(onDisk);
        }

        Assert.Equal(offset, (await bench.FindAsync(key)).Value!.Offset);
        Assert.Equal(offset, Assert.IsType<PieceOutOfPlace>((await bench.SendAsync(key, 120_000, clip[120_000..])).Refusal).Offset);
        Assert.True((await bench.SendAsync(key, offset, clip[offset..])).Value!.IsWhole);
        Assert.Equal(Sha256(clip), (await bench.FinishAsync(key, Sha256(clip))).Value!.Sha256);
    }

    [Fact]
    public async Task Killed_between_the_store_and_the_lesson_the_sweep_makes_the_lesson()
    {
        await using var bench = await UploadBench.MakeAsync();
        var clip = UploadBench.Clip(50_000);
        var key = (await bench.StartAsync(clip.Length, metadata: UploadBench.Metadata(
            ("course", bench.Course.Key.ToString()), ("filename", "a.mp4"), ("sha256", Sha256(clip).ToUpperInvariant())))).Value!.Key;
        await bench.SendAsync(key, 0, clip);
        bench.Files.Take(bench.Partials.PathOf(key), Sha256(clip));

        Assert.Equal(clip.Length, (await bench.FindAsync(key)).Value!.Offset);
        Assert.Equal(1, (await bench.SweepAsync()).Finished);
        Assert.True((await bench.SweepAsync()).Nothing);
        Assert.NotNull((await bench.FinishAsync(key)).Value!.Lesson);
    }

    [Fact]
    public async Task Two_lines_never_write_one_upload()
    {
        await using var bench = await UploadBench.MakeAsync();
        var clip = UploadBench.Clip(50_000);
        var key = (await bench.StartAsync(clip.Length)).Value!.Key;
        await using (bench.Partials.TryOpen(key))
        {
            Assert.IsType<UploadIsBusy>((await bench.SendAsync(key, 0, clip)).Refusal);
            Assert.IsType<UploadIsBusy>((await bench.CancelAsync(key)).Refusal);
        }

        Assert.True((await bench.SendAsync(key, 0, clip)).Ok);
    }

    [Fact]
    public async Task What_differs_from_the_senders_is_refused_and_nothing_of_it_is_kept()
    {
        await using var bench = await UploadBench.MakeAsync();
        var clip = UploadBench.Clip(50_000);
        var key = (await bench.StartAsync(clip.Length)).Value!.Key;
        await bench.SendAsync(key, 0, clip);

        Assert.IsType<UploadDiffers>((await bench.FinishAsync(key, Sha256([1]))).Refusal);
        Assert.IsType<UploadIsGone>((await bench.FinishAsync(key, Sha256(clip))).Refusal);
        Assert.IsType<UploadUnreadable>((await bench.FinishAsync(key, "nothing")).Refusal);
        Assert.Empty(Directory.EnumerateFiles(bench.Folder.Root, "*", SearchOption.AllDirectories));
        await using var db = bench.Database.Open();
        Assert.Equal(0, await db.Lessons().CountAsync() + await db.StoredFiles().CountAsync());
    }

    [Fact]
    public async Task No_recording_is_told_with_its_first_piece()
    {
        await using var bench = await UploadBench.MakeAsync();
        var page = "<!doctype html><html></html>"u8.ToArray();
        var key = (await bench.StartAsync(page.Length)).Value!.Key;

        Assert.IsType<WebPageFile>((await bench.SendAsync(key, 0, page)).Refusal);
        Assert.Contains("网页", Assert.IsType<UploadIsGone>((await bench.FindAsync(key)).Refusal).Message, StringComparison.Ordinal);
        Assert.False(bench.Partials.Exists(key));
    }

    [Fact]
    public async Task Nobody_else_finds_it_and_more_than_announced_is_not_taken()
    {
        await using var bench = await UploadBench.MakeAsync();
        var clip = UploadBench.Clip(50_000);
        var key = (await bench.StartAsync(40_000)).Value!.Key;
        var other = new Actor(bench.Sender.AccountId + 1);
        Assert.IsType<NotFound>((await bench.FindAsync(key, other)).Refusal);
        Assert.IsType<NotFound>((await bench.SendAsync(key, 0, clip, actor: other)).Refusal);
        Assert.IsType<NotFound>((await bench.FinishAsync(key, Sha256(clip), other)).Refusal);
        Assert.IsType<NotFound>((await bench.CancelAsync(key, other)).Refusal);
        Assert.IsType<MoreThanAnnounced>((await bench.SendAsync(key, 0, clip)).Refusal);
        Assert.IsType<MoreThanAnnounced>((await bench.SendAsync(key, 0, clip, line: new MemoryStream(clip))).Refusal);
        Assert.Equal(0, (await bench.FindAsync(key)).Value!.Offset);
    }

    [Fact]
    public async Task Cancelled_or_left_alone_its_room_is_free_again_and_its_bytes_are_gone()
    {
        await using var bench = await UploadBench.MakeAsync();
        var clip = UploadBench.Clip(50_000);
        var (cancelled, left) = ((await bench.StartAsync(60_000, "a.mp4")).Value!.Key, (await bench.StartAsync(60_000, "b.mp4")).Value!.Key);
        await bench.SendAsync(cancelled, 0, clip);
        await bench.SendAsync(left, 0, clip);
        Assert.Equal(2 * (10_000 + 90_000), (await bench.DiskAsync()).ReservedBytes);

        Assert.True((await bench.CancelAsync(cancelled)).Ok);
        bench.Clock.Advance(UploadRules.KeptFor);
        Assert.IsType<UploadIsGone>((await bench.SendAsync(left, 50_000, clip[..10_000])).Refusal);
        var swept = await bench.SweepAsync();

        Assert.Equal((1, 1, 50_000), (swept.Expired, swept.Files, swept.FreedBytes));
        Assert.True((await bench.SweepAsync()).Nothing);
        Assert.Equal(0, (await bench.DiskAsync()).ReservedBytes);
        Assert.Empty(Directory.EnumerateFiles(bench.Folder.Uploads));
        Assert.IsType<UploadIsGone>((await bench.FindAsync(left)).Refusal);
    }

    [Fact]
    public async Task The_same_file_opens_no_second_upload()
    {
        await using var bench = await UploadBench.MakeAsync();
        var first = (await bench.StartAsync(60_000)).Value!;
        await bench.SendAsync(first.Key, 0, UploadBench.Clip(50_000));
        Assert.Equal((first.Key, 50_000), ((await bench.StartAsync(60_000)).Value!.Key, (await bench.StartAsync(60_000)).Value!.Offset));
        Assert.NotEqual(first.Key, (await bench.StartAsync(60_001)).Value!.Key);
    }

    [Theory]
    [InlineData("course", "filename %%%")]
    [InlineData("course", "filename ////")]
    [InlineData("course", "filename,filename")]
    [InlineData("course", "")]
    [InlineData("course", "filename YQ==,sha256 YQ==")]
    [InlineData("course", "filename YQ== YQ==")]
    [InlineData("course", "file\tname YQ==")]
    public async Task Hostile_words_about_a_file_are_refused_with_a_sentence(string name, string rest)
    {
        await using var bench = await UploadBench.MakeAsync();
        var refused = await bench.StartAsync(1000, metadata: $"{UploadBench.Metadata((name, bench.Course.Key.ToString()))},{rest}");
        Assert.IsType<UploadUnreadable>(refused.Refusal);
        Assert.NotEmpty(refused.Refusal.Message);
    }

    [Fact]
    public async Task Lengths_and_names_have_limits()
    {
        await using var bench = await UploadBench.MakeAsync();
        Assert.IsType<EmptyFile>((await bench.StartAsync(0)).Refusal);
        Assert.IsType<UploadUnreadable>((await bench.StartAsync(-1)).Refusal);
        Assert.IsType<FileTooLarge>((await bench.StartAsync(MediaLimits.Default.FileBytes + 1)).Refusal);
        Assert.IsType<UploadNameTooLong>((await bench.StartAsync(1, new string('长', 256))).Refusal);
        Assert.IsType<UploadUnreadable>((await bench.StartAsync(1, metadata: new string('a', 5000))).Refusal);
        Assert.IsType<NotFound>((await bench.StartAsync(1, metadata: UploadBench.Metadata(("course", Guid.NewGuid().ToString()), ("filename", "a.mp4")))).Refusal);
        await using var db = bench.Database.Open();
        Assert.False(await db.Uploads().AnyAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Uploads_that_begin_at_once_are_never_promised_the_same_room(DatabaseProvider on)
    {
        await using var bench = await UploadBench.MakeAsync(on);
        const long bytes = 1_000_000_000;
        // Itself, as much again for the renditions, and half of it for the plain files.
        const long each = 2_500_000_000;
        bench.Disk.Free = new DiskLimits().KeepFreeBytes + (3 * each) + 1;

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => bench.StartAsync(bytes, $"{n}.mp4"))));

        Assert.Equal(3, answers.Count(a => a.Ok));
        Assert.All(answers.Where(a => !a.Ok), a => Assert.Contains("还差 2.5 GB", Assert.IsType<NoRoomForUpload>(a.Refusal).Message, StringComparison.Ordinal));
        Assert.Equal(3 * each, (await bench.DiskAsync()).ReservedBytes);
    }

    [Fact]
    public async Task A_full_disk_is_a_state_from_which_the_upload_goes_on_by_itself()
    {
        await using var bench = await UploadBench.MakeAsync();
        var clip = UploadBench.Clip(60_000);
        var key = (await bench.StartAsync(clip.Length)).Value!.Key;
        await bench.SendAsync(key, 0, clip[..20_000]);
        bench.Disk.Free = 1000;

        Assert.IsType<UploadWaitsForRoom>((await bench.SendAsync(key, 20_000, clip[20_000..])).Refusal);
        Assert.Equal(DiskState.Full, (await bench.DiskAsync()).State);
        Assert.Contains("自己接着", (await bench.DiskAsync()).Sentence, StringComparison.Ordinal);

        bench.Disk.Free = 2L << 30;
        Assert.Equal(DiskState.Low, (await bench.DiskAsync()).State);
        Assert.True((await bench.SendAsync(key, 20_000, clip[20_000..])).Value!.IsWhole);
        Assert.Equal(Sha256(clip), (await bench.FinishAsync(key, Sha256(clip))).Value!.Sha256);
        bench.Disk.Free = 100L << 30;
        Assert.Equal((DiskState.Ample, 90_000, null), ((await bench.DiskAsync()).State, (int)(await bench.DiskAsync()).ReservedBytes, (await bench.DiskAsync()).Sentence));
    }
}
