using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Photos;
using Training.Domain.Evidence;
using Training.Domain.Identity;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

/// <summary>Photos of a class, by the phone and by a form; closing with all that belongs to it; what was taught.</summary>
public sealed class ClassPhotoPagesTests : IAsyncLifetime
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7\n"u8, .. new byte[500], .. "\n%%EOF\n"u8];

    private readonly FakeClock clock = FakeClock.Shanghai(2026, 11, 18, 10, 20);
    private TestSite site = null!;
    private RollStage stage = null!;
    private TestClient coordinator = null!;

    private string Roll => $"/rolls/{stage.Session.Key}";

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(clock: clock);
        await using var db = site.Open();
        stage = await RollStage.SetAsync(db, clock.Today());
        coordinator = await site.SignedInAsync(Roles.Coordinator, stations: [stage.Station.Id]);
    }

    public async Task DisposeAsync()
    {
        coordinator.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task A_phone_gets_the_hash_of_what_is_stored_and_may_ask_again()
    {
        var photo = SamplePhoto.Jpeg(number: 3);
        var hash = Convert.ToHexStringLower(SHA256.HashData(photo));
        using var first = await PostAsync(coordinator, photo, hash, ("X-Taken-At", "2026-11-18T01:41:00.000Z"), ("X-Taken-From", "original"), ("X-Place", "35.902,115.107"), ("X-Place-From", "phone"), ("X-Device", "f00d"));
        using var again = await PostAsync(coordinator, photo, hash);
        foreach (var (answer, outcome) in new[] { (first, "accepted"), (again, "alreadyThere") })
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal((hash, outcome), (json.GetProperty("receipt").GetString(), json.GetProperty("outcome").GetString()));
        }

        await using var db = site.Open();
        var row = await db.ClassPhotos().SingleAsync();
        Assert.Equal((PhotoFactSource.Original, PhotoFactSource.Phone, "f00d"), (row.TakenFrom, row.PlaceFrom, row.Device));
        Assert.Equal(new DateTime(2026, 11, 18, 1, 41, 0, DateTimeKind.Utc), row.TakenUtc);
    }

    [Fact]
    public async Task What_cannot_be_kept_says_why_and_what_the_line_garbled_is_asked_for_again()
    {
        var photo = SamplePhoto.Jpeg();
        var hash = Convert.ToHexStringLower(SHA256.HashData(photo));
        using var garbled = await PostAsync(coordinator, photo, new string('0', 64));
        Assert.Equal(HttpStatusCode.PreconditionFailed, garbled.StatusCode);
        using var nameless = await PostAsync(coordinator, photo, "");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nameless.StatusCode);
        using var svg = await PostAsync(coordinator, "<svg onload='alert(1)'/>"u8.ToArray(), null);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, svg.StatusCode);
        Assert.Contains("不是照片", (await svg.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("message").GetString(), StringComparison.Ordinal);
        using var strange = await PostAsync(coordinator, photo, hash, ("X-Taken-At", "昨天"), ("X-Place", "95,900"), ("X-Place-Accuracy", "NaN"));
        Assert.Equal(HttpStatusCode.OK, strange.StatusCode);
        await using var db = site.Open();
        var row = await db.ClassPhotos().SingleAsync();
        Assert.Equal((null, PhotoFactSource.Unknown, PhotoFactSource.Unknown), (row.TakenUtc, row.TakenFrom, row.PlaceFrom));
    }

    [Fact]
    public async Task Only_the_station_and_the_classes_own_trainer_bring_and_see_photos()
    {
        var photo = SamplePhoto.Jpeg();
        using var own = await site.SignedInAsync(Roles.Trainer, Places.City, with: a => a.TrainerId = stage.Trainer.Id);
        using var other = await site.SignedInAsync(Roles.Trainer, Places.City, with: a => a.TrainerId = stage.Trainer.Id + 1);
        using var elsewhere = await site.SignedInAsync(Roles.Coordinator, stations: [stage.Station.Id + 1]);
        using var taken = await PostAsync(own, photo, null);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        var key = (await taken.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetGuid();
        await ReadyAsync();
        foreach (var stranger in (TestClient[])[other, elsewhere])
        {
            using var refused = await PostAsync(stranger, photo, null);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
            foreach (var path in (string[])[$"{Roll}/photos", $"/attachments/{key}", $"/attachments/session-photos/{stage.Session.Key}"])
            {
                using var shut = await stranger.GetAsync(path);
                Assert.Equal(HttpStatusCode.NotFound, shut.StatusCode);
            }
        }

        using var seen = await own.GetAsync($"/attachments/{key}");
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        using var forged = new HttpRequestMessage(HttpMethod.Post, $"{Roll}/photos") { Content = new ByteArrayContent(photo) };
        forged.Content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        using var unsigned = await own.Http.SendAsync(forged);
        Assert.Equal(HttpStatusCode.BadRequest, unsigned.StatusCode);
    }

    [Fact]
    public async Task With_scripts_off_photos_papers_and_all_that_is_typed_go_in_one_form()
    {
        await OpenAsync(31);
        var early = SamplePhoto.Jpeg(new DateTime(2026, 11, 16, 15, 0, 0));
        (string, string, byte[])[] files = [("Photos", "IMG_1.jpg", early), ("Photos", "表.docx", "PK\u0003\u0004"u8.ToArray()), ("Material", "课件.pdf", Pdf)];
        using var kept = await SendAsync(files, ("Start", "09:05"), ("End", "10:15"), ("Heads", "四十五"), ("Outline", " 一、翻身\r\n二、拍背"), ("Do", "files"));
        var page = await TestClient.ReadAsync(kept);
        Assert.Contains("2 份收好了", page.QuerySelector(".banner.ok")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("不是照片也不是 PDF", page.QuerySelector("#Photos-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("09:05", "10:15", "四十五", " 一、翻身\n二、拍背"), Typed(page));
        Assert.Contains("照片是上课前两天拍的", page.QuerySelector(".photo-list")!.TextContent, StringComparison.Ordinal);

        using var bad = await coordinator.SendAsync(page, "form.closing", ("Heads", "四十五"));
        Assert.Contains("数到的人数是", (await TestClient.ReadAsync(bad)).Body!.TextContent, StringComparison.Ordinal);
        using var warned = await coordinator.SendAsync(page, "form.closing", ("Heads", "45"));
        var look = await TestClient.ReadAsync(warned);
        Assert.Contains("眼睛数到 45 人，名单上 31 人，少点了 14 人", look.QuerySelector(".warn")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("不计入", look.QuerySelector(".warn")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("09:05", "10:15", "45", " 一、翻身\n二、拍背"), Typed(look));
        using var closed = await coordinator.SendAsync(look, "form.closing");
        Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);

        await ReadyAsync();
        var sheet = await coordinator.PageAsync(Roll);
        var text = sheet.Body!.TextContent;
        Assert.Contains("眼睛数到 45 人，名单上 31 人", text, StringComparison.Ordinal);
        Assert.Equal(" 一、翻身\n二、拍背", sheet.QuerySelector(".taught .as-written")!.TextContent);
        Assert.Contains("课件", sheet.QuerySelector(".taught .paper-list")!.TextContent, StringComparison.Ordinal);
        Assert.Single(sheet.QuerySelectorAll(".photo-list img"));
        await using var db = site.Open();
        var session = await db.Sessions().SingleAsync(s => s.Id == stage.Session.Id);
        Assert.Equal((SessionStatus.Held, true, 70), (session.Status, session.MaterialArchived, session.TaughtMinutes));
    }

    [Fact]
    public async Task A_class_past_midnight_ends_on_the_next_day_and_belongs_to_the_month_of_its_start()
    {
        await using (var db = site.Open())
        {
            var session = await db.Sessions().SingleAsync(s => s.Id == stage.Session.Id);
            var start = ShanghaiTime.ToUtc(new DateOnly(2026, 10, 31), new TimeOnly(23, 30));
            (session.PlannedStartUtc, session.PlannedEndUtc, session.Month) = (start, start.AddMinutes(70), Month.From(2026, 10));
            await db.SaveChangesAsync();
            await Some.OpenRollAsync(db, session);
        }

        var page = await coordinator.PageAsync(Roll + "/close");
        using var warned = await coordinator.SendAsync(page, "form.closing", ("Start", "23:35"), ("End", "0:40"));
        var look = await TestClient.ReadAsync(warned);
        Assert.Contains("算第二天：11月1日 00:40 下的课", look.QuerySelector(".warn")!.TextContent, StringComparison.Ordinal);
        using var closed = await coordinator.SendAsync(look, "form.closing");
        Assert.Contains("23:35 到第二天 0:40", (await coordinator.PageAsync(Roll)).Body!.TextContent, StringComparison.Ordinal);
        await using var after = site.Open();
        var held = await after.Sessions().SingleAsync(s => s.Id == stage.Session.Id);
        Assert.Equal((65, Month.From(2026, 10)), (held.TaughtMinutes, held.Month));
    }

    [Fact]
    public async Task Officers_see_photos_and_record_and_change_nothing()
    {
        await OpenAsync(31);
        using var sent = await PostAsync(coordinator, SamplePhoto.Jpeg(new DateTime(2026, 11, 18, 9, 40, 0)), null);
        using var closed = await SendAsync([], ("Start", "09:00"), ("End", "10:10"), ("Outline", "讲了翻身"));
        Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        await ReadyAsync();
        using var officer = await site.SignedInAsync(Roles.CountyOfficer);
        var page = await officer.PageAsync(Roll);
        Assert.Contains("11月18日 9:40 拍", page.QuerySelector(".photo-list")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("main form"));
        var record = await officer.PageAsync(Roll + "/record");
        Assert.Equal(31, record.QuerySelectorAll(".record-names li").Length);
        Assert.Single(record.QuerySelectorAll(".record-photos img"));
        Assert.Contains("讲了翻身", record.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("登记 31 人", record.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_photo_leaves_its_reason()
    {
        await OpenAsync(31);
        using var sent = await PostAsync(coordinator, SamplePhoto.Jpeg(), null);
        using var closed = await SendAsync([], ("Start", "09:00"), ("End", "10:10"));
        await ReadyAsync();
        using var refused = await coordinator.SendAsync(await coordinator.PageAsync(Roll), "form[action$='/remove']", ("Reason", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var removed = await coordinator.SendAsync(await coordinator.PageAsync(Roll), "form[action$='/remove']", ("Reason", "拍到了病历"));
        Assert.Equal(Roll, removed.Headers.Location!.ToString());
        var page = await coordinator.PageAsync(Roll);
        Assert.Empty(page.QuerySelectorAll(".photo-list img"));
        Assert.Contains("拍到了病历", page.QuerySelector(".photo-gone")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_archived_is_listed_and_added_afterwards_by_the_trainer()
    {
        await OpenAsync(31);
        using var closed = await SendAsync([], ("Start", "09:00"), ("End", "10:10"));
        Assert.Contains("1 次课还没归档", (await coordinator.PageAsync("/taught")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 次课还没归档", (await coordinator.PageAsync("/today")).Body!.TextContent, StringComparison.Ordinal);
        using var trainer = await site.SignedInAsync(Roles.Trainer, Places.City, with: a => a.TrainerId = stage.Trainer.Id);
        var list = await trainer.PageAsync("/taught?missing=true");
        var page = await trainer.PageAsync(list.QuerySelector(".coming a")!.GetAttribute("href")!);
        using var refused = await trainer.SendAsync(page, "form[action$='/material']", ("Outline", new string('长', 4001)));
        var kept = await TestClient.ReadAsync(refused);
        Assert.Contains("4001 个字", kept.QuerySelector("#Outline-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(4001, kept.QuerySelector<IHtmlTextAreaElement>("#Outline")!.Value.Length);
        using var written = await trainer.SendAsync(page, "form[action$='/material']", ("Outline", "一、翻身"));
        Assert.Equal(HttpStatusCode.Redirect, written.StatusCode);
        Assert.Contains("没有欠着的", (await trainer.PageAsync("/taught?missing=true")).Body!.TextContent, StringComparison.Ordinal);
        using var other = await site.SignedInAsync(Roles.Trainer, Places.City, with: a => a.TrainerId = stage.Trainer.Id + 1);
        using var shut = await other.GetAsync($"/sessions/{stage.Session.Key}/material");
        Assert.Equal(HttpStatusCode.Forbidden, shut.StatusCode);
    }

    private static (string?, string?, string?, string) Typed(IHtmlDocument page) => (
        page.QuerySelector("#Start")!.GetAttribute("value"), page.QuerySelector("#End")!.GetAttribute("value"), page.QuerySelector("#Heads")!.GetAttribute("value"),
        page.QuerySelector<IHtmlTextAreaElement>("#Outline")!.Value);

    private async Task OpenAsync(int present)
    {
        await using var db = site.Open();
        var session = await db.Sessions().SingleAsync(s => s.Id == stage.Session.Id);
        var roll = await Some.OpenRollAsync(db, session);
        foreach (var (person, n) in stage.Members.Take(present).Select((person, n) => (person, n)))
        {
            db.RollMarks().Add(new RollMark
            {
                Key = Guid.CreateVersion7(), RollId = roll.Id, StationId = roll.StationId, RegionCode = roll.RegionCode, AttendeeKey = person.Key, Device = "f00d", DeviceSequence = n,
                DeviceUtc = clock.UtcNow(), ReceivedUtc = clock.UtcNow(),
            });
            db.RollEntries().Add(new RollEntry
            {
                RollId = roll.Id, SessionId = session.Id, StationId = roll.StationId, RegionCode = roll.RegionCode, AttendeeKey = person.Key, PersonId = person.Id, Month = session.Month, Present = true,
            });
        }

        await db.SaveChangesAsync();
    }

    /// <summary>What the work of copying does, without its tool.</summary>
    private async Task ReadyAsync()
    {
        await using var db = site.Open();
        foreach (var photo in await db.Attachments().Where(a => a.Status == AttachmentStatus.Waiting).ToListAsync())
        {
            (photo.Status, photo.CopyFileId, photo.ThumbnailFileId) = (AttachmentStatus.Ready, photo.StoredFileId, photo.StoredFileId);
        }

        await db.SaveChangesAsync();
    }

    private async Task<HttpResponseMessage> PostAsync(TestClient client, byte[] photo, string? hash, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Roll}/photos") { Content = new ByteArrayContent(photo) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        request.Headers.Add("X-CSRF-Token", await client.AntiforgeryTokenAsync("/sign-in?next=/"));
        request.Headers.Add("X-File-Sha256", hash ?? Convert.ToHexStringLower(SHA256.HashData(photo)));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, Uri.EscapeDataString(value).Replace("%3A", ":", StringComparison.Ordinal).Replace("%2C", ",", StringComparison.Ordinal));
        }

        return await client.Http.SendAsync(request);
    }

    private async Task<HttpResponseMessage> SendAsync(IEnumerable<(string Field, string Name, byte[] Bytes)> files, params (string Name, string Value)[] fields)
    {
        var page = await coordinator.PageAsync(Roll + "/close");
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields.Prepend(("__RequestVerificationToken", page.QuerySelector("form.closing input[name=__RequestVerificationToken]")!.GetAttribute("value")!)))
        {
            form.Add(new StringContent(value), name);
        }

        foreach (var (field, name, bytes) in files)
        {
            form.Add(new ByteArrayContent(bytes), field, name);
        }

        return await coordinator.Http.PostAsync(Roll + "/close", form);
    }
}
