using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Paper;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

/// <summary>The sheet on paper and back, with forms alone: printed with names and blank rows, entered by row numbers, names on blank rows.</summary>
public sealed class PaperRollTests : IAsyncLifetime
{
    private readonly FakeClock clock = FakeClock.Shanghai(2026, 11, 18, 10, 20);
    private TestSite site = null!;
    private RollStage stage = null!;
    private TestClient coordinator = null!;

    private string Papers => $"/rolls/{stage.Session.Key}/paper";

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
    public async Task The_printed_sheet_has_names_blank_rows_marks_and_on_each_page_code_and_number()
    {
        var printed = await PrintAsync();
        var sheet = await coordinator.PageAsync(printed);
        var pages = sheet.QuerySelectorAll(".pr-page");
        var code = SpacedOf(printed);
        Assert.All(pages, (page, i) => Assert.Contains($"签到表 {code}　第 {i + 1} 页，共 {pages.Length} 页", page.QuerySelector("footer")!.TextContent, StringComparison.Ordinal));
        Assert.All(pages, page => Assert.Equal((4, 7), (page.QuerySelectorAll(".pr-corner").Length, page.QuerySelectorAll("thead th").Length)));
        var rows = sheet.QuerySelectorAll("tbody tr");
        Assert.Equal(Enumerable.Range(1, rows.Length).Select(n => $"{n}"), rows.Select(r => r.Children[0].TextContent));
        Assert.Equal(stage.Members.Select(m => m.Name).Order(StringComparer.Ordinal), rows.Select(r => r.Children[1].TextContent).Where(n => n.Length > 0).Order(StringComparer.Ordinal));
        Assert.InRange(rows.Count(r => r.Children[1].TextContent.Length == 0), PaperRules.FewestBlank, PaperRules.MostBlank);
        Assert.NotNull(sheet.QuerySelector("svg .qr-squares"));

        using var word = await coordinator.Http.GetAsync($"{printed}/word");
        Assert.Equal("application/vnd.openxmlformats-officedocument.wordprocessingml.document", word.Content.Headers.ContentType!.MediaType);
        using var scanned = await coordinator.Http.GetAsync($"/p/{printed[^8..]}");
        Assert.Equal($"{printed}/entry", scanned.Headers.Location!.ToString());
        using var typo = await coordinator.Http.GetAsync("/p/00000000");
        Assert.Equal(HttpStatusCode.NotFound, typo.StatusCode);
    }

    [Fact]
    public async Task Row_numbers_fill_the_rows_and_saving_puts_them_on_the_roll()
    {
        var entry = await coordinator.PageAsync($"{await PrintAsync()}/entry");
        var form = Form(entry);
        ((IHtmlInputElement)entry.QuerySelector("#Range")!).Value = "1-12 14 16-30";
        var filled = await SubmitAsync(form, "[name=Do]");
        Assert.Equal(28, filled.QuerySelectorAll("input[value=Came][checked]").Length);
        Assert.Equal("", ((IHtmlInputElement)filled.QuerySelector("#Range")!).Value);
        await CountAsync(0);

        Choose(filled, 13, "Unreadable");
        Write(filled, 41, "仇新来", "0417");
        using var saved = await PostAsync(Form(filled), null);
        Assert.Equal(Papers, saved.Headers.Location!.ToString());
        var after = (await coordinator.PageAsync(Papers)).Body!.TextContent;
        Assert.Contains("录好了，记下 29 处变动，现在到课 29 人。看不清的行照原样留着：13。", after, StringComparison.Ordinal);
        await CountAsync(29);

        using var again = await PostAsync(Form(filled), null);
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        await CountAsync(29);
        var shown = await coordinator.PageAsync($"{Papers}/{(await PaperAsync()).Code}/entry");
        Assert.Equal(29, shown.QuerySelectorAll("input[value=Came][checked]").Length);
    }

