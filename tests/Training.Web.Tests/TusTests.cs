using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Identity;
using Training.Domain.Media;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

/// <summary>tus 1.0.0 as a client of the protocol meets it.</summary>
public sealed class TusTests : IAsyncLifetime
{
    private static readonly byte[] Clip = [.. "\0\0\0\u0018ftypmp42\0\0\0\0"u8, .. Enumerable.Range(0, 90_000).Select(i => (byte)i)];

    private TestSite site = null!;
    private TestClient teacher = null!;
    private TestClient colleague = null!;
    private Course course = null!;
    private string token = "";

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(settings: new Dictionary<string, string> { ["Disk:KeepFreeMegabytes"] = "1", ["Disk:LowMegabytes"] = "1" });
        await using var db = site.Open();
        var trainer = await Some.TrainerAsync(db);
        course = await Some.CourseAsync(db, trainer, with: c => c.Status = CourseStatus.Draft);
        teacher = await site.SignedInAsync(Roles.Trainer, with: account => account.TrainerId = trainer.Id);
        colleague = await site.SignedInAsync(Roles.Trainer, with: account => account.TrainerId = trainer.Id);
        token = await teacher.AntiforgeryTokenAsync($"/lessons/{course.Key}");
    }

    public async Task DisposeAsync()
    {
        teacher.Dispose();
        colleague.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task A_recording_goes_up_in_pieces_and_is_the_senders()
    {
        var place = await BeginAsync();
        using var first = await SendAsync(place, 0, Clip[..40_000]);
        Assert.Equal((HttpStatusCode.NoContent, "40000"), (first.StatusCode, Header(first, "Upload-Offset")));
        using var asked = await AskAsync(HttpMethod.Head, place);
        Assert.Equal(("40000", $"{Clip.Length}", "no-store"), (Header(asked, "Upload-Offset"), Header(asked, "Upload-Length"), Header(asked, "Cache-Control")));
        Assert.True(DateTimeOffset.Parse(Header(asked, "Upload-Expires")!, null) > DateTimeOffset.UnixEpoch);

        using var early = await FinishAsync(place);
        Assert.Equal(HttpStatusCode.Accepted, early.StatusCode);
        using var rest = await SendAsync(place, 40_000, Clip[40_000..], "sha1 " + Convert.ToBase64String(SHA1.HashData(Clip[40_000..])));
        Assert.Equal(HttpStatusCode.NoContent, rest.StatusCode);
        using var done = await FinishAsync(place);
        var said = await done.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(Sha256(), said.GetProperty("sha256").GetString());
        Assert.Equal(Clip, await File.ReadAllBytesAsync(new FolderFileStore(site.Folder).PathOf(Sha256())));
        await using var db = site.Open();
        Assert.Equal(said.GetProperty("lesson").GetGuid(), (await db.Lessons().SingleAsync()).Key);
        using var after = await AskAsync(HttpMethod.Head, place);
        Assert.Equal($"{Clip.Length}", Header(after, "Upload-Offset"));
        using var late = await AskAsync(HttpMethod.Delete, place);
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
    }

    [Fact]
    public async Task What_the_site_can_do_is_asked_without_a_version()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/uploads");
        using var answer = await teacher.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(
            ("1.0.0", "1.0.0", "creation,creation-with-upload,termination,checksum,expiration", "sha1,sha256", $"{MediaLimits.Default.FileBytes}"),
            (Header(answer, "Tus-Resumable"), Header(answer, "Tus-Version"), Header(answer, "Tus-Extension"), Header(answer, "Tus-Checksum-Algorithm"), Header(answer, "Tus-Max-Size")));
    }

    [Fact]
    public async Task Another_version_is_answered_412_with_ours()
    {
        using var answer = await AskAsync(HttpMethod.Head, await BeginAsync(), version: "0.2.2");
        Assert.Equal((HttpStatusCode.PreconditionFailed, "1.0.0"), (answer.StatusCode, Header(answer, "Tus-Version")));
    }

    [Fact]
    public async Task Pieces_that_cannot_be_meant_are_answered_as_the_protocol_says()
    {
        var place = await BeginAsync();
        using var gap = await SendAsync(place, 10, Clip[..10]);
        Assert.Equal((HttpStatusCode.Conflict, "0"), (gap.StatusCode, Header(gap, "Upload-Offset")));
        using var plain = await SendAsync(place, 0, Clip[..10], type: "application/octet-stream");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, plain.StatusCode);
        using var damaged = await SendAsync(place, 0, Clip[..10], "sha256 " + Convert.ToBase64String(SHA256.HashData(Clip)));
        Assert.Equal(460, (int)damaged.StatusCode);
        using var unknown = await SendAsync(place, 0, Clip[..10], "crc32 AAAAAA==");
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        using var more = await SendAsync(place, 0, [.. Clip, 1]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, more.StatusCode);
        using var nowhere = await AskAsync(HttpMethod.Patch, place, Clip[..10], ("Upload-Offset", "-1"));
        Assert.Equal(HttpStatusCode.BadRequest, nowhere.StatusCode);
        using var asked = await AskAsync(HttpMethod.Head, place);
        Assert.Equal("0", Header(asked, "Upload-Offset"));
    }

    [Theory]
    [InlineData("-5", HttpStatusCode.BadRequest)]
    [InlineData("many", HttpStatusCode.BadRequest)]
    [InlineData("8000000001", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("0", HttpStatusCode.UnprocessableEntity)]
    public async Task A_length_that_cannot_be_is_refused_with_a_sentence(string length, HttpStatusCode status)
    {
        using var answer = await AskAsync(HttpMethod.Post, "/uploads", null, ("Upload-Length", length), ("Upload-Metadata", Metadata()));
        Assert.Equal(status, answer.StatusCode);
        Assert.NotEmpty((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task Nobody_else_finds_it_and_the_page_without_scripts_can_give_it_up()
    {
        var place = await BeginAsync();
        foreach (var method in (HttpMethod[])[HttpMethod.Head, HttpMethod.Patch, HttpMethod.Delete])
        {
            using var answer = await AskAsync(method, place, Clip[..10], ("Upload-Offset", "0"), by: colleague);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var strange = await FinishAsync(place, colleague);
        Assert.Equal(HttpStatusCode.NotFound, strange.StatusCode);
        using var ended = await AskAsync(HttpMethod.Delete, place);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        using var gone = await AskAsync(HttpMethod.Head, place);
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
    }

    [Fact]
    public async Task The_first_piece_may_come_with_the_beginning()
    {
        using var answer = await AskAsync(HttpMethod.Post, "/uploads", Clip[..500], ("Upload-Length", $"{Clip.Length}"), ("Upload-Metadata", Metadata()));
        Assert.Equal((HttpStatusCode.Created, "500"), (answer.StatusCode, Header(answer, "Upload-Offset")));
    }

    [Fact]
    public async Task A_file_that_was_changed_on_its_way_is_refused_and_nothing_half_is_left()
    {
        var place = await BeginAsync();
        using var sent = await SendAsync(place, 0, [.. Clip[..^1], 0]);
        using var refused = await FinishAsync(place);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("不一样", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(site.Folder.Uploads));
        await using var db = site.Open();
        Assert.False(await db.Lessons().AnyAsync());
    }

    [Fact]
    public async Task A_full_disk_is_said_to_the_teacher_to_the_city_and_to_the_phone_that_goes_on_by_itself()
    {
        var place = await BeginAsync();
        await using var full = await site.ProcessAsync(new Dictionary<string, string> { ["Disk:KeepFreeMegabytes"] = "900000000" });
        using var same = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = full.Addresses[0] };
        same.DefaultRequestHeaders.Add("Cookie", teacher.CookieHeader);

        Assert.Contains("服务器的磁盘满了", await same.GetStringAsync($"/lessons/{course.Key}"), StringComparison.Ordinal);
        using var waits = await AskAsync(HttpMethod.Patch, place, Clip[..10], [("Upload-Offset", "0")], teacher, through: same);
        Assert.Equal(HttpStatusCode.InsufficientStorage, waits.StatusCode);
        Assert.Contains("有地方了会自己接着传", (await waits.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("message").GetString(), StringComparison.Ordinal);
        using var refused = await AskAsync(HttpMethod.Post, "/uploads", null, [("Upload-Length", "70000"), ("Upload-Metadata", Metadata())], teacher, through: same);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("磁盘不够，还差", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("message").GetString(), StringComparison.Ordinal);
        using var plain = await PlainAsync(same);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, plain.StatusCode);
        Assert.Contains("磁盘不够，还差", (await TestClient.ReadAsync(plain)).QuerySelector("#File-error")!.TextContent, StringComparison.Ordinal);
        using var officer = await site.SignedInAsync(Roles.CityOfficer);
        same.DefaultRequestHeaders.Remove("Cookie");
        same.DefaultRequestHeaders.Add("Cookie", officer.CookieHeader);
        Assert.Contains("服务器的磁盘满了", await same.GetStringAsync("/jobs"), StringComparison.Ordinal);

        using var goesOn = await SendAsync(place, 0, Clip);
        Assert.Equal(HttpStatusCode.NoContent, goesOn.StatusCode);
    }

    /// <summary>The form as a browser without scripts sends it.</summary>
    private async Task<HttpResponseMessage> PlainAsync(HttpClient through)
    {
        var file = new ByteArrayContent(Clip);
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"File\"", FileName = "\"a.mp4\"" };
        using var content = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, file };
        return await through.PostAsync($"/lessons/{course.Key}/upload", content);
    }

    private static string Sha256() => Convert.ToHexStringLower(SHA256.HashData(Clip));

    private string Metadata() => $"course {Base64(course.Key.ToString())},filename {Base64("翻身.mp4")},title {Base64("怎样翻身")}";

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task<string> BeginAsync()
    {
        using var answer = await AskAsync(HttpMethod.Post, "/uploads", null, ("Upload-Length", $"{Clip.Length}"), ("Upload-Metadata", Metadata()));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    private Task<HttpResponseMessage> SendAsync(string place, long offset, byte[] piece, string? checksum = null, string type = "application/offset+octet-stream") =>
        AskAsync(HttpMethod.Patch, place, piece, [("Upload-Offset", $"{offset}"), .. checksum is null ? [] : new[] { ("Upload-Checksum", checksum) }], type: type);

    private Task<HttpResponseMessage> AskAsync(HttpMethod method, string place, byte[]? body = null, params (string Name, string Value)[] headers) =>
        AskAsync(method, place, body, headers, teacher);

    private Task<HttpResponseMessage> AskAsync(HttpMethod method, string place, byte[] body, (string Name, string Value) header, TestClient by) =>
        AskAsync(method, place, body, [header], by);

    private Task<HttpResponseMessage> AskAsync(HttpMethod method, string place, string version) => AskAsync(method, place, null, [], teacher, version);

    private Task<HttpResponseMessage> AskAsync(HttpMethod method, string place, byte[] body, (string Name, string Value)[] headers, string type) =>
        AskAsync(method, place, body, headers, teacher, type: type);

    private async Task<HttpResponseMessage> AskAsync(
        HttpMethod method, string place, byte[]? body, (string Name, string Value)[] headers, TestClient by, string version = "1.0.0", string type = "application/offset+octet-stream",
        HttpClient? through = null)
    {
        using var request = new HttpRequestMessage(method, place);
        request.Headers.Add("Tus-Resumable", version);
        request.Headers.Add("X-CSRF-Token", by == teacher ? token : await by.AntiforgeryTokenAsync($"/lessons/{course.Key}"));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null && method != HttpMethod.Head)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        }

        return await (through ?? by.Http).SendAsync(request);
    }

    private async Task<HttpResponseMessage> FinishAsync(string place, TestClient? by = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, place + "/finish") { Content = JsonContent.Create(new { sha256 = Sha256() }) };
        request.Headers.Add("X-CSRF-Token", by is null ? token : await by.AntiforgeryTokenAsync($"/lessons/{course.Key}"));
        return await (by ?? teacher).Http.SendAsync(request);
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;
}
