using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

public sealed class CoursePagesTests : IAsyncLifetime
{
    private TestSite site = null!;
    private TestClient teacher = null!;
    private Course course = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync();
        await using var db = site.Open();
        var trainer = await Some.TrainerAsync(db);
        course = await Some.CourseAsync(db, trainer, with: c => c.Status = CourseStatus.Draft);
        teacher = await site.SignedInAsync(Roles.Trainer, with: account => account.TrainerId = trainer.Id);
    }

    public async Task DisposeAsync()
    {
        teacher.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task A_new_course_without_a_name_comes_back_with_a_sentence_and_what_was_typed()
    {
        using var response = await teacher.SendAsync(
            await teacher.PageAsync("/lessons/new"), "main form", ("TopicCode", "course-risk"), ("Summary", "先拍背，再冲击腹部"));
        var page = await TestClient.ReadAsync(response);

        Assert.Contains("课程还没有名字", page.QuerySelector("#Title-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("先拍背，再冲击腹部", page.QuerySelector<IHtmlTextAreaElement>("#Summary")!.Value.Trim());
        Assert.Equal("course-risk", page.QuerySelector<IHtmlSelectElement>("#TopicCode")!.Value);
    }

    [Fact]
    public async Task A_new_course_leads_to_the_page_where_lessons_are_sent()
    {
        using var response = await teacher.SendAsync(
            await teacher.PageAsync("/lessons/new"), "main form", ("Title", "噎住了怎么办"), ("TopicCode", "course-risk"));

        var page = await teacher.PageAsync(response.Headers.Location!.ToString());

        Assert.Equal("噎住了怎么办", page.QuerySelector("h1")!.TextContent);
        Assert.NotNull(page.QuerySelector("form[enctype='multipart/form-data'] input[type=file]"));
        Assert.Contains("至少有一课转好了，才能送审", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_recording_is_refused_with_a_sentence_and_the_name_is_kept()
    {
        using var response = await SendAsync("#EXTM3U\nhttp://elsewhere.example/a.ts"u8.ToArray(), "课.mp4", "第一课");
        var page = await TestClient.ReadAsync(response);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.NotEmpty(page.QuerySelector("#File-error")!.TextContent.Trim());
        Assert.Equal("第一课", page.QuerySelector("#Title")!.GetAttribute("value"));
        await using var db = site.Open();
        Assert.False(await db.Lessons().AnyAsync());
    }

    [Fact]
    public async Task Nothing_chosen_says_what_to_do()
    {
        using var response = await SendAsync([], "", "");

        Assert.Contains("还没有选文件", (await TestClient.ReadAsync(response)).QuerySelector("#File-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_is_taken_and_stands_in_the_list_with_its_state_in_words()
    {
        var clip = await File.ReadAllBytesAsync(Path.Combine(Repository(), "media-samples", "choking.mp4"));

        using var response = await SendAsync(clip, "噎住.mp4", "");
        var page = await teacher.PageAsync(response.Headers.Location!.ToString());

        var lesson = page.QuerySelector("[data-lesson]")!;
        Assert.Equal("噎住", lesson.QuerySelector("h3")!.TextContent);
        Assert.NotEmpty(lesson.QuerySelector(".mark")!.TextContent.Trim());
        Assert.Contains("收好了", page.QuerySelector(".banner")!.TextContent, StringComparison.Ordinal);
        var own = await teacher.PageAsync(lesson.QuerySelector("h3 a")!.GetAttribute("href")!);
        Assert.Contains(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(clip)), own.Body!.TextContent, StringComparison.Ordinal);
        using var progress = await teacher.GetAsync($"/lessons/{course.Key}/progress");
        Assert.Contains("\"settled\":", await progress.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> SendAsync(byte[] file, string name, string title)
    {
        var content = new MultipartFormDataContent
        {
            { new StringContent(await teacher.AntiforgeryTokenAsync($"/lessons/{course.Key}")), "__RequestVerificationToken" },
            { new StringContent(title), "Title" },
        };
        var part = new ByteArrayContent(file);
        part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"File\"", FileName = $"\"{name}\"", FileNameStar = name.Length > 0 ? name : null };
        content.Add(part);
        return await teacher.Http.PostAsync($"/lessons/{course.Key}/upload", content);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Training.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
