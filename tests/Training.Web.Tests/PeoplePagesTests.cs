using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

public sealed class PeoplePagesTests : IAsyncLifetime
{
    private TestSite site = null!;
    private TestClient officer = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync();
        officer = await site.SignedInAsync(Roles.CountyOfficer, Places.Qingfeng);
    }

    public async Task DisposeAsync()
    {
        officer.Dispose();
        await site.DisposeAsync();
    }

    [Theory]
    [InlineData(" 王芳")]
    [InlineData("李　明")]
    [InlineData("李𬱖")]
    [InlineData("〇建国")]
    [InlineData("王芳\u200B")]
    [InlineData("阿卜杜热合曼•阿卜杜拉")]
    [InlineData("=1+1")]
    public async Task A_name_comes_out_of_the_page_as_it_went_in_and_is_found(string name)
    {
        using var written = await officer.SendAsync(
            await officer.PageAsync("/people/new"), "main form",
            ("Name", name), ("RegionCode", $"{Places.QingfengVillage}"), ("Phone", "154 0000 0001"), ("BirthDate", "1950年3月5日"));
        var page = await officer.PageAsync(written.Headers.Location!.ToString());

        Assert.Equal(name, page.QuerySelector("h1")!.TextContent);
        Assert.Equal(name, page.QuerySelector("dd.as-written")!.TextContent);
        Assert.Contains("154****0001", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("15400000001", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("独居", (await FoundAsync(name)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(name, (await FoundAsync("0001")).QuerySelector("tbody th a")!.TextContent);
        var edit = await officer.PageAsync($"{written.Headers.Location}/edit");
        Assert.Equal(name, edit.QuerySelector<IHtmlInputElement>("#Name")!.Value);

        async Task<IDocument> FoundAsync(string text)
        {
            using var response = await officer.SendAsync(await officer.PageAsync("/people"), "#find", ("text", text));
            return await TestClient.ReadAsync(response);
        }
    }

    [Fact]
    public async Task A_form_with_mistakes_keeps_what_was_typed_and_says_all_of_them()
    {
        using var response = await officer.SendAsync(
            await officer.PageAsync("/people/new"), "main form",
            ("Name", ""), ("Phone", "1540000"), ("IdNumber", "11010519491231002Y"), ("Building", "滨河 3号楼"));
        var page = await TestClient.ReadAsync(response);

        Assert.Contains("还没有写姓名", page.QuerySelector("#Name-error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("11 位", page.QuerySelector("#Phone-error")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("#IdNumber-error"));
        Assert.NotNull(page.QuerySelector("#RegionCode-error"));
        Assert.Equal("1540000", page.QuerySelector<IHtmlInputElement>("#Phone")!.Value);
        Assert.Equal("滨河 3号楼", page.QuerySelector<IHtmlInputElement>("#Building")!.Value);
        Assert.Equal(4, page.QuerySelectorAll(".error-list li").Length);
        await using var db = site.Open();
        Assert.False(await db.People().AnyAsync());
    }

    [Fact]
    public async Task Somebody_written_twice_is_proposed_at_once_merged_by_hand_and_taken_back()
    {
        foreach (var name in (string[])["张秀英", "张秀瑛"])
        {
            using var written = await officer.SendAsync(
                await officer.PageAsync("/people/new"), "main form",
                ("Name", name), ("RegionCode", $"{Places.QingfengVillage}"), ("Phone", "15400000001"), ("BirthDate", "1950-03-05"));
            Assert.NotNull(written.Headers.Location);
        }

        var list = await officer.PageAsync("/people/matches");
        var pair = await officer.PageAsync(list.QuerySelector("tbody th a")!.GetAttribute("href")!);
        Assert.Contains("姓名同音，写法不同", pair.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(pair.QuerySelectorAll("tr.differs"));

        using var noReason = await officer.SendAsync(pair, "form.pair-decide", ("Why", ""));
        Assert.Contains("根据什么判断", (await TestClient.ReadAsync(noReason)).QuerySelector("#Why-error")!.TextContent, StringComparison.Ordinal);
        using var merged = await officer.SendAsync(pair, "form.pair-decide", ("Why", "电话问过，登记了两次"));
        Assert.Equal("/people/matches", merged.Headers.Location!.ToString());

        Guid key;
        await using (var db = site.Open())
        {
            key = (await db.People().SingleAsync(p => p.CanonicalId != null)).Key;
        }

        var person = await officer.PageAsync($"/people/{key}");
        Assert.Contains("已经并到", person.Body!.TextContent, StringComparison.Ordinal);
        using var undone = await officer.SendAsync(person, ".person-merges form", ("Why", "女儿说是两姐妹"), ("NotSame", "true"));
        Assert.Contains("#merges", undone.Headers.Location!.ToString(), StringComparison.Ordinal);
        await using var after = site.Open();
        Assert.False(await after.People().AnyAsync(p => p.CanonicalId != null));
        Assert.Equal(MatchState.NotSame, (await after.PersonMatches().SingleAsync()).State);
    }

    [Fact]
    public async Task A_coordinator_writes_a_regular_down_masked_and_what_looks_like_a_double_waits_for_the_county()
    {
        await using var db = site.Open();
        var station = await Some.StationAsync(db);
        await Some.PersonAsync(db, Places.QingfengOtherVillage, "吕秀兰", p => p.BirthDate = new DateOnly(1950, 3, 5));
        using var coordinator = await site.SignedInAsync(Roles.Coordinator, Places.QingfengVillage, [station.Id]);

        var form = await coordinator.PageAsync("/people/new");
        Assert.Equal(station.Name, form.QuerySelector("#Station option[selected]")!.TextContent);
        using var refused = await coordinator.SendAsync(form, "main form", ("Name", "吕秀兰"), ("Phone", "154"));
        var again = await TestClient.ReadAsync(refused);
        Assert.Equal(("吕秀兰", "154"), (again.QuerySelector<IHtmlInputElement>("#Name")!.Value, again.QuerySelector<IHtmlInputElement>("#Phone")!.Value));
        using var written = await coordinator.SendAsync(again, "main form", ("RegionCode", $"{Places.QingfengOtherVillage}"), ("Phone", "15400000001"), ("BirthDate", "1950-03-05"));
        var page = await coordinator.PageAsync(written.Headers.Location!.ToString());
        Assert.Contains("154****0001", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("15400000001", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains($"常来{station.Name}", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("a[href$='/edit'], a[href$='/counties']"));
        Assert.Equal(1, await db.PersonMatches().CountAsync(m => m.State == MatchState.Proposed));

        using var passing = await coordinator.SendAsync(await coordinator.PageAsync("/people/new"), "main form", ("Name", "路过的人"), ("RegionCode", $"{Places.QingfengVillage}"), ("Station", ""));
        Assert.Equal("/people", passing.Headers.Location!.ToString());
        Assert.DoesNotContain("路过的人", (await coordinator.PageAsync("/people")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_is_put_on_record_for_another_county_with_a_day_and_taken_back()
    {
        await using var db = site.Open();
        var person = await Some.PersonAsync(db, name: "跟女儿住");
        using var there = await site.SignedInAsync(Roles.CountyOfficer, Places.Nanle);
        var address = $"/people/{person.Key}/counties";
        using var unseen = await there.GetAsync(address);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, unseen.StatusCode);

        using var refused = await officer.SendAsync(await officer.PageAsync(address), $"form[action='{address}']", ("CountyCode", $"{Places.Nanle}"), ("From", "2026-01-01"), ("Reason", "在南乐上课"));
        var again = await TestClient.ReadAsync(refused);
        Assert.Contains("今天或者今后", again.QuerySelector("#From-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("在南乐上课", again.QuerySelector<IHtmlInputElement>("#Reason")!.Value);
        using var lent = await officer.SendAsync(again, $"form[action='{address}']", ("From", $"{site.Services.GetRequiredService<TimeProvider>().Today():yyyy-MM-dd}"));
        Assert.Contains("看得到", (await officer.PageAsync(address)).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);

        var page = await there.PageAsync(address);
        Assert.Null(page.QuerySelector($"form[action='{address}']"));
        using var unsaid = await there.SendAsync(page, $"form[action='{address}/{Places.Nanle}/end']");
        Assert.Contains("写一句为什么", (await TestClient.ReadAsync(unsaid)).QuerySelector(".error-list")!.TextContent, StringComparison.Ordinal);
        using var back = await there.SendAsync(page, $"form[action='{address}/{Places.Nanle}/end']", ("Why", "搬回去了"));
        Assert.Equal("/people", back.Headers.Location!.ToString());
        Assert.Contains("搬回去了", (await officer.PageAsync(address)).QuerySelector(".timeline")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_son_moves_out_and_the_days_together_stay_on_the_page()
    {
        Guid father, son;
        await using (var db = site.Open())
        {
            var people = await Some.PeopleAsync(db, 2);
            await Some.HouseholdAsync(db, [.. people]);
            (father, son) = (people[0].Key, people[1].Key);
        }

        using var moved = await officer.SendAsync(
            await officer.PageAsync($"/people/{son}/household"), "main form", ("People", $"{son}"), ("To", "own"), ("On", "2026-10-01"));
        var page = await officer.PageAsync(moved.Headers.Location!.ToString());

        Assert.Equal(2, page.QuerySelectorAll(".person-stays > li").Length);
        Assert.Contains("自己一户", page.QuerySelector(".person-stays > li")!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"/people/{father}", page.QuerySelectorAll(".person-stays > li")[1].InnerHtml, StringComparison.Ordinal);
    }
}
