using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Door;
using Training.Domain.Evidence;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;
using Training.Web.Hosting;

namespace Training.Browser.Tests;

/// <summary>
/// What a phone keeps beside the marks: cards that it knows without network, photos until the site has them, its own scripts when the site
/// is renewed. And how it forgets.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class PhoneKeepsJourney(BrowserFixture browser) : IAsyncLifetime
{
    private TestSite site = null!;
    private SiteProcess process = null!;
    private CutLine line = null!;
    private RollStage stage = null!;
    private Account account = null!;
    private CardCode card = null!;
    private string roll = "";

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync();
        process = await site.ProcessAsync();
        line = new CutLine(process.Addresses[0]);
        await using var db = site.Open();
        stage = await RollStage.SetAsync(db, TimeProvider.System.Today().AddDays(-1), members: 12);
        account = await site.AccountAsync(Roles.Coordinator, stations: [stage.Station.Id]);
        roll = $"/rolls/{(await Some.OpenRollAsync(db, stage.Session)).Key}";
        var holder = await db.People().SingleAsync(p => p.Id == stage.Members[0].Id);
        await Some.HouseholdAsync(db, holder, await db.People().SingleAsync(p => p.Id == stage.Members[1].Id));
        await db.SaveChangesAsync();
        var household = await db.Households().Select(h => h.Key).SingleAsync();
        var issued = await new IssueCards(db, site.Services.GetRequiredService<Vault>(), TimeProvider.System).RunAsync(
            new() { StationKey = stage.Station.Key, HouseholdKeys = [household], Contact = "0393-6661234", Actor = new(account.Id) });
        card = issued.Value![0].Code;
    }

    public async Task DisposeAsync()
    {
        await line.DisposeAsync();
        await process.DisposeAsync();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task Cards_photos_a_renewed_site_and_forgetting()
    {
        using var film = new Film(QrDrawing.Of($"{line.Address}k/{card.Text}", onPaper: true));
        await using var own = await browser.WithCameraAsync(film.Path);
        await using var phone = await own.NewContextAsync(new()
        {
            BaseURL = line.Address.ToString(), Locale = "zh-CN", TimezoneId = "Asia/Shanghai", ViewportSize = new() { Width = 390, Height = 844 },
            HasTouch = true, IsMobile = true, Permissions = ["camera"],
        });
        phone.SetDefaultTimeout(90_000);
        var page = await phone.NewPageAsync();
        await PrepareAsync(page);
        await page.GotoAsync(roll);
        await page.TakenOverAsync();

        line.Cut();
        await phone.SetOfflineAsync(true);
        await CardAsync(page);
        await PhotosAsync(phone, page);
        await RenewedAsync(phone);
        await ForgetAsync(phone);
    }

    /// <summary>The camera reads a card that this phone has never seen, with a reader that was kept ahead, and knows whose it is.</summary>
    private static async Task CardAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "更多" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "扫户卡" }).ClickAsync();
        await page.GetByText("这一户 2 位，谁来了点谁。").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "记 王桂兰" }).ClickAsync();
        await page.GetByText("已经到了").WaitForAsync();
        await page.SaysAsync("王桂兰", "已存");

        await page.GetByLabel("卡号").FillAsync(CardCode.New().Text);
        await page.GetByRole(AriaRole.Button, new() { Name = "看是哪一户" }).ClickAsync();
        await page.GetByText("手机里没有这张卡。没有网络，用名字找，或者点“加人”。").WaitForAsync();
        await page.Locator("[data-panel=card] [data-close]").ClickAsync();
    }

    /// <summary>One photo and one file that is none: the page dies, the line comes back, and each ends where it belongs.</summary>
    private async Task PhotosAsync(IBrowserContext phone, IPage page)
    {
        var photo = SamplePhoto.Jpeg(TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(8), null, 3);
        await page.GetByRole(AriaRole.Link, new() { Name = "下课收册" }).ClickAsync();
        await page.Locator("#close-photos").SetInputFilesAsync(
        [
            new FilePayload { Name = "IMG_1.jpg", MimeType = "image/jpeg", Buffer = photo },
            new FilePayload { Name = "IMG_2.jpg", MimeType = "image/jpeg", Buffer = "not a picture"u8.ToArray() },
        ]);
        await page.GetByText("2 张已存在手机里").WaitForAsync();
        await page.GetByText("3 条已存在手机里").WaitForAsync();
        await page.CloseAsync();
        await using var db = site.Open();
        Assert.Equal((0, 0), (await db.ClassPhotos().CountAsync(), await db.RollMarks().CountAsync()));

        line.Mend();
        await phone.SetOfflineAsync(false);
        page = await phone.NewPageAsync();
        await page.GotoAsync(roll);
        await page.GetByText("照片：").WaitForAsync();
        Assert.Equal(
            [Convert.ToHexStringLower(SHA256.HashData(photo))],
            await db.Attachments().Join(db.StoredFiles(), a => a.StoredFileId, f => f.Id, (_, f) => f.Sha256).ToListAsync());
        Assert.Equal(1, await db.RollMarks().CountAsync());
        await page.SaysAsync("王桂兰", "到");
        await page.GetByRole(AriaRole.Button, new() { Name = "不要了" }).ClickAsync();
        await page.GetByText("网站没有收下这些").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.CloseAsync();
    }

    /// <summary>Marks wait on the phone while the site is renewed: the new version takes over, says so, and they arrive.</summary>
    private async Task RenewedAsync(IBrowserContext phone)
    {
        line.Cut();
        var page = await phone.NewPageAsync();
        await page.GotoAsync(roll);
        await page.TakenOverAsync();
        await page.Tile("李福田").ClickAsync();
        await page.SaysAsync("李福田", "已存");
        var before = await page.EvaluateAsync<string[]>("() => caches.keys()");
        using var renewed = new RenewedFrontEnd();
        await using var newer = await site.ProcessAsync(new Dictionary<string, string> { ["contentRoot"] = renewed.Folder });
        line.LeadTo(newer.Addresses[0]);
        await page.GotoAsync("/today");
        await page.GetByText("网页换成新版了").WaitForAsync();
        // It holds the page while it is still clearing out what the last one kept.
        await page.UntilAsync("async (last) => { const [one, ...more] = await caches.keys(); return more.length === 0 && one !== last; }", Assert.Single(before));
        await page.GotoAsync(roll);
        await page.SaysAsync("李福田", "到");
        await using (var db = site.Open())
        {
            Assert.Equal(2, await db.RollMarks().CountAsync());
        }

        // Without network the new frame stands by itself.
        line.Cut();
        await phone.SetOfflineAsync(true);
        await page.ReloadAsync();
        await page.GetByText("没有网络，照常点名").WaitForAsync();
        await page.CloseAsync();
    }

    private async Task ForgetAsync(IBrowserContext phone)
    {
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/today");
        await page.GetByText("存着 1 次课和名单").WaitForAsync();
        await page.GotoAsync(roll);
        await page.TakenOverAsync();
        await page.Tile("刘凤莲").ClickAsync();
        await page.SaysAsync("刘凤莲", "已存");
        await page.GotoAsync("/today");
        var forget = page.GetByRole(AriaRole.Button, new() { Name = "忘记这台手机" });
        await forget.ClickAsync();
        await page.GetByText("还有 1 条记录只在这台手机里，网站没有。忘掉就再也找不回来了。").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "先不忘" }).ClickAsync();
        Assert.Equal(1, (await LyingAsync(page))["operations"]);
        await forget.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "全部忘掉" }).ClickAsync();
        await page.GetByText("都忘掉了。").WaitForAsync();
        Assert.All(await LyingAsync(page), table => Assert.Equal(0, table.Value));
    }

    private async Task PrepareAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("账号").FillAsync(account.UserName!);
        await page.GetByLabel("密码").FillAsync(TestSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.ArrivesAsync("**/today");
        await page.GetByText("存着 1 次课和名单").WaitForAsync();
        // This browser reads no codes by itself: the reader is the largest file that the worker keeps.
        await page.UntilAsync(
            """
            async () => {
                for (const name of await caches.keys()) {
                    const cache = await caches.open(name);
                    for (const request of await cache.keys()) {
                        if ((await (await cache.match(request)).arrayBuffer()).byteLength > 100_000) return true;
                    }
                }
                return false;
            }
            """);
    }

    /// <summary>How many rows lie in each of the phone's tables.</summary>
    private static Task<Dictionary<string, int>> LyingAsync(IPage page) => page.EvaluateAsync<Dictionary<string, int>>(
        """
        () => new Promise((done, failed) => {
            const request = indexedDB.open("field");
            request.onerror = () => failed(request.error);
            request.onsuccess = async () => {
                const found = {};
                for (const name of request.result.objectStoreNames) {
                    const count = request.result.transaction(name).objectStore(name).count();
                    found[name] = await new Promise((told) => (count.onsuccess = () => told(count.result)));
                }
                request.result.close();
                done(found);
            };
        })
        """);

    /// <summary>The site's front end with another version of its worker, as after an update.</summary>
    private sealed class RenewedFrontEnd : IDisposable
    {
        public RenewedFrontEnd()
        {
            var files = Directory.CreateDirectory(Path.Combine(Folder, "wwwroot", "dist")).FullName;
            foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "wwwroot", "dist")).Where(f => !Path.GetFileName(f).StartsWith("sw.js.", StringComparison.Ordinal)))
            {
                File.Copy(file, Path.Combine(files, Path.GetFileName(file)));
            }

            File.Copy(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), Path.Combine(Folder, "appsettings.json"));
            var worker = Path.Combine(files, "sw.js");
            File.WriteAllText(worker, Regex.Replace(File.ReadAllText(worker), "field-[0-9a-f]{12}", "field-0123456789ab"));
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("training-renewed-").FullName;

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
