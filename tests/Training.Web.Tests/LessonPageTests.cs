using System.Net;
using Training.Domain.Courses;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

/// <summary>A lesson's page as a phone with scripts off gets it.</summary>
public sealed class LessonPageTests : IAsyncLifetime
{
    private TestSite site = null!;
    private TestClient visitor = null!;
    private Course course = null!;
    private Lesson lesson = null!;

    private string Path => $"/courses/{course.Key}/{lesson.Key}";

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(clock: FakeClock.Ordinary());
        await using var db = site.Open();
        var town = await SomeTown.FillAsync(db, new DateOnly(2026, 11, 18));
        (course, lesson) = (town.Turning, town.TurningLessons[1]);
        visitor = site.Visitor();
    }

    public async Task DisposeAsync()
    {
        visitor.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task It_offers_what_the_publication_has_and_says_how_large_it_is()
    {
        Place("play.mp4", 11_100_000);
        Place("low.mp4", 11_200_001);
        Place("audio.m4a", 400_000);
        Place("poster.jpg", 10);
        Place("glimpse.webp", 10);
        Place("voice/index.m3u8", 10);

        var page = await visitor.PageAsync(Path);

        var video = page.QuerySelector("video")!;
        Assert.EndsWith("/play.mp4", video.QuerySelector("source")!.GetAttribute("src"), StringComparison.Ordinal);
        Assert.EndsWith("/low.mp4", page.QuerySelector(".take-home a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.EndsWith("/glimpse.webp", video.GetAttribute("poster"), StringComparison.Ordinal);
        Assert.EndsWith("/poster.jpg", video.GetAttribute("data-poster"), StringComparison.Ordinal);
        Assert.EndsWith("/voice/index.m3u8", page.QuerySelector("[data-player]")!.GetAttribute("data-sound"), StringComparison.Ordinal);
        var home = page.QuerySelectorAll(".take-home a");
        Assert.Equal(["存视频，约 12 MB", "只存声音，约 1 MB"], home.Select(a => a.TextContent.Trim()));
        Assert.Equal("一手扶肩，一手扶胯.mp4", home[0].GetAttribute("download"));
        using var file = await visitor.GetAsync(home[1].GetAttribute("href")!);
        Assert.Equal((HttpStatusCode.OK, 400_000), (file.StatusCode, (await file.Content.ReadAsByteArrayAsync()).Length));
        Assert.NotNull(page.QuerySelector("[data-controls][hidden]"));
    }

    [Fact]
    public async Task It_begins_where_it_was_asked_to_and_says_nothing_of_files_that_are_not_there()
    {
        var page = await visitor.PageAsync(Path + "?at=42");

        Assert.EndsWith("/low.mp4#t=42", page.QuerySelector("source")!.GetAttribute("src"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector(".take-home"));
        Assert.Null(page.QuerySelector("[data-sound-only]"));
        Assert.EndsWith("/low.mp4", (await visitor.PageAsync(Path + "?at=99999")).QuerySelector("source")!.GetAttribute("src"), StringComparison.Ordinal);
        using var bad = await visitor.GetAsync(Path + "?at=soon");
        Assert.Equal(HttpStatusCode.OK, bad.StatusCode);
    }

    private void Place(string name, int bytes)
    {
        var file = System.IO.Path.Combine(site.Folder.Media, lesson.PublishedFolder!, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, new byte[bytes]);
    }
}
