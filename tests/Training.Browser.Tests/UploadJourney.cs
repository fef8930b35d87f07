using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Identity;
using Training.Domain.Uploads;
using Training.Domain.Work;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Browser.Tests;

/// <summary>A lesson goes up from a phone over a thin line that is cut, across a reload of the page, a locked phone and a site that is killed and started again.</summary>
[Collection(BrowserCollection.Name)]
public sealed partial class UploadJourney(BrowserFixture browser)
{
    private static readonly string Clip = Path.Combine(PlayableLesson.Repository(), "media-samples", "choking.mp4");
    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = 60_000 };

    [Fact]
    public async Task A_nurse_on_a_bus_sends_a_lesson()
    {
        await using var site = await TestSite.StartAsync();
        await using var process = await site.ProcessAsync();
        await using var line = new CutLine(process.Addresses[0]);
        var (account, course) = await TeacherAsync(site);
        await using var phone = await browser.VisitorAsync(line.Address, 390, 844);
        var page = await phone.NewPageAsync();
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        var said = new List<string>();
        page.Console += (_, message) => said.Add(message.Text);
        await SignInAsync(page, account, $"/lessons/{course.Key}");
        await ThinAsync(phone, page);
        var row = page.Locator("[data-list] > li").First;

        await ChooseAsync(page, Clip, Path.Combine(PlayableLesson.Repository(), "media-samples", "dementia.mp4"));
        await Expect(row).ToContainTextAsync(Some20(), Patiently);
        await Expect(page.Locator("[data-list] > li").Nth(1)).ToContainTextAsync("排队", Patiently);
        line.Cut();
        await Expect(row).ToContainTextAsync("断网了，接上会自己接着传", Patiently);
        line.Mend();
        await Expect(row).ToContainTextAsync(Some45(), Patiently);
        await page.Locator("[data-list] > li").Nth(1).GetByRole(AriaRole.Button, new() { Name = "取消" }).ClickAsync();

        // The page is gone and comes back: the site knows how far the file was.
        await page.ReloadAsync();
        await Expect(row).ToContainTextAsync("再选一次同一个文件就接着传", Patiently);
        await CleanPage.AssertAsync(page, "a course with an unfinished upload, 390");
        Assert.True(await KeptAsync(site) > new FileInfo(Clip).Length / 5);
        await ThinAsync(phone, page);
        await ChooseAsync(page, Clip);
        await Expect(row).ToContainTextAsync(Some45(), Patiently);
        await LockAsync(phone, page, line);
        await Expect(row).ToContainTextAsync(Some60(), Patiently);
        await process.KillAsync();
        await Expect(row).ToContainTextAsync("断网了，接上会自己接着传", Patiently);
        await process.StartAsync();
        await Expect(row).ToContainTextAsync("收好了，和您选的文件一模一样", Patiently);
        await Expect(page.Locator("[data-lesson] h3")).ToHaveTextAsync("choking");

        await using var db = site.Open();
        var sent = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Clip)));
        var kept = await db.StoredFiles().SingleAsync();
        Assert.Equal(sent, kept.Sha256);
        await using (var stored = new FolderFileStore(site.Folder).Open(sent))
        {
            Assert.Equal(sent, Convert.ToHexStringLower(await SHA256.HashDataAsync(stored)));
        }

        Assert.Equal(LessonStatus.Queued, (await db.Lessons().SingleAsync()).Status);
        Assert.Equal(LessonWork.Kind, (await db.WorkItems().SingleAsync()).Kind);
        Assert.DoesNotContain(said, text => text.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    private static async Task<long> KeptAsync(TestSite site)
    {
        await using var db = site.Open();
        return await db.Uploads().Where(u => u.Status == UploadStatus.Receiving).SumAsync(u => u.Offset);
    }

    private static async Task<(Account Account, Course Course)> TeacherAsync(TestSite site)
    {
        await using var db = site.Open();
        var trainer = await Some.TrainerAsync(db);
        var course = await Some.CourseAsync(db, trainer, with: c => c.Status = CourseStatus.Draft);
        return (await site.AccountAsync(Roles.Trainer, with: account => account.TrainerId = trainer.Id), course);
    }

    private static async Task ChooseAsync(IPage page, params string[] files)
    {
        // Many at once is what the script allows when it listens.
        await page.SetInputFilesAsync("[data-send] input[type=file][multiple]", files);
        await page.GetByRole(AriaRole.Button, new() { Name = "上传" }).ClickAsync();
    }

    /// <summary>So many bytes a second that there is time to cut in the middle of a small clip.</summary>
    private static async Task ThinAsync(IBrowserContext phone, IPage page)
    {
        var chrome = await phone.NewCDPSessionAsync(page);
        await chrome.SendAsync("Network.enable");
        await chrome.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 20, ["downloadThroughput"] = -1, ["uploadThroughput"] = 45_000 });
    }

    /// <summary>The phone is locked and put away: the page stands still, and its line dies before anything of it runs again.</summary>
    private static async Task LockAsync(IBrowserContext phone, IPage page, CutLine line)
    {
        var chrome = await phone.NewCDPSessionAsync(page);
        var stands = new TaskCompletionSource();
        chrome.Event("Debugger.paused").OnEvent += (_, _) => stands.TrySetResult();
        await chrome.SendAsync("Debugger.enable");
        await chrome.SendAsync("Debugger.pause");
        await stands.Task.WaitAsync(TimeSpan.FromMinutes(1));
        line.Cut();
        line.Mend();
        await chrome.SendAsync("Debugger.resume");
        await chrome.DetachAsync();
    }

    private static async Task SignInAsync(IPage page, Account account, string next)
    {
        await page.GotoAsync($"/sign-in?next={next}");
        await page.FillAsync("input[name=UserName]", account.UserName!);
        await page.FillAsync("input[name=Password]", TestSite.Password);
        await page.ClickAsync("form.signin button.act");
        await page.ArrivesAsync($"**{next}");
    }

    [GeneratedRegex("传了 ([2-9][0-9])%")]
    private static partial Regex Some20();

    [GeneratedRegex("传了 (4[5-9]|[5-9][0-9])%")]
    private static partial Regex Some45();

    [GeneratedRegex("传了 (6[0-9]|[7-9][0-9])%")]
    private static partial Regex Some60();
}
