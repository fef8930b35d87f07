using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Courses.Watching;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

/// <summary>What players send, over HTTP, and the trainer's page of it.</summary>
public sealed class WatchingTests : IAsyncLifetime
{
    private readonly FakeClock clock = FakeClock.Ordinary();
    private TestSite site = null!;
    private Course course = null!;
    private Lesson lesson = null!;
    private Person guilan = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(clock: clock);
        await using var db = site.Open();
        var town = await SomeTown.FillAsync(db, new DateOnly(2026, 11, 18));
        (course, lesson) = (town.Turning, town.TurningLessons[0]);
        guilan = await Some.PersonAsync(db, name: "王桂兰");
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task A_family_watches_by_the_servers_clock_and_the_trainer_reads_where_it_stopped()
    {
        using var family = await site.SignedInAsync(Roles.Family, with: a => a.PersonId = guilan.Id);
        var token = await family.AntiforgeryTokenAsync($"/courses/{course.Key}");
        using var opened = await OpenAsync(family, token);
        var sitting = JsonDocument.Parse(await opened.Content.ReadAsStringAsync()).RootElement.GetProperty("sitting").GetGuid();
        clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(HttpStatusCode.NoContent, await BeatAsync(family, token, sitting, 1, "0-60000"));
        Assert.Equal(HttpStatusCode.NoContent, await BeatAsync(family, token, sitting, 1, "0-60000"));
        foreach (var (number, played, rate) in (IEnumerable<(int, string, string)>)[(0, "0-1", "1"), (2, "a-b", "1"), (2, "5", "1"), (2, "-5-9", "1"), (2, "0-1", "1,5"), (2, "0-1", "NaN")])
        {
            Assert.Equal(HttpStatusCode.BadRequest, await BeatAsync(family, token, sitting, number, played, rate));
        }

        await using var db = site.Open();
        Assert.Equal((15_000, guilan.Id), await db.WatchSittings().Select(s => ValueTuple.Create(s.WatchedMs, s.PersonId)).SingleAsync());
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Gone, await BeatAsync(family, token, sitting, 2, "15000-30000"));

        using var trainer = await site.SignedInAsync(Roles.Trainer, with: a => a.TrainerId = course.TrainerId);
        var page = await trainer.PageAsync($"/lessons/{course.Key}/watched");
        Assert.Contains("放了1 次", Squeezed(page.QuerySelector(".watched-figures")!.TextContent), StringComparison.Ordinal);
        Assert.Equal(WatchFigures.Parts, page.QuerySelectorAll(".stops rect").Length);
        Assert.Equal(WatchFigures.Parts, page.QuerySelectorAll(".watched tbody tr").Length);
        Assert.DoesNotContain("王桂兰", page.Body!.TextContent, StringComparison.Ordinal);
        using var own = await OpenAsync(trainer, await trainer.AntiforgeryTokenAsync("/lessons/new"));
        Assert.Equal(HttpStatusCode.NoContent, own.StatusCode);
    }

    [Fact]
    public async Task A_visitor_is_counted_without_a_name_and_a_foreign_page_cannot_send()
    {
        using var visitor = site.Visitor();
        var token = await visitor.AntiforgeryTokenAsync($"/courses/{course.Key}");
        using var opened = await OpenAsync(visitor, token);
        var sitting = JsonDocument.Parse(await opened.Content.ReadAsStringAsync()).RootElement.GetProperty("sitting").GetGuid();
        clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(HttpStatusCode.NoContent, await BeatAsync(visitor, token, sitting, 1, "0-20000", "1.25"));
        Assert.Equal(HttpStatusCode.BadRequest, await BeatAsync(visitor, "", sitting, 2, "20000-21000"));
        using var forged = await visitor.Http.PostAsync($"/watch/{lesson.Key}", null);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        using var nothing = await OpenAsync(visitor, token, Guid.NewGuid());
        Assert.Equal(HttpStatusCode.NoContent, nothing.StatusCode);

        await using var db = site.Open();
        Assert.Equal((20_000, null), await db.WatchSittings().Select(s => ValueTuple.Create(s.WatchedMs, s.PersonId)).SingleAsync());
        Assert.Equal(0, await db.WatchProgress().CountAsync());
    }

    private static string Squeezed(string text) => string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private async Task<HttpResponseMessage> OpenAsync(TestClient who, string token, Guid? which = null)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Post, $"/watch/{which ?? lesson.Key}");
        ask.Headers.Add("X-CSRF-Token", token);
        return await who.Http.SendAsync(ask);
    }

    private static async Task<HttpStatusCode> BeatAsync(TestClient who, string token, Guid sitting, int number, string played, string rate = "1")
    {
        using var answer = await who.Http.PostAsync("/watch/beat", new FormUrlEncodedContent(
        [
            new("sitting", sitting.ToString()), new("number", number.ToString(CultureInfo.InvariantCulture)), new("rate", rate), new("played", played),
            new("__RequestVerificationToken", token),
        ]));
        return answer.StatusCode;
    }
}
