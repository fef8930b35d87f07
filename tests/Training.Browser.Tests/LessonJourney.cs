using Microsoft.Playwright;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Browser.Tests;

[Collection(BrowserCollection.Name)]
public sealed class LessonJourney(BrowserFixture browser) : IAsyncLifetime
{
    private TestSite site = null!;
    private SomeTown town = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.ListenAsync(clock: FakeClock.Ordinary());
        await using var db = site.Open();
        town = await SomeTown.FillAsync(db, new DateOnly(2026, 11, 18));
        await PlayableLesson.MakeAsync(site, town.TurningLessons[0], "turn-over.mp4");
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_family_opens_a_course_without_an_account_and_it_plays(bool elder)
    {
        await using var visitor = await browser.VisitorAsync(site.Address, 390, 844);
        if (elder)
        {
            await visitor.AddCookiesAsync([new() { Name = "elder", Value = "1", Url = site.Address.ToString() }]);
        }

        var page = await visitor.NewPageAsync();
        var said = new List<string>();
        page.Console += (_, message) => said.Add(message.Text);
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "看视频学" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "卧床老人怎样翻身" }).ClickAsync();
        await page.WaitForSelectorAsync("[data-stream=hls]");
        await page.GetByRole(AriaRole.Button, new() { Name = "播放" }).ClickAsync();
        await UntilAsync(page, "document.querySelector('video').currentTime > 1");

        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('video').videoWidth > 0"));
        Assert.StartsWith("blob:", await page.EvaluateAsync<string>("document.querySelector('video').currentSrc"), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "暂停" }).ClickAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('video').paused"));
        await page.GetByRole(AriaRole.Button, new() { Name = "重看" }).ClickAsync();
        await UntilAsync(page, "document.querySelector('video').currentTime < 1");

        await page.GetByRole(AriaRole.Button, new() { Name = "快慢" }).ClickAsync();
        Assert.Equal("慢一点", await page.TextContentAsync("[data-speed-words]"));
        Assert.Equal(0.75, await page.EvaluateAsync<double>("document.querySelector('video').playbackRate"));
        await page.GetByRole(AriaRole.Button, new() { Name = "只听声音" }).ClickAsync();
        Assert.Equal("true", await page.GetAttributeAsync("[data-sound-only]", "aria-pressed"));
        await UntilAsync(page, "document.querySelector('video').videoWidth === 0 && document.querySelector('video').currentTime > 0.2");
        Assert.DoesNotContain(said, line => line.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_scripts_off_the_browsers_own_player_gets_the_plain_file()
    {
        await using var visitor = await browser.VisitorAsync(site.Address, 390, 844, scripts: false);
        var page = await visitor.NewPageAsync();
        var file = page.WaitForResponseAsync(response => response.Url.EndsWith("/low.mp4", StringComparison.Ordinal));

        await page.GotoAsync($"/courses/{town.Turning.Key}");

        Assert.Contains((await file).Status, (int[])[200, 206]);
        Assert.NotNull(await page.QuerySelectorAsync("video[controls]"));
        Assert.False(await page.IsVisibleAsync("[data-controls]"));
    }

    /// <summary>Waits for the player itself: the page's policy allows no evaluated code, so the browser's own waiting cannot be used.</summary>
    private static Task UntilAsync(IPage page, string state) => page.EvaluateAsync(
        $$"""
        () => new Promise((done, fail) => {
          const video = document.querySelector("video");
          const look = () => { if ({{state}}) done(true); };
          for (const event of ["timeupdate", "seeked", "resize", "loadeddata", "playing"]) video.addEventListener(event, look);
          setTimeout(() => fail(new Error(`not reached: {{state}}, at ${video.currentTime}, ${video.error?.message}`)), 90000);
          look();
        })
        """);
}
