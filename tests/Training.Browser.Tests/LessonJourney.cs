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
        await Some.LessonPartsAsync(db, town.TurningLessons[0], await Some.PersonAsync(db));
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

        foreach (var (words, rate) in new[] { ("慢一点", 0.75), ("快一点", 1.25), ("再快点", 1.5), ("正常", 1.0) })
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "快慢" }).ClickAsync();
            Assert.Equal(words, await page.TextContentAsync("[data-speed-words]"));
            Assert.Equal(rate, await page.EvaluateAsync<double>("document.querySelector('video').playbackRate"));
        }

        await StepsCaptionsAndResumesAsync(page);
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
        var file = page.WaitForResponseAsync(response => response.Url.EndsWith("/play.mp4", StringComparison.Ordinal));

        await page.GotoAsync($"/courses/{town.Turning.Key}");

        Assert.Contains((await file).Status, (int[])[200, 206]);
        Assert.NotNull(await page.QuerySelectorAsync("video[controls]"));
        Assert.False(await page.IsVisibleAsync("[data-controls]"));
    }

    /// <summary>Ten seconds on and back, the words under the picture, home with it, and on again where one left off, without an account.</summary>
    private static async Task StepsCaptionsAndResumesAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "暂停" }).ClickAsync();
        await page.EvaluateAsync("document.querySelector('video').currentTime = 2");
        await page.GetByRole(AriaRole.Button, new() { Name = "进10秒" }).ClickAsync();
        await UntilAsync(page, "Math.abs(video.currentTime - 12) < 0.3 && !video.seeking");
        await page.GetByRole(AriaRole.Button, new() { Name = "退10秒" }).ClickAsync();
        await UntilAsync(page, "Math.abs(video.currentTime - 2) < 0.3 && !video.seeking");
        Assert.Equal("先说一声，告诉老人往哪边翻", await page.EvaluateAsync<string>(
            "() => new Promise(done => { const t = document.querySelector('track'); const told = () => done(t.track.activeCues[0]?.text ?? ''); if (t.readyState === 2) told(); else t.addEventListener('load', told); })"));
        foreach (var (words, mode) in new[] { ("大字", "showing"), ("没开", "disabled"), ("开着", "showing") })
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "字幕" }).ClickAsync();
            Assert.Equal(words, await page.TextContentAsync("[data-captions-words]"));
            Assert.Equal(mode, await page.EvaluateAsync<string>("document.querySelector('track').track.mode"));
        }

        var film = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "存视频" }).ClickAsync());
        Assert.EndsWith(".mp4", film.SuggestedFilename, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "进10秒" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "接着放" }).ClickAsync();
        await UntilAsync(page, "video.currentTime > 12.5");
        await page.GetByRole(AriaRole.Button, new() { Name = "暂停" }).ClickAsync();
        await page.ReloadAsync();
        await UntilAsync(page, "video.currentTime >= 12");
        await page.WaitForSelectorAsync("[data-stream=hls]");
        await page.GetByRole(AriaRole.Button, new() { Name = "接着放" }).ClickAsync();
        await UntilAsync(page, "video.currentTime > 12.5");
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
