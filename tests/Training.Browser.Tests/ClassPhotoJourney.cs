using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Photos;
using Training.Domain.Evidence;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Evidence;
using Training.Jobs.Media;
using Training.Jobs.Work;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Browser.Tests;

/// <summary>A photo with time and place goes in at closing: what is stored keeps them, sealed beside it; what is shown has neither.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ClassPhotoJourney(BrowserFixture browser) : IAsyncLifetime
{
    private static readonly GeoPoint Place = new(35.902123, 115.107456);

    private readonly FakeClock clock = FakeClock.Shanghai(2026, 11, 18, 10, 12);
    private TestSite site = null!;
    private RollStage stage = null!;
    private Account account = null!;

    public static IEnumerable<object[]> Seen => Looks.Of<object[]>(1, [[ColorScheme.Light, 320], [ColorScheme.Dark, 390], [ColorScheme.Light, 1280]]);

    public async Task InitializeAsync()
    {
        site = await TestSite.ListenAsync(clock: clock);
        await using var db = site.Open();
        stage = await RollStage.SetAsync(db, clock.Today());
        (stage.Station.Latitude, stage.Station.Longitude) = (Place.Latitude, Place.Longitude);
        await db.SaveChangesAsync();
        await Some.OpenRollAsync(db, stage.Session);
        account = await site.AccountAsync(Roles.Coordinator, stations: [stage.Station.Id]);
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_photo_is_kept_with_its_place_and_shown_without(bool scripts)
    {
        var photo = SamplePhoto.Jpeg(new DateTime(2026, 11, 18, 9, 41, 0), Place, scripts ? 1 : 2);
        await using var phone = await browser.VisitorAsync(site.Address, 390, 844, ColorScheme.Light, scripts);
        var page = await phone.NewPageAsync();
        await SignInAsync(page, $"/rolls/{stage.Session.Key}/close");
        await page.Locator("#Outline").FillAsync("一、翻身\n二、拍背");
        await page.Locator("#Photos").SetInputFilesAsync(new FilePayload { Name = "IMG_0918.jpg", MimeType = "image/jpeg", Buffer = photo });
        if (!scripts)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "先传照片和课件，接着填" }).ClickAsync();
        }

        await page.Locator(".photo-list li").WaitForAsync();
        Assert.Equal("一、翻身\n二、拍背", await page.Locator("#Outline").InputValueAsync());
        await using var db = site.Open();
        await CopyAsync(db);
        if (!scripts)
        {
            await page.GotoAsync($"/rolls/{stage.Session.Key}/photos");
        }

        await page.Locator(".photo-list img").WaitForAsync();
        Assert.Contains("11月18日 9:41 拍，在站点附近", await page.Locator(".photo-words").InnerTextAsync(), StringComparison.Ordinal);

        var stored = await db.Attachments().AsNoTracking().Join(db.StoredFiles(), a => a.StoredFileId, f => f.Id, (a, f) => new { a.Key, f.Sha256 }).SingleAsync();
        var original = await File.ReadAllBytesAsync(new FolderFileStore(site.Folder).PathOf(stored.Sha256));
        Assert.Equal(photo, original);
        var row = await db.ClassPhotos().SingleAsync();
        Assert.Equal((PhotoFactSource.File, PhotoFactSource.File, 0), (row.TakenFrom, row.PlaceFrom, row.StationMetres));
        Assert.DoesNotContain("35.902", System.Text.Encoding.Latin1.GetString(row.NotesSealed!), StringComparison.Ordinal);

        var shown = await (await page.APIRequest.GetAsync($"{site.Address}attachments/{stored.Key}")).BodyAsync();
        Assert.True(Training.Domain.Media.JpegSegments.IsBarePicture(shown));
        Assert.Equal(Training.Domain.Media.PhotoNotes.None, Training.Domain.Media.PhotoExif.Read(shown));
    }

    [Theory]
    [MemberData(nameof(Seen))]
    public async Task The_pages_of_a_closed_class_are_clean_and_nothing_scrolls_sideways(ColorScheme scheme, int width)
    {
        await using var phone = await browser.VisitorAsync(site.Address, width, 844, scheme);
        var page = await phone.NewPageAsync();
        var roll = $"/rolls/{stage.Session.Key}";
        await SignInAsync(page, roll + "/close");
        await page.Locator("#Photos").SetInputFilesAsync(new FilePayload { Name = "IMG_0918.jpg", MimeType = "image/jpeg", Buffer = SamplePhoto.Jpeg(new DateTime(2026, 11, 16, 9, 41, 0)) });
        await page.Locator(".photo-list li").WaitForAsync();
        await using var db = site.Open();
        await CopyAsync(db);
        await page.GetByRole(AriaRole.Button, new() { Name = "收册", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "没错，收册" }).ClickAsync();
        await page.GetByText("照片是上课前两天拍的").WaitForAsync();
        foreach (var path in (string[])[roll, roll + "/record", roll + "/photos", $"/sessions/{stage.Session.Key}/material", "/taught", "/taught?missing=true"])
        {
            await page.GotoAsync(path);
            await CleanPage.AssertAsync(page, $"{path} {scheme} {width}");
        }
    }

    private async Task SignInAsync(IPage page, string next)
    {
        await page.GotoAsync($"/sign-in?next={next}");
        await page.GetByLabel("账号").FillAsync(account.UserName!);
        await page.GetByLabel("密码").FillAsync(TestSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
    }

    private async Task CopyAsync(TrainingDbContext db)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var item = await db.WorkItems().SingleAsync(w => w.Kind == PhotoWork.Kind);
        var work = new CopyPhotoWork(scope.ServiceProvider.GetRequiredService<PhotoWork>(), new FolderFileStore(site.Folder), site.Folder, new CopyPhoto(new MediaTool()));
        Assert.IsType<WorkOutcome.Done>(await work.RunAsync(item, new Progress<WorkProgress>(), CancellationToken.None));
    }
}
