using System.Net;
using System.Net.Http.Headers;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Testing;
using Training.Testing.Site;
using Training.Web.Hosting;

namespace Training.Web.Tests;

/// <summary>What every answer carries, and what a person reads when a page does not come.</summary>
public sealed class DoorTests : IAsyncLifetime
{
    private TestSite site = null!;
    private TestClient visitor = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync();
        visitor = site.Visitor();
        visitor.Http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
    }

    public async Task DisposeAsync()
    {
        visitor.Dispose();
        await site.DisposeAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/nowhere")]
    [InlineData("/dist/manifest.json")]
    public async Task Every_answer_forbids_inline_code_framing_and_guessing(string path)
    {
        using var response = await visitor.GetAsync(path);

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/timetable")]
    [InlineData("/timetable/places")]
    [InlineData("/courses")]
    public async Task No_page_styles_or_scripts_inline_and_Chinese_is_written_as_Chinese(string path)
    {
        var page = await visitor.PageAsync(path);

        Assert.Empty(page.QuerySelectorAll("[style], style, script:not([src]), [onclick]"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Equal("跳到正文", page.Body!.FirstElementChild!.TextContent);
        Assert.Equal("zh-CN", page.DocumentElement.GetAttribute("lang"));
        Assert.DoesNotContain("&#x", await (await visitor.GetAsync(path)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_not_there_says_what_to_do_next()
    {
        using var response = await visitor.GetAsync("/nowhere");
        var page = await TestClient.ReadAsync(response);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("没有这一页", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("从首页重新找", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_is_not_taken()
    {
        using var response = await visitor.Http.PostAsync("/look/theme", new FormUrlEncodedContent([KeyValuePair.Create("theme", "dark")]));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("这次没办成", (await TestClient.ReadAsync(response)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task The_demonstrations_accounts_are_listed_beside_a_seeded_folder_alone()
    {
        Assert.Null((await visitor.PageAsync("/sign-in")).QuerySelector(".accounts"));

        await DemonstrationAccounts.WriteAsync(
            site.Folder,
            [new() { UserName = "qingfeng", Password = TestSite.Password, Role = Roles.CountyOfficer, RoleName = "县区民政局", DisplayName = "周明远", Note = "看清丰县的标准表" }]);
        var listed = (await visitor.PageAsync("/sign-in")).QuerySelector(".accounts")!;

        Assert.Contains("县区民政局", listed.TextContent, StringComparison.Ordinal);
        Assert.Contains("看清丰县的标准表", listed.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_a_while_and_say_so()
    {
        var account = await site.AccountAsync(Roles.Trainer);
        var said = "";
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var response = await visitor.SendAsync(
                await visitor.PageAsync("/sign-in"), "form.signin", ("UserName", account.UserName!), ("Password", "wrong"));
            said = (await TestClient.ReadAsync(response)).QuerySelector("#Password-error")!.TextContent;
        }

        Assert.Equal("密码连着错了 5 次，这个账号先停 10 分钟。忘了密码，找县区民政局重设。", said);
    }

    [Fact]
    public async Task An_empty_sign_in_form_comes_back_with_a_list_that_leads_to_the_fields()
    {
        using var response = await visitor.SendAsync(await visitor.PageAsync("/sign-in"), "form.signin");
        var page = await TestClient.ReadAsync(response);

        Assert.Equal(["#UserName", "#Password"], page.QuerySelectorAll(".error-list a").Select(a => a.GetAttribute("href")));
        Assert.Equal("true", page.QuerySelector("#UserName")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Media_of_published_lessons_alone_is_given_out_in_parts_and_for_ever()
    {
        await using var db = site.Open();
        var trainer = await Some.TrainerAsync(db);
        var course = await Some.CourseAsync(db, trainer);
        var lesson = await Some.LessonAsync(db, course);
        var folder = Directory.CreateDirectory(Path.Combine(site.Folder.Media, lesson.PublishedFolder!)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "master.m3u8"), "#EXTM3U");
        await File.WriteAllBytesAsync(Path.Combine(folder, "low.mp4"), new byte[1000]);
        await File.WriteAllTextAsync(Path.Combine(folder, "secret.txt"), "not for anybody");
        var address = MediaAddress.Of(lesson.Key, lesson.PublishedFolder!, "");

        using var playlist = await visitor.GetAsync(address + "master.m3u8");
        Assert.Equal("application/vnd.apple.mpegurl", playlist.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", playlist.Headers.CacheControl!.ToString(), StringComparison.Ordinal);

        using var request = new HttpRequestMessage(HttpMethod.Get, address + "low.mp4") { Headers = { Range = new(100, 199) } };
        using var part = await visitor.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(100, part.Content.Headers.ContentLength);

        foreach (var path in (string[])["secret.txt", "../../training.db", "..%2f..%2ftraining.db", "240p/../../x.m4s", "no/index.m3u8"])
        {
            using var refused = await visitor.GetAsync(address + path);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }
    }

    [Fact]
    public async Task Media_of_a_draft_is_for_its_teacher_alone()
    {
        await using var db = site.Open();
        var trainer = await Some.TrainerAsync(db);
        var course = await Some.CourseAsync(db, trainer, with: c => c.Status = CourseStatus.Draft);
        var lesson = await Some.LessonAsync(db, course);
        var folder = Directory.CreateDirectory(Path.Combine(site.Folder.Media, lesson.PublishedFolder!)).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "low.mp4"), new byte[10]);
        var address = MediaAddress.Of(lesson.Key, lesson.PublishedFolder!, "low.mp4");
        using var teacher = await site.SignedInAsync(Roles.Trainer, with: a => a.TrainerId = trainer.Id);

        using var others = await visitor.GetAsync(address);
        using var own = await teacher.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, others.StatusCode);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.True(own.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task The_bundle_is_sent_small_and_kept_for_ever()
    {
        var style = (await visitor.PageAsync("/")).QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        using var request = new HttpRequestMessage(HttpMethod.Get, style);
        request.Headers.AcceptEncoding.ParseAdd("br");

        using var response = await visitor.Http.SendAsync(request);

        Assert.Equal("br", response.Content.Headers.ContentEncoding.Single());
        Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.InRange(response.Content.Headers.ContentLength!.Value, 1, 20_000);
    }
}
