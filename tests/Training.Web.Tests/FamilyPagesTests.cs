using System.Net;
using AngleSharp.Dom;
using Training.Domain.Sessions;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

public sealed class FamilyPagesTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 11, 18);

    private TestSite site = null!;
    private TestClient visitor = null!;
    private SomeTown town = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(clock: FakeClock.Ordinary());
        await using var db = site.Open();
        town = await SomeTown.FillAsync(db, Today);
        visitor = site.Visitor();
    }

    public async Task DisposeAsync()
    {
        visitor.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task Home_says_which_day_it_is_and_leads_only_to_pages_that_are_there()
    {
        var page = await visitor.PageAsync("/");

        Assert.Equal("今天11月18日星期三", Text(page.QuerySelector("h1")!));
        foreach (var link in page.QuerySelectorAll("main a[href^='/']"))
        {
            using var response = await visitor.GetAsync(link.GetAttribute("href")!);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task The_timetable_shows_coming_classes_by_day_without_an_account()
    {
        var page = await visitor.PageAsync("/timetable");

        Assert.Equal(["11月20日 星期五", "11月22日 星期日"], page.QuerySelectorAll(".day h2").Select(Text));
        var first = page.QuerySelector(".day li")!;
        Assert.Equal("上午 9:00 到 10:30", Text(first.QuerySelector(".t")!));
        Assert.Contains("滨河社区日间照料中心", first.TextContent, StringComparison.Ordinal);
        Assert.Contains("孙玉梅老师", first.TextContent, StringComparison.Ordinal);

    }

    [Theory]
    [InlineData("/timetable?place=410922", "卧床老人翻身和擦身 冬天老人怎么吃")]
    [InlineData("/timetable?place=410902", "噎住了怎么办")]
    [InlineData("/timetable?words=岳村", "噎住了怎么办")]
    [InlineData("/timetable?words=翻身", "卧床老人翻身和擦身")]
    [InlineData("/timetable?from=2026-11-21", "噎住了怎么办 冬天老人怎么吃")]
    public async Task The_timetable_is_narrowed_by_place_word_and_day(string path, string classes)
    {
        var page = await visitor.PageAsync(path);

        Assert.Equal(classes, string.Join(' ', page.QuerySelectorAll(".day h3").Select(Text)));
    }

    [Fact]
    public async Task A_class_that_is_cancelled_or_not_published_is_not_shown()
    {
        await using (var db = site.Open())
        {
            db.AttachRange(town.Sessions);
            town.Sessions[0].Status = SessionStatus.Cancelled;
            town.Sessions[1].PublishedUtc = null;
            await db.SaveChangesAsync();
        }

        var page = await visitor.PageAsync("/timetable");

        Assert.Equal("冬天老人怎么吃", Text(Assert.Single(page.QuerySelectorAll(".day h3"))));
    }

    [Fact]
    public async Task Nothing_found_says_what_to_do_next()
    {
        var page = await visitor.PageAsync("/timetable?words=没有的地方");

        Assert.Contains("没找到“没有的地方”的课。换个字再找", page.QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_once_chosen_is_remembered_and_home_shows_its_next_class()
    {
        await visitor.PageAsync("/timetable?place=410922");

        var next = (await visitor.PageAsync("/")).QuerySelector(".next")!;

        Assert.Contains("清丰县下一节课", next.TextContent, StringComparison.Ordinal);
        Assert.Contains("卧床老人翻身和擦身", next.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Courses_stand_under_their_topics_and_drafts_stay_away()
    {
        var page = await visitor.PageAsync("/courses");

        Assert.Equal(["生活照护", "失智照护"], page.QuerySelectorAll(".topic h2").Select(Text));
        Assert.Equal(["卧床老人怎样翻身", "老人记性不好，怎么陪"], page.QuerySelectorAll(".course strong").Select(Text));
        Assert.Contains("2 步，2 分 55 秒", page.QuerySelector(".course")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("只有声音", page.QuerySelectorAll(".course")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lesson_plays_with_scripts_off_from_one_plain_file()
    {
        var page = await visitor.PageAsync($"/courses/{town.Turning.Key}");

        var video = page.QuerySelector("video")!;
        Assert.True(video.HasAttribute("controls"));
        Assert.EndsWith("/low.mp4", video.QuerySelector("source")!.GetAttribute("src"), StringComparison.Ordinal);
        Assert.True(page.QuerySelector("[data-controls]")!.HasAttribute("hidden"));
        Assert.Equal(["一", "二"], page.QuerySelectorAll(".parts .no").Select(Text));
        Assert.Equal("看下一步：一手扶肩，一手扶胯", Text(page.QuerySelector(".lesson .btn.wide")!));
    }

    [Fact]
    public async Task Elder_mode_is_a_plain_form_and_leads_back_to_the_page()
    {
        var page = await visitor.PageAsync("/timetable?words=翻身");
        Assert.Equal("family", page.DocumentElement.GetAttribute("data-mode"));

        using var response = await visitor.SendAsync(page, "form[action='/look/elder']");
        var elder = await visitor.PageAsync(response.Headers.Location!.ToString());

        Assert.Equal("elder", elder.DocumentElement.GetAttribute("data-mode"));
        Assert.Equal("卧床老人翻身和擦身", Text(elder.QuerySelector(".day h3")!));
        Assert.Equal("普通版", Text(elder.QuerySelector(".sw")!));
        using var back = await visitor.SendAsync(elder, "form[action='/look/elder']");
        Assert.Equal("family", (await visitor.PageAsync("/")).DocumentElement.GetAttribute("data-mode"));
    }

    [Fact]
    public async Task A_choice_of_look_never_leads_off_the_site()
    {
        using var response = await visitor.SendAsync(
            await visitor.PageAsync("/"), "form[action='/look/theme']", ("back", "https://elsewhere.example/"), ("theme", "dark"));

        Assert.Equal("/", response.Headers.Location!.ToString());
        Assert.Equal("dark", (await visitor.PageAsync("/")).DocumentElement.GetAttribute("data-theme"));
    }

    private static string Text(IElement element) => element.TextContent.Trim();
}
