using System.Net;
using System.Security.Cryptography;
using System.Text;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

/// <summary>Files of lessons as browsers ask for them, and the kits that villages take away.</summary>
public sealed class LessonFilesTests : IAsyncLifetime
{
    private const string Master = "#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"audio\",NAME=\"原声\",LANGUAGE=\"zh\",DEFAULT=YES,AUTOSELECT=YES,URI=\"audio/index.m3u8\"\n";

    private TestSite site = null!;
    private Lesson lesson = null!;
    private LessonSoundTrack track = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync();
        await using var db = site.Open();
        lesson = await Some.LessonAsync(db, await Some.CourseAsync(db, await Some.TrainerAsync(db)), row => row.PublishedFolder = $"{row.Key:N}/second");
        track = new LessonSoundTrack
        {
            Key = Guid.CreateVersion7(), LessonId = lesson.Id, RegionCode = lesson.RegionCode, Label = "濮阳话", StoredFileId = lesson.StoredFileId, SourceName = "方言.m4a",
            Status = LessonStatus.Published, PublishedFolder = $"{lesson.Key:N}/dialect", AddedUtc = new DateTime(2026, 2, 20, 2, 0, 0, DateTimeKind.Utc),
        };
        using var arranging = HistoryWatch.Arranging();
        db.LessonSoundTracks().Add(track);
        await db.SaveChangesAsync();
        foreach (var (folder, file) in new[] { ("first", "240p/index.m3u8"), ("second", "240p/index.m3u8"), ("second", "master.m3u8"), ("second", "story-1.jpg"), ("dialect", "track/index.m3u8") })
        {
            var path = Path.Combine(site.Folder.Media, lesson.Key.ToString("N"), folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, file == "master.m3u8" ? Master : folder);
        }
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task Who_began_with_an_earlier_publication_goes_on_with_it()
    {
        using var visitor = site.Visitor();
        Assert.Equal("second", await visitor.Http.GetStringAsync(Address("second", "240p/index.m3u8")));
        Assert.Equal("first", await visitor.Http.GetStringAsync(Address("first", "240p/index.m3u8")));
        Assert.Equal("second", await visitor.Http.GetStringAsync(Address("second", "story-1.jpg")));
        foreach (var wrong in (string[])[Address("third", "240p/index.m3u8"), Address("second", "../first/240p/index.m3u8"), Address("second", "candidate-1.jpg")])
        {
            using var answer = await visitor.Http.GetAsync(wrong);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    /// <summary>Half a kilobyte beside each of them stands before a lesson's first picture; browsers ask it of documents and workers alone.</summary>
    [Fact]
    public async Task What_stands_within_a_page_carries_no_headers_of_a_page()
    {
        using var visitor = site.Visitor();
        var page = await visitor.PageAsync("/courses");
        foreach (var part in (string[])[Address("second", "story-1.jpg"), page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!])
        {
            using var answer = await visitor.Http.GetAsync(part);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.False(answer.Headers.Contains("Content-Security-Policy") || answer.Headers.Contains("Permissions-Policy"), part);
        }

        foreach (var whole in (string[])["/courses", "/sw.js", "/dist/favicon.svg"])
        {
            using var answer = await visitor.Http.GetAsync(whole);
            Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_sound_in_dialect_stands_in_the_playlist_when_the_page_asks_for_it()
    {
        using var visitor = site.Visitor();
        Assert.Equal(Master, await visitor.Http.GetStringAsync(Address("second", "master.m3u8")));
        var playlist = await visitor.Http.GetStringAsync($"{Address("second", "master.m3u8")}?t={track.Key}&t={Guid.NewGuid()}&t=x");
        Assert.Contains($"NAME=\"濮阳话\",LANGUAGE=\"zh\",DEFAULT=NO,AUTOSELECT=NO,URI=\"{Address("dialect", "track/index.m3u8")}\"", playlist, StringComparison.Ordinal);
        Assert.Equal("dialect", await visitor.Http.GetStringAsync(Address("dialect", "track/index.m3u8")));
    }

    [Fact]
    public async Task A_kit_is_asked_for_and_the_page_says_that_it_is_being_made()
    {
        using var worker = await site.SignedInAsync(Roles.SocialWorker);
        using var asked = await worker.SendAsync(await worker.PageAsync("/kits"), "table form");
        Assert.Equal("/kits", asked.Headers.Location!.ToString());
        var page = await worker.PageAsync("/kits");
        Assert.Contains("开始做了", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("排队等着做", page.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("table form"));
        Assert.Contains("没有名字里有“不存在”的课", (await worker.PageAsync("/kits?search=不存在")).Body!.TextContent, StringComparison.Ordinal);
    }

    private string Address(string folder, string file) =>
        $"/media/{lesson.Key:D}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{lesson.Key:N}/{folder}")).AsSpan(0, 6))}/{file}";
}
