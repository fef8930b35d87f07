using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Training.Domain.Evidence;
using Training.Domain.Filing.Documents;
using Training.Domain.Filing.Packs;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Browser.Tests;

/// <summary>A county officer asked for the evidence pack and stays on its page while the server makes it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class UnderWayJourney(BrowserFixture browser)
{
    [Fact]
    public async Task The_page_tells_how_far_the_pack_is_and_shows_the_end_and_takes_nothing_from_whoever_is_writing()
    {
        var clock = FakeClock.Ordinary();
        await using var site = await TestSite.ListenAsync(clock: clock);
        var (address, work) = await PackUnderWayAsync(site, clock);
        await using var desk = await browser.VisitorAsync(site.Address);
        await desk.SignInAsync(site, (await site.AccountAsync(Roles.CountyOfficer)).UserName!);
        var page = await desk.NewPageAsync();
        await page.GotoAsync(address);
        var line = page.Locator("[data-under-way]");
        await Assertions.Expect(line).ToHaveTextAsync("正在做，40%：放照片 照片多的要几分钟，会自己更新。");

        await NowAsync(site, work, 70, WorkStatus.Running);
        await Assertions.Expect(line).ToContainTextAsync("70%");

        var chosen = page.GetByLabel("换一份更清楚的");
        await chosen.SetInputFilesAsync(new FilePayload { Name = "盖章纸.jpg", MimeType = "image/jpeg", Buffer = SamplePhoto.Jpeg() });
        await NowAsync(site, work, 100, WorkStatus.Succeeded);
        var result = page.GetByRole(AriaRole.Link, new() { Name = "做完了，看结果" });
        await result.WaitForAsync();
        Assert.EndsWith("盖章纸.jpg", await chosen.InputValueAsync(), StringComparison.Ordinal);
        await result.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "做佐证材料包" }).WaitForAsync();

        await NowAsync(site, work, 10, WorkStatus.Running);
        await page.ReloadAsync();
        await line.WaitForAsync();
        await NowAsync(site, work, 100, WorkStatus.Succeeded);
        await page.GetByRole(AriaRole.Button, new() { Name = "做佐证材料包" }).WaitForAsync();
    }

    private static async Task<(string Address, long Work)> PackUnderWayAsync(TestSite site, FakeClock clock)
    {
        await using var db = site.Open();
        await SomeTown.FillAsync(db, clock.Today());
        var filed = await Some.FilingAsync(db, Places.Qingfeng, "2026-10", await Some.OrganizationAsync(db));
        var photo = await site.Services.GetRequiredService<IFileStore>().KeepAsync(new MemoryStream(SamplePhoto.Jpeg()));
        var draft = await new FilingStage(db, clock, site.Folder).Snapshots.RunAsync(filed.Filing, filed.Part);
        var (snapshot, printed) = await Some.SignedPaperAsync(db, filed.Part, draft, photo);
        db.FilingDocuments().Add(new() { SnapshotId = snapshot.Id, RegionCode = snapshot.RegionCode, Kind = DocumentKind.Pdf, StoredFileId = printed.StoredFileId, MadeUtc = snapshot.MadeUtc });
        await Some.ReadScanAsync(db, snapshot, photo);
        var work = new WorkItem
        {
            Kind = PackWork.Kind, SubjectId = snapshot.Id, Title = "做佐证材料包", Status = WorkStatus.Running, Progress = 40, Step = "放照片", MaxAttempts = 3,
            EnqueuedUtc = clock.UtcNow(), NotBeforeUtc = clock.UtcNow(), StartedUtc = clock.UtcNow(), HeartbeatUtc = clock.UtcNow(),
        };
        db.WorkItems().Add(work);
        await db.SaveChangesAsync();
        return ($"/filing-snapshots/{snapshot.Key}", work.Id);
    }

    private static async Task NowAsync(TestSite site, long work, int progress, WorkStatus status)
    {
        await using var db = site.Open();
        await db.WorkItems().Where(w => w.Id == work).ExecuteUpdateAsync(s => s.SetProperty(w => w.Progress, progress).SetProperty(w => w.Status, status));
    }
}
