using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Courses.Questions;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

public sealed class CourseReviewPagesTests : IAsyncLifetime
{
    private TestSite site = null!;
    private TestClient teacher = null!;
    private TestClient officer = null!;
    private TestClient visitor = null!;
    private Course course = null!;
    private Lesson lesson = null!;
    private Person person = null!;

    private string Desk => $"/lessons/{course.Key}/{lesson.Key}";

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync();
        await using var db = site.Open();
        var trainer = await Some.TrainerAsync(db, name: "孙玉梅");
        course = await Some.CourseAsync(db, trainer, with: c => (c.Status, c.PublishedUtc) = (CourseStatus.Draft, null));
        lesson = await Some.LessonAsync(db, course);
        person = await Some.PersonAsync(db);
        teacher = await site.SignedInAsync(Roles.Trainer, with: account => account.TrainerId = trainer.Id);
        officer = await site.SignedInAsync(Roles.CountyOfficer);
        visitor = site.Visitor();
    }

    public async Task DisposeAsync()
    {
        teacher.Dispose();
        officer.Dispose();
        visitor.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task From_the_trainer_by_the_county_to_the_families_and_back()
    {
        using (await teacher.SendAsync(await teacher.PageAsync($"/lessons/{course.Key}"), "form[action$=submit]", ("Note", "第一次讲")))
        {
        }

        Assert.Contains("等县区审核", (await teacher.PageAsync($"/lessons/{course.Key}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var link = (await officer.PageAsync("/county-courses")).QuerySelector("#waiting")!.ParentElement!.ParentElement!.QuerySelector<IHtmlAnchorElement>("a.open")!;
        Assert.Equal(course.Title, link.TextContent);
        var review = link.PathName;
        var page = await officer.PageAsync(review);
        Assert.NotNull(page.QuerySelector("video source"));
        Assert.Contains("第一次讲", page.Body!.TextContent, StringComparison.Ordinal);

        // A return without a reason comes back with what was chosen; with one the trainer reads it at the lesson.
        using (var refused = await officer.SendAsync(page, ".review-form", ("Decision", "no"), ("Place", lesson.Key.ToString())))
        {
            page = await TestClient.ReadAsync(refused);
            Assert.Contains("退回要写清", page.QuerySelector("#Reason-error")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(lesson.Key.ToString(), page.QuerySelector<IHtmlSelectElement>("#Place")!.Value);
        }

        using (await officer.SendAsync(page, ".review-form", ("Decision", "no"), ("Place", lesson.Key.ToString()), ("Reason", "没有字幕")))
        {
        }

        Assert.Contains("没有字幕", (await teacher.PageAsync(Desk)).QuerySelector(".banner")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("没有字幕", (await teacher.PageAsync($"/lessons/{course.Key}")).QuerySelector(".banner")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(visitor, $"/courses/{course.Key}"));

        using (await teacher.SendAsync(await teacher.PageAsync($"/lessons/{course.Key}"), "form[action$=submit]"))
        {
        }

        var second = (await officer.PageAsync("/county-courses")).QuerySelector<IHtmlAnchorElement>("a.open[href^='/course-reviews/']")!.PathName;
        using (await officer.SendAsync(await officer.PageAsync(second), ".review-form", ("Decision", "yes")))
        {
        }

        Assert.Contains(course.Title, (await visitor.PageAsync($"/courses/{course.Key}")).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);

        using (await officer.SendAsync(await officer.PageAsync($"/county-courses/{course.Key}/withdraw"), "main form", ("Reason", "讲法过时了")))
        {
        }

        using var gone = await visitor.GetAsync($"/courses/{course.Key}");
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        var said = (await TestClient.ReadAsync(gone)).QuerySelector("main, .body")!.TextContent;
        Assert.Contains("收回了", said, StringComparison.Ordinal);
        Assert.DoesNotContain("过时", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_that_are_wrong_come_back_line_by_line_with_all_that_was_typed()
    {
        const string typed = "0:05 先说一声\n9:00 翻过来\n看看皮肤";
        using var response = await teacher.SendAsync(await teacher.PageAsync(Desk), "form[action$=chapters]", ("Chapters", typed));
        var page = await TestClient.ReadAsync(response);

        Assert.Equal(["第 2 行", "第 3 行"], page.QuerySelectorAll(".error-list li").Select(li => li.TextContent[..5]));
        Assert.Equal(typed, page.QuerySelector<IHtmlTextAreaElement>("#Chapters")!.Value.ReplaceLineEndings("\n"));
        await using var db = site.Open();
        Assert.False(await db.LessonChapters().AnyAsync());
    }

    [Fact]
    public async Task Captions_are_kept_as_a_draft_refused_by_their_lines_and_served_as_text()
    {
        var page = await teacher.PageAsync($"{Desk}/captions");
        const string wrong = "WEBVTT\n\n00:05.000 --> 00:04.000\n先说一声\n";
        using (var kept = await teacher.Http.PostAsync($"{Desk}/captions/draft", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["language"] = "zh-Hans", ["text"] = wrong, ["__RequestVerificationToken"] = page.QuerySelector<IHtmlInputElement>(".caption-desk [name=__RequestVerificationToken]")!.Value,
        })))
        {
            Assert.Equal(HttpStatusCode.NoContent, kept.StatusCode);
        }

        page = await teacher.PageAsync($"{Desk}/captions");
        Assert.Equal(wrong, page.QuerySelector<IHtmlTextAreaElement>("#Text")!.Value);
        using (var refused = await teacher.SendAsync(page, ".caption-desk"))
        {
            page = await TestClient.ReadAsync(refused);
            Assert.Contains("第 3 行（0:05）：结束要在开始后面", page.QuerySelector(".error-list")!.TextContent, StringComparison.Ordinal);
        }

        using (var saved = await teacher.SendAsync(page, ".caption-desk", ("Text", "WEBVTT\n\n00:01.000 --> 00:04.000\n血压 &lt; 140，<"), ("Label", "字幕")))
        {
            Assert.Contains("不收尖括号", (await TestClient.ReadAsync(saved)).QuerySelector(".error-list")!.TextContent, StringComparison.Ordinal);
        }

        using (var saved = await teacher.SendAsync(page, ".caption-desk", ("Text", "WEBVTT\r\n\r\n00:01.000 --> 00:04.000\r\n血压 &lt; 140\r\n"), ("Label", "字幕")))
        {
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        }

        await using var db = site.Open();
        var caption = await db.LessonCaptions().SingleAsync();
        Assert.False(await db.CaptionDrafts().AnyAsync());
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(visitor, $"/captions/{caption.Key}.vtt"));
        using var served = await teacher.GetAsync($"/captions/{caption.Key}.vtt");
        Assert.Equal("text/vtt", served.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'", served.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n血压 &lt; 140\n", await served.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(officer, $"/captions/{caption.Key}.vtt"));
    }

    [Fact]
    public async Task A_question_is_asked_answered_and_then_read_by_everybody_without_a_name()
    {
        await using var db = site.Open();
        course.Status = CourseStatus.Published;
        db.Attach(course).State = EntityState.Modified;
        await db.SaveChangesAsync();
        var version = await Some.VersionAsync(db, course, v => v.State = CourseVersionState.Published);
        await Some.VersionLessonAsync(db, version, lesson);
        using var family = await site.SignedInAsync(Roles.Family, with: account => account.PersonId = person.Id);
        var under = $"/courses/{course.Key}/{lesson.Key}";

        using (var refused = await family.SendAsync(await family.PageAsync($"{under}/ask"), "main form, .body form", ("text", "回我电话 138 0000 1234 行吗")))
        {
            var page = await TestClient.ReadAsync(refused);
            Assert.Contains("号码", page.QuerySelector("#Text-error")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("138 0000 1234", page.QuerySelector<IHtmlTextAreaElement>("#Text")!.Value, StringComparison.Ordinal);
        }

        using (await family.SendAsync(await family.PageAsync($"{under}/ask"), "main form, .body form", ("text", "老人一翻就喊疼，还翻不翻？")))
        {
        }

        Assert.DoesNotContain("喊疼", (await visitor.PageAsync(under)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("等老师回话", (await family.PageAsync("/family/questions")).Body!.TextContent, StringComparison.Ordinal);
        var key = (await db.LessonQuestions().SingleAsync()).Key;
        Assert.Contains("喊疼", (await teacher.PageAsync("/questions")).Body!.TextContent, StringComparison.Ordinal);
        using (await teacher.SendAsync(await teacher.PageAsync($"/questions/{key}"), "form[action$=answer]", ("text", "要翻，但慢一点。")))
        {
        }

        var shown = (await visitor.PageAsync(under)).QuerySelector(".lesson-ask")!.TextContent;
        Assert.Contains("要翻，但慢一点", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(person.Name, shown, StringComparison.Ordinal);
        Assert.Contains("新的回话", (await family.PageAsync("/family/questions")).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("新的回话", (await family.PageAsync("/family/questions")).Body!.TextContent, StringComparison.Ordinal);

        using (await officer.SendAsync(await officer.PageAsync($"/questions/{key}"), "form[action$=hide]", ("hide", "true"), ("reason", "说到了别人家")))
        {
        }

        Assert.DoesNotContain("要翻", (await visitor.PageAsync(under)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("要翻", (await family.PageAsync("/family/questions")).Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> StatusAsync(TestClient who, string path)
    {
        using var answer = await who.GetAsync(path);
        return answer.StatusCode;
    }
}