    [Fact]
    public async Task What_is_wrong_is_said_by_row_and_everything_typed_stays()
    {
        var entry = await coordinator.PageAsync($"{await PrintAsync()}/entry");
        ((IHtmlInputElement)entry.QuerySelector("#Range")!).Value = "1-99";
        var refused = await SubmitAsync(Form(entry), null);
        var rows = refused.QuerySelectorAll("[data-row]").Length;
        Assert.Contains($"这张表只有 {rows} 行，没有第 99 行。", refused.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("1-99", ((IHtmlInputElement)refused.QuerySelector("#Range")!).Value);

        ((IHtmlInputElement)refused.QuerySelector("#Range")!).Value = "1-3";
        Write(refused, 41, "钱外来", "");
        Write(refused, 42, " 王  某", "12");
        ((IHtmlInputElement)refused.QuerySelectorAll("[data-row]")[4].QuerySelector("[name$='.Until']")!).Value = "9点";
        var wrong = await SubmitAsync(Form(refused), null);
        Assert.Contains("第 5 行：离开的时间写成 10:05 这样", wrong.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(" 王  某", ((IHtmlInputElement)wrong.QuerySelectorAll("[data-row]")[41].QuerySelector("[name$='.Name']")!).Value);
        Assert.Equal(3, wrong.QuerySelectorAll("input[value=Came][checked]").Length);

        ((IHtmlInputElement)wrong.QuerySelectorAll("[data-row]")[4].QuerySelector("[name$='.Until']")!).Value = "";
        var asked = await SubmitAsync(Form(wrong), null);
        Assert.Contains("第 41 行：名单里有同名的人", asked.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("第 42 行：手机号后四位是 4 个数字", asked.Body!.TextContent, StringComparison.Ordinal);
        await CountAsync(0);

        Write(asked, 42, " 王  某", "1234");
        ((IHtmlInputElement)asked.QuerySelector("[name$='.Who']")!).IsChecked = true;
        using var saved = await PostAsync(Form(asked), null);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        await CountAsync(5);
        await using var db = site.Open();
        Assert.Equal(" 王  某", (await db.WalkIns().SingleAsync()).Name);
    }

    private async Task<string> PrintAsync()
    {
        using var printed = await coordinator.SendAsync(await coordinator.PageAsync(Papers), $"form[action='{Papers}']");
        Assert.Equal(HttpStatusCode.Redirect, printed.StatusCode);
        return printed.Headers.Location!.ToString();
    }

    private static string SpacedOf(string address) => $"{address[^8..^4]} {address[^4..]}";

    private async Task<RollPaper> PaperAsync()
    {
        await using var db = site.Open();
        return await db.RollPapers().SingleAsync();
    }

    private async Task CountAsync(int marks)
    {
        await using var db = site.Open();
        Assert.Equal(marks, await db.RollMarks().CountAsync());
    }

    private static IHtmlFormElement Form(IHtmlDocument page) => (IHtmlFormElement)page.QuerySelector("form.pr-form")!;

    private static void Choose(IHtmlDocument page, int row, string reading)
    {
        foreach (var input in page.QuerySelectorAll<IHtmlInputElement>($"[name='Rows[{row - 1}].Reading']"))
        {
            input.IsChecked = input.Value == reading;
        }
    }

    private static void Write(IHtmlDocument page, int row, string name, string tail)
    {
        page.QuerySelector<IHtmlInputElement>($"[name='Rows[{row - 1}].Name']")!.Value = name;
        page.QuerySelector<IHtmlInputElement>($"[name='Rows[{row - 1}].Tail']")!.Value = tail;
    }

    private async Task<IHtmlDocument> SubmitAsync(IHtmlFormElement form, string? button)
    {
        using var answer = await PostAsync(form, button);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await TestClient.ReadAsync(answer);
    }

    /// <summary>The form as a browser without scripts sends it.</summary>
    private Task<HttpResponseMessage> PostAsync(IHtmlFormElement form, string? button)
    {
        var fields = form.QuerySelectorAll<IHtmlInputElement>("input").Where(i => i.Name is not null && (i.Type is not ("radio" or "checkbox") || i.IsChecked))
            .Select(i => KeyValuePair.Create(i.Name!, i.Value)).ToList();
        if (button is not null && form.QuerySelector(button) is IHtmlButtonElement pressed)
        {
            fields.Add(KeyValuePair.Create(pressed.Name!, pressed.Value));
        }

        return coordinator.Http.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(fields));
    }
}
