using System.Net;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Filing.Documents;
using Training.Domain.Filing.Scans;
using Training.Domain.Identity;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

/// <summary>The stamped paper on screen: sent by a plain form, refused with a sentence, decided beside both pieces, shown wherever the sheet is shown.</summary>
public sealed class FilingScanPagesTests : IAsyncLifetime
{
    private readonly FakeClock clock = FakeClock.Shanghai(2026, 11, 18);
    private TestSite site = null!;
    private string documents = "";
    private FilingScanRow row = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(clock: clock);
        await using var db = site.Open();
        var organization = await Some.OrganizationAsync(db, Places.Qingfeng);
        await Some.StationAsync(db, with: s => s.OrganizationId = organization.Id);
        var filing = await Some.FilingAsync(db, Places.Qingfeng, "2026-10", organization);
        var draft = await new FilingStage(db, clock, site.Folder).Snapshots.RunAsync(filing.Filing, filing.Part);
        var kept = await new FilingStage(db, clock, site.Folder).Files.KeepAsync(new MemoryStream(SamplePhoto.Jpeg()));
        var (snapshot, page) = await Some.SignedPaperAsync(db, filing.Part, draft, kept);
        documents = $"/filing-snapshots/{snapshot.Key}";
        row = (await Some.ReadScanAsync(db, snapshot, kept)).Row;
        using (HistoryWatch.Arranging())
        {
            db.FilingDocuments().Add(new() { SnapshotId = snapshot.Id, RegionCode = snapshot.RegionCode, Kind = DocumentKind.Pdf, StoredFileId = page.StoredFileId, MadeUtc = clock.GetUtcNow().UtcDateTime });
            await db.SaveChangesAsync();
        }
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task A_scan_is_sent_and_a_row_is_decided_and_what_was_typed_stays_when_it_is_refused()
    {
        using var county = await site.SignedInAsync(Roles.CountyOfficer, Places.Qingfeng);
        var page = await county.PageAsync(documents);
        Assert.Contains("未核对完", page.QuerySelector("#scans")!.ParentElement!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("form[action$='/scans'] input[type=file]"));

        var address = page.QuerySelector("a[href^='/filing-scans/']")!.GetAttribute("href")!;
        var scan = await county.PageAsync(address);
        Assert.Equal(2, scan.QuerySelectorAll($"img[src^='/filing-scan-rows/{row.Key}/']").Length);
        Assert.Contains("纸上像是“108 次”", scan.QuerySelector($"#row-{row.Key}")!.TextContent.Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        using var refused = await county.SendAsync(scan, "form[action$='/decide']", ("Decision", ""), ("Reason", " 放大看过"));
        var again = await TestClient.ReadAsync(refused);
        Assert.Contains("还没有选结论", again.QuerySelector("#Decision-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(" 放大看过", again.QuerySelector("#Reason")!.GetAttribute("value"));
        // Of a page whose code nobody could read nothing is said before somebody holds it for this sheet's.
        Assert.DoesNotContain("18 课程", again.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("缺第 2 页", again.Body.TextContent, StringComparison.Ordinal);
        using var unsure = await county.SendAsync(again, "form[action$='/confirm']", ("Reason", " "));
        var asked = await TestClient.ReadAsync(unsure);
        Assert.Contains("凭什么认定", asked.QuerySelector("#Reason-error")!.TextContent, StringComparison.Ordinal);
        using var confirmed = await county.SendAsync(asked, "form[action$='/confirm']", ("Reason", "对着光看得出码"));
        Assert.Equal(HttpStatusCode.Redirect, confirmed.StatusCode);
        again = await county.PageAsync(address);
        Assert.Contains("有人看过认定的", again.QuerySelector(".document-pages")!.TextContent, StringComparison.Ordinal);
        using var second = await county.SendAsync(again, $"form[action^='/filing-scan-rows/'][action$='/decide']:not([action*='{row.Key}'])", ("Decision", "Same"), ("Reason", "是 11"));
        Assert.Equal(HttpStatusCode.Redirect, second.StatusCode);
        using var decided = await county.SendAsync(again, $"form[action='/filing-scan-rows/{row.Key}/decide']", ("Decision", "Differs"), ("Reason", "手改过"));
        Assert.Equal(HttpStatusCode.Redirect, decided.StatusCode);
        await using (var db = site.Open())
        {
            Assert.Equal(ScanState.Differs, (await db.FilingScans().SingleAsync()).State);
        }

        using var auditor = await site.SignedInAsync(Roles.Auditor, Places.Qingfeng);
        var seen = await auditor.PageAsync(address);
        Assert.Contains("手改过", seen.QuerySelector($"#row-{row.Key}")!.TextContent, StringComparison.Ordinal);
        Assert.Null(seen.QuerySelector("form[action$='/decide']"));
        Assert.Null((await auditor.PageAsync(documents)).QuerySelector("form[action$='/scans']"));
    }

    [Fact]
    public async Task A_hostile_file_is_refused_at_the_field_and_nothing_is_kept()
    {
        using var county = await site.SignedInAsync(Roles.CountyOfficer, Places.Qingfeng);
        using var nothing = await SendAsync(county, null);
        Assert.Contains("还没有选扫描件", (await TestClient.ReadAsync(nothing)).QuerySelector("#File-error")!.TextContent, StringComparison.Ordinal);
        using var hostile = await SendAsync(county, "<svg onload=alert(1)>"u8.ToArray());
        Assert.Contains("不是照片也不是 PDF", (await TestClient.ReadAsync(hostile)).QuerySelector("#File-error")!.TextContent, StringComparison.Ordinal);
        using var good = await SendAsync(county, SamplePhoto.Jpeg(number: 3));
        Assert.StartsWith("/filing-scans/", good.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("正在核对", (await county.PageAsync(documents)).QuerySelector("#scans")!.ParentElement!.ParentElement!.TextContent, StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal(2, await db.FilingScans().CountAsync());
        Assert.Equal(1, await db.FilingScans().CountAsync(s => s.ReplacedUtc == null));
    }

    private async Task<HttpResponseMessage> SendAsync(TestClient client, byte[]? content)
    {
        var form = new MultipartFormDataContent { { new StringContent(await client.AntiforgeryTokenAsync(documents)), "__RequestVerificationToken" } };
        if (content is not null)
        {
            form.Add(new ByteArrayContent(content), "file", "盖章纸.jpg");
        }

        return await client.Http.PostAsync($"{documents}/scans", form);
    }
}
