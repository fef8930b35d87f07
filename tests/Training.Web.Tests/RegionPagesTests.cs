using System.Net;
using System.Text;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Regions;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

public sealed class RegionPagesTests : IAsyncLifetime
{
    private TestSite site = null!;

    public async Task InitializeAsync() => site = await TestSite.StartAsync(clock: FakeClock.Ordinary());

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task The_tree_goes_from_the_city_to_the_villages_with_figures_only_where_one_has_authority()
    {
        await using (var db = site.Open())
        {
            await Some.StationAsync(db);
            await Some.PeopleAsync(db, 3);
            await Some.StationAsync(db, Places.NanleCommunity);
        }

        using var county = await site.SignedInAsync(Roles.CountyOfficer);
        var city = await county.PageAsync("/regions");
        Assert.Equal("濮阳市", city.QuerySelector("h1")!.TextContent);
        Assert.Equal(["1", "3"], Figures(city, "清丰县"));
        Assert.Equal(["/", "/"], Figures(city, "南乐县"));

        var town = await county.PageAsync("/regions?under=410922100");
        Assert.Equal(["1", "3"], town.QuerySelectorAll("tbody tr").First(r => r.InnerHtml.Contains(Places.QingfengVillage.ToString(), StringComparison.Ordinal)).QuerySelectorAll("td.n").Select(t => t.TextContent).TakeLast(2));
        Assert.Equal(["濮阳市", "清丰县"], town.QuerySelectorAll(".crumbs a").Select(a => a.TextContent));
    }

    [Theory]
    [InlineData("qfx", "清丰县")]
    [InlineData("清丰", "清丰县")]
    [InlineData("410922", "清丰县")]
    [InlineData("410922000000", "清丰县")]
    public async Task A_division_is_found_by_name_initials_and_code(string words, string name)
    {
        using var county = await site.SignedInAsync(Roles.CountyOfficer);
        var page = await county.PageAsync($"/regions?words={Uri.EscapeDataString(words)}");
        Assert.Contains(name, page.QuerySelectorAll("tbody th").Select(t => t.TextContent.Trim()));
        Assert.Contains("没有这样的区划", (await county.PageAsync("/regions?words=没有这个地方")).QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hard_names_are_found_shown_and_exported_as_they_are_written_and_the_export_comes_back_without_a_change()
    {
        var names = HardNames.Read();
        await using (var db = site.Open())
        {
            var lines = DivisionText.Read(new StringReader("code,name,level,parent_code\n" + string.Join('\n', HardNames.WithAncestors(names)))).Value!;
            var known = await db.Regions().Select(r => r.Code).ToListAsync();
            db.Regions().AddRange(lines.Where(l => !known.Contains(l.Code)).Select(Region.Of));
            await db.SaveChangesAsync();
        }

        using var city = await site.SignedInAsync(Roles.CityOfficer, Places.City);
        foreach (var (code, name) in names)
        {
            var page = await city.PageAsync($"/regions?words={Uri.EscapeDataString(name)}");
            Assert.Contains(page.QuerySelectorAll("tbody tr"), row => row.QuerySelector("th")!.TextContent == name && row.TextContent.Contains(RegionCodes.Short(code), StringComparison.Ordinal));
        }

        foreach (var format in new[] { "xlsx", "csv" })
        {
            var file = await (await city.GetAsync($"/regions/list.{format}")).Content.ReadAsByteArrayAsync();
            using var sent = await SendAsync(city, file, $"区划.{format}");
            var preview = await city.PageAsync(sent.Headers.Location!.ToString());
            Assert.Contains("没有变化", preview.Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_city_looks_at_a_new_list_puts_it_in_force_and_names_what_was_left_open()
    {
        using var city = await site.SignedInAsync(Roles.CityOfficer, Places.City);
        var list = Encoding.UTF8.GetString(await (await city.GetAsync("/regions/list.csv")).Content.ReadAsByteArrayAsync()).Split("\r\n")
            .Where(line => !line.StartsWith($"{Places.QingfengVillage},", StringComparison.Ordinal));
        using var sent = await SendAsync(city, Encoding.UTF8.GetBytes(string.Join("\r\n", list)), "新表.csv");
        var address = sent.Headers.Location!.ToString();
        var preview = await city.PageAsync(address);
        Assert.Contains("表上看不出来", preview.Body!.TextContent, StringComparison.Ordinal);

        using var undated = await city.SendAsync(preview, $"form[action='{address}']", ("Reason", "民政部门通知"));
        var page = await TestClient.ReadAsync(undated);
        Assert.Contains("哪一天起用", page.QuerySelector("#EffectiveOn-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("民政部门通知", page.QuerySelector("#Reason")!.GetAttribute("value"));

        using var taken = await city.SendAsync(preview, $"form[action='{address}']", ("EffectiveOn", "2026-11-01"), ("Reason", "民政部门通知"));
        var former = await city.PageAsync(taken.Headers.Location!.ToString());
        Assert.Contains("还没写明", former.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);

        var one = await city.PageAsync($"/regions/{Places.QingfengVillage}");
        using var wrong = await city.SendAsync(one, "form[action$=successor]", ("successorCode", "123"));
        Assert.Contains("没有这个代码", (await TestClient.ReadAsync(wrong)).QuerySelector("#successorCode-error")!.TextContent, StringComparison.Ordinal);
        using var named = await city.SendAsync(one, "form[action$=successor]", ("successorCode", Places.QingfengOtherVillage.ToString()));
        Assert.Equal(HttpStatusCode.Redirect, named.StatusCode);
        Assert.Contains("写明改成了哪里", (await city.PageAsync($"/regions/{Places.QingfengVillage}")).Body!.TextContent, StringComparison.Ordinal);

        using var county = await site.SignedInAsync(Roles.CountyOfficer);
        Assert.Null((await county.PageAsync($"/regions/{Places.QingfengVillage}")).QuerySelector("form[action$=successor]"));
    }

    [Fact]
    public async Task A_file_that_is_no_list_comes_back_with_a_sentence()
    {
        using var city = await site.SignedInAsync(Roles.CityOfficer, Places.City);
        using var sent = await SendAsync(city, "你好"u8.ToArray(), "区划.xlsx");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.StatusCode);
        Assert.Contains("这不是区划表", (await TestClient.ReadAsync(sent)).QuerySelector(".banner.bad")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> SendAsync(TestClient client, byte[] file, string name) =>
        await Workbooks.SendAsync(client, "/regions/lists", file, name);

    private static IEnumerable<string> Figures(IDocument page, string name) =>
        page.QuerySelectorAll("tbody tr").First(r => r.QuerySelector("th")!.TextContent == name).QuerySelectorAll("td.n").Select(t => t.TextContent).TakeLast(2);
}
