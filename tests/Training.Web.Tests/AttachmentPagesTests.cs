using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Evidence;
using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

public sealed class AttachmentPagesTests : IAsyncLifetime
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7\n"u8, .. new byte[5000], .. "\n%%EOF\n"u8];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[5000], 0xFF, 0xD9];

    private TestSite site = null!;
    private TestClient officer = null!;
    private Organization body = null!;

    private string Address => $"/attachments/organization/{body.Key}";

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync();
        await using var db = site.Open();
        body = await Some.OrganizationAsync(db);
        officer = await site.SharedAsync(Roles.CountyOfficer);
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task Every_owner_speaks_verbs_of_the_table()
    {
        await using var scope = site.Services.CreateAsyncScope();
        var owners = scope.ServiceProvider.GetServices<IAttachmentOwner>().ToList();
        Assert.Equal(owners.Count, owners.Select(owner => owner.Kind).Distinct().Count());
        Assert.All(owners.SelectMany(owner => (string[])[owner.ReadVerb, owner.ChangeVerb]), verb => Assert.Contains(verb, Permissions.All.Select(p => p.Verb)));
    }

    [Fact]
    public async Task Several_files_at_once_are_taken_each_by_itself()
    {
        using var response = await SendAsync([("证书.pdf", Pdf), ("门口.jpg", Jpeg), ("合同.docx", "PK\u0003\u0004"u8.ToArray())], ("Purpose", "registration"), ("ValidUntil", "2027-03-31"));
        Assert.Equal($"/organizations/{body.Key}", response.Headers.Location!.ToString());
        var page = await officer.PageAsync(Address);
        Assert.Contains("2 份收好了", page.QuerySelector(".banner.ok")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("“合同.docx”没有收：这个文件不是照片也不是 PDF", page.QuerySelector(".banner.bad")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["证书", "门口"], page.QuerySelectorAll(".paper-list h3").Select(h => h.TextContent.Trim()));
        Assert.Contains("正在整理照片", page.QuerySelector("[data-waiting=yes]")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("[data-waiting=yes] img"));
        Assert.Contains("2027年3月31日", page.QuerySelector(".paper-list")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_file_says_so_at_the_field_and_what_was_typed_stays()
    {
        using var response = await SendAsync([("证.pdf", "MZ\u0090\0"u8.ToArray())], ("Purpose", "permit"), ("Title", "食品许可"), ("ValidUntil", "2027-03-31"));
        var page = await TestClient.ReadAsync(response);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("不是照片也不是 PDF", page.QuerySelector("#Files-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("食品许可", "2027-03-31"), (page.QuerySelector<IHtmlInputElement>("#Title")!.Value, page.QuerySelector<IHtmlInputElement>("#ValidUntil")!.Value));
        Assert.Equal("permit", page.QuerySelector<IHtmlSelectElement>("#Purpose")!.Value);
        using var nothing = await SendAsync([("", [])], ("Purpose", "permit"));
        Assert.Contains("还没有选文件", (await TestClient.ReadAsync(nothing)).QuerySelector("#Files-error")!.TextContent, StringComparison.Ordinal);
        using var date = await SendAsync([("证.pdf", Pdf)], ("Purpose", "permit"), ("ValidUntil", "明年"));
        Assert.Contains("日期", (await TestClient.ReadAsync(date)).QuerySelector("#ValidUntil-error")!.TextContent, StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.False(await db.Attachments().AnyAsync());
    }

    [Fact]
    public async Task A_pdf_is_taken_down_and_runs_nothing()
    {
        using var sent = await SendAsync([("证书.docx", Pdf)], ("Purpose", "registration"));
        using var response = await officer.GetAsync($"/attachments/{await KeyAsync()}");
        Assert.Equal(Pdf, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(("application/pdf", "attachment", "证书.docx.pdf"), (response.Content.Headers.ContentType!.MediaType, response.Content.Headers.ContentDisposition!.DispositionType, response.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Contains("sandbox", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
    }

    [Fact]
    public async Task A_photo_that_waits_is_not_handed_out()
    {
        using var sent = await SendAsync([("门口.jpg", Jpeg)], ("Purpose", "photo"));
        var key = await KeyAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync($"/attachments/{key}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync($"/attachments/{key}/thumbnail")).StatusCode);
    }

    [Fact]
    public async Task Removing_wants_a_reason_and_keeps_the_line()
    {
        using var sent = await SendAsync([("证书.pdf", Pdf)], ("Purpose", "registration"));
        var key = await KeyAsync();
        using var refused = await officer.SendAsync(await officer.PageAsync(Address), $"form[action='/attachments/{key}/remove']", ("Reason", " "));
        Assert.Contains("移除要写一句原因", (await TestClient.ReadAsync(refused)).Body!.TextContent, StringComparison.Ordinal);
        using var removed = await officer.SendAsync(await officer.PageAsync(Address), $"form[action='/attachments/{key}/remove']", ("Reason", "传错了"));
        var page = await officer.PageAsync(Address);
        Assert.Contains("传错了", page.QuerySelector(".paper-list.removed")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync($"/attachments/{key}")).StatusCode);
    }

    [Fact]
    public async Task Who_may_only_read_sees_no_form()
    {
        using var sent = await SendAsync([("证书.pdf", Pdf)], ("Purpose", "registration"));
        var page = await (await site.SharedAsync(Roles.Auditor)).PageAsync(Address);
        Assert.Null(page.QuerySelector("main form"));
        Assert.Single(page.QuerySelectorAll(".paper-list li"));
    }

    private async Task<Guid> KeyAsync()
    {
        await using var db = site.Open();
        return await db.Attachments().Select(a => a.Key).SingleAsync();
    }

    private async Task<HttpResponseMessage> SendAsync((string Name, byte[] Content)[] files, params (string Name, string Value)[] fields)
    {
        var content = new MultipartFormDataContent { { new StringContent(await officer.AntiforgeryTokenAsync(Address)), "__RequestVerificationToken" } };
        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), name);
        }

        foreach (var (name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"Files\"", FileName = $"\"{name}\"", FileNameStar = name.Length > 0 ? name : null };
            content.Add(part);
        }

        return await officer.Http.PostAsync(Address, content);
    }
}
