using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

/// <summary>Personal values stand masked until somebody says what for; what was done is read by those who check.</summary>
public sealed class PrivacyPagesTests : IAsyncLifetime
{
    private const string Phone = "15409876543";
    private const string Address = "清丰县固城镇旧城村五组 8 号";

    private TestSite site = null!;
    private Station station = null!;
    private Person person = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(clock: FakeClock.Shanghai(2026, 11, 18));
        await using var db = site.Open();
        var vault = site.Services.GetRequiredService<Vault>();
        station = await Some.StationAsync(db, with: s => s.Name = "滨河社区日间照料中心");
        person = await Some.PersonAsync(db, name: "王桂兰");
        Assert.True(MobileNumber.TryParse(Phone, out var phone));
        vault.SetPhone(person, phone);
        vault.SetAddress(person, Address);
        db.StationMembers().Add(new StationMember { StationId = station.Id, RegionCode = station.RegionCode, PersonId = person.Id, FromDate = new DateOnly(2026, 1, 1) });
        await db.SaveChangesAsync();
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task A_coordinator_opens_a_phone_for_a_purpose_and_it_is_seen_by_the_auditor()
    {
        using var coordinator = await site.SignedInAsync(Roles.Coordinator, Places.Qingfeng, [station.Id]);
        var page = await coordinator.PageAsync($"/privacy/people/{person.Key}");
        Assert.Contains("154****6543", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Phone, page.DocumentElement.OuterHtml, StringComparison.Ordinal);

        var ask = await coordinator.PageAsync($"/privacy/people/{person.Key}/open?field=Phone&next=/today");
        using var refused = await coordinator.SendAsync(ask, "form.form", ("Words", "问她来不来上课"));
        var again = await TestClient.ReadAsync(refused);
        Assert.Contains("选一个用途", again.QuerySelector(".error-list")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("问她来不来上课", again.QuerySelector("#Words")!.GetAttribute("value"));

        using var opened = await coordinator.SendAsync(again, "form.form", ("Purpose", "TellOfClass"));
        Assert.Contains(Phone, await opened.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("60; url=/today", Assert.Single(opened.Headers.GetValues("Refresh")));
        Assert.True(opened.Headers.CacheControl!.NoStore);

        using var auditor = await site.SignedInAsync(Roles.Auditor, Places.Qingfeng);
        var seen = await auditor.PageAsync($"/privacy/people/{person.Key}");
        Assert.Contains("通知上课、改期", seen.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(seen.QuerySelectorAll("a[href*='/open']"));
        var history = await auditor.PageAsync("/history?process=UnmaskPersonalValue");
        Assert.Contains("打开遮住的信息", history.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("问她来不来上课", history.Body.TextContent, StringComparison.Ordinal);
        var entry = await auditor.PageAsync(history.QuerySelector("tbody a")!.GetAttribute("href")!);
        Assert.Contains("通知上课", entry.Body!.TextContent, StringComparison.Ordinal);
        using var file = await auditor.GetAsync("/history/file?process=UnmaskPersonalValue");
        var csv = await file.Content.ReadAsStringAsync();
        Assert.Equal(2, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain(Phone, csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_the_site_alone_is_gone_back_to()
    {
        using var officer = await site.SignedInAsync(Roles.CountyOfficer, Places.Qingfeng);
        var ask = await officer.PageAsync($"/privacy/people/{person.Key}/open?field=Phone&next=https://elsewhere.example/");
        using var opened = await officer.SendAsync(ask, "form.form", ("Purpose", "CheckIdentity"), ("Next", "//elsewhere.example"));

        Assert.Equal($"60; url=/privacy/people/{person.Key}", Assert.Single(opened.Headers.GetValues("Refresh")));
    }

    [Fact]
    public async Task The_county_takes_a_copy_and_erases_on_request()
    {
        using var officer = await site.SignedInAsync(Roles.CountyOfficer, Places.Qingfeng);
        var copy = await officer.PageAsync($"/privacy/people/{person.Key}/copy");
        using var page = await officer.SendAsync(copy, "form.form", ("Words", "本人来局里申请，看了身份证"), ("Kind", "Page"));
        Assert.Contains(Address, await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var word = await officer.SendAsync(copy, "form.form", ("Words", "本人来局里申请，看了身份证"), ("Kind", "Word"));
        Assert.Equal("application/vnd.openxmlformats-officedocument.wordprocessingml.document", word.Content.Headers.ContentType!.MediaType);
        using var json = await officer.SendAsync(copy, "form.form", ("Words", "本人来局里申请，看了身份证"), ("Kind", "Json"));
        Assert.Contains(Phone, await json.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var asked = await officer.SendAsync(
            await officer.PageAsync($"/privacy/people/{person.Key}"), "form[action$='/erasure']", ("How", "本人到局里提出，看了身份证原件"));
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        var board = await officer.PageAsync("/privacy?status=Asked");
        var request = await officer.PageAsync(board.QuerySelector("th a[href^='/privacy/erasures/']")!.GetAttribute("href")!);
        using var undecided = await officer.SendAsync(request, "form.form", ("Reason", "先放一放"));
        Assert.Contains("先放一放", await undecided.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var decided = await officer.SendAsync(request, "form.form", ("Erase", "true"));
        Assert.Equal(HttpStatusCode.Redirect, decided.StatusCode);

        var gone = await officer.PageAsync($"/privacy/people/{person.Key}");
        Assert.DoesNotContain("王桂兰", gone.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("密钥也销毁了", gone.Body.TextContent, StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Fact]
    public async Task Consent_is_written_down_and_taken_back()
    {
        using var officer = await site.SignedInAsync(Roles.CountyOfficer, Places.Qingfeng);
        var page = await officer.PageAsync($"/privacy/people/{person.Key}");
        using var incomplete = await officer.SendAsync(page, "form[action$='/consents']", ("Matter", "Health"), ("GivenOn", "2026-11-17"));
        var again = await TestClient.ReadAsync(incomplete);
        Assert.Equal("2026-11-17", again.QuerySelector("#GivenOn")!.GetAttribute("value"));
        using var given = await officer.SendAsync(again, "form[action$='/consents']", ("Way", "Signed"));
        Assert.Equal(HttpStatusCode.Redirect, given.StatusCode);
        var with = await officer.PageAsync($"/privacy/people/{person.Key}");
        Assert.Contains("本人签字", with.Body!.TextContent, StringComparison.Ordinal);
        using var withdrawn = await officer.SendAsync(with, "form[action$='/withdraw']");
        Assert.Contains("2026-11-18 撤回", (await officer.PageAsync($"/privacy/people/{person.Key}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_of_rights_is_read_as_it_is_enforced()
    {
        using var auditor = await site.SignedInAsync(Roles.Auditor, Places.Qingfeng);
        var page = await auditor.PageAsync("/rights");

        Assert.Equal(Permissions.All.Count, page.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(Permissions.All.Sum(p => p.Roles.Count), page.QuerySelectorAll("td.yes").Count(c => c.TextContent == "能"));
    }
}
