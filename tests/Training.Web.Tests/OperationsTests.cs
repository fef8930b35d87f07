using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

public sealed class OperationsTests : IAsyncLifetime
{
    private const string At = "2026-11-18T01:02:03.004Z";
    private readonly FakeClock clock = FakeClock.Shanghai(2026, 11, 18, 9, 2);
    private TestSite site = null!;
    private RollStage stage = null!;
    private TestClient coordinator = null!;

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
    public async Task A_roll_nobody_opened_is_opened_marked_and_closed_by_one_batch_and_receipts_agree()
    {
        clock.Advance(TimeSpan.FromHours(3));
        var (open, walkIn, mark, close, roll) = (Key(), Key(), Key(), Key(), stage.Session.Key);
        object[] operations =
        [
            new { kind = "close", key = close, sequence = 4, at = At, started = "2026-11-18T01:02:00.000Z", ended = "2026-11-18T02:04:00.000Z", headCount = 1 },
            new { kind = "mark", key = mark, sequence = 3, at = At, attendee = walkIn, present = true, supersedes = Array.Empty<Guid>(), until = "2026-11-18T01:40:00.000Z", reason = "早走" },
            new { kind = "walkIn", key = walkIn, sequence = 2, at = At, name = "郭新来", phoneTail = "0678" },
            new { kind = "open", key = open, sequence = 1, at = At },
        ];
        var answer = await SendAsync(operations);
        var receipts = answer.GetProperty("answers").EnumerateArray().ToDictionary(a => a.GetProperty("key").GetGuid(), a => a.GetProperty("receipt").GetString());
        Assert.Equal(Hash($"open\n{open}\n{roll}"), receipts[open]);
        Assert.Equal(Hash($"walkIn\n{walkIn}\n{roll}\n郭新来\n0678"), receipts[walkIn]);
        Assert.Equal(Hash($"mark\n{mark}\n{roll}\n{walkIn}\nP\n\nphone\n3\n{At}\n2026-11-18T01:40:00.000Z\n早走"), receipts[mark]);
        Assert.Equal(Hash($"close\n{close}\n{roll}\n2026-11-18T01:02:00.000Z\n2026-11-18T02:04:00.000Z\n1"), receipts[close]);
        Assert.Equal(("closed", 62, 1), (
            answer.GetProperty("roll").GetProperty("status").GetString(), answer.GetProperty("roll").GetProperty("minutes").GetInt32(), answer.GetProperty("present").GetInt32()));
        Assert.Equal("2026-11-18T01:40:00Z", answer.GetProperty("attendees")[0].GetProperty("until").GetString());

        var again = await SendAsync(operations);
        Assert.All(again.GetProperty("answers").EnumerateArray(), a => Assert.Equal(
            ("alreadyThere", receipts[a.GetProperty("key").GetGuid()]), (a.GetProperty("outcome").GetString(), a.GetProperty("receipt").GetString())));
    }

    [Fact]
    public async Task Operations_that_cannot_be_read_are_refused_one_by_one()
    {
        var good = Key();
        var body = $$"""
            {"device":"phone","deviceNow":"nonsense","operations":[
              7, {"kind":"mark"}, {"kind":"mark","key":"x","at":"{{At}}"}, {"kind":"dance","key":"{{Key()}}","at":"{{At}}","sequence":1},
              {"kind":"mark","key":"{{Key()}}","at":"yesterday","sequence":1,"attendee":"{{stage.Members[0].Key}}","present":true,"supersedes":[]},
              {"kind":"mark","key":"{{Key()}}","at":"{{At}}","sequence":1,"attendee":"{{stage.Members[0].Key}}","present":"yes","supersedes":[]},
              {"kind":"mark","key":"{{Key()}}","at":"{{At}}","sequence":1.5,"attendee":"{{stage.Members[0].Key}}","present":true,"supersedes":[]},
              {"kind":"mark","key":"{{Key()}}","at":"{{At}}","sequence":1,"attendee":"{{stage.Members[0].Key}}","present":true,"supersedes":["x"]},
              {"kind":"walkIn","key":"{{Key()}}","at":"{{At}}","sequence":1,"name":"\ud800"},
              {"kind":"close","key":"{{Key()}}","at":"{{At}}","sequence":1,"started":"{{At}}","ended":"{{At}}","headCount":99999999999},
              {"kind":"mark","key":"{{good}}","at":"{{At}}","sequence":1,"attendee":"{{stage.Members[0].Key}}","present":true}]}
            """;
        using var response = await PostAsync(new StringContent(body, Encoding.UTF8, "application/json"), coordinator);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answers = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("answers").EnumerateArray().ToList();
        Assert.Equal(11, answers.Count);
        Assert.Equal((good.ToString(), "accepted"), (answers[0].GetProperty("key").GetString(), answers[0].GetProperty("outcome").GetString()));
        Assert.All(answers.Skip(1), a => Assert.Contains("不完整", a.GetProperty("message").GetString()!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"device":"","operations":[]}""")]
    [InlineData("""{"device":"x","operations":{}}""")]
    [InlineData("""{"device":7,"operations":[]}""")]
    public async Task An_envelope_that_cannot_be_read_gets_a_sentence(string body)
    {
        using var response = await PostAsync(new StringContent(body, Encoding.UTF8, "application/json"), coordinator);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("刷新这一页", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("message").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_pages_token_nothing_is_taken()
    {
        using var response = await coordinator.Http.PostAsJsonAsync($"/rolls/{stage.Session.Key}/operations", new { device = "phone", operations = Marks(1) });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        await using var db = site.Open();
        Assert.Equal(0, await db.RollMarks().CountAsync());
    }

    [Fact]
    public async Task Nobody_marks_somebody_outside_the_session_or_in_anothers_name()
    {
        Guid stranger;
        await using (var db = site.Open())
        {
            stranger = (await Some.PersonAsync(db, Places.HualongCommunity, "孙远客")).Key;
        }

        var answer = await SendAsync([Mark(stage.Members[0].Key, ("actorId", 4711), ("actor", "zhou")), Mark(stranger)]);
        Assert.Equal(["accepted", "refused"], answer.GetProperty("answers").EnumerateArray().Select(a => a.GetProperty("outcome").GetString()));
        using var elsewhere = await site.SignedInAsync(Roles.Coordinator, stations: [stage.Station.Id + 1]);
        using var notFound = await PostAsync(JsonContent.Create(new { device = "phone", operations = Marks(1) }), elsewhere);
        Assert.Equal(HttpStatusCode.NotFound, notFound.StatusCode);
        using var other = await site.SignedInAsync(Roles.Trainer, with: a => a.TrainerId = stage.Trainer.Id + 1);
        using var notOnCard = await PostAsync(JsonContent.Create(new { device = "phone", operations = Marks(1) }), other);
        Assert.Equal(HttpStatusCode.Forbidden, notOnCard.StatusCode);
        await using var after = site.Open();
        var actor = await after.Accounts().Where(a => a.UserName!.StartsWith("coordinator")).OrderBy(a => a.Id).Select(a => a.Id).FirstAsync();
        Assert.Equal(actor, (await after.RollMarks().SingleAsync()).ActorId);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Two_people_saving_one_fresh_roll_at_the_same_moment_leave_one_entry_a_person(DatabaseProvider provider)
    {
        await using var own = await TestSite.StartAsync(provider, clock);
        await using var db = own.Open();
        var place = await RollStage.SetAsync(db, clock.Today());
        using var first = await own.SignedInAsync(Roles.Coordinator, stations: [place.Station.Id]);
        using var second = await own.SignedInAsync(Roles.Trainer, with: a => a.TrainerId = place.Trainer.Id);
        var answers = await Task.WhenAll(((TestClient[])[first, second, first, second]).Select((client, n) => Task.Run(async () =>
        {
            var operations = place.Members.Take(35).Select(p => Mark(p.Key)).Prepend(new Dictionary<string, object?> { ["kind"] = "open", ["key"] = Key(), ["sequence"] = 1, ["at"] = At });
            using var response = await PostAsync(JsonContent.Create(new { device = $"phone{n}", deviceNow = At, operations }), client, place.Session.Key);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return await response.Content.ReadFromJsonAsync<JsonElement>();
        })));
        Assert.All(answers, a => Assert.All(a.GetProperty("answers").EnumerateArray(), o => Assert.Equal("accepted", o.GetProperty("outcome").GetString())));
        Assert.Equal(35, answers.Max(a => a.GetProperty("present").GetInt32()));
        Assert.Equal((1, 35, 35), (
            await db.Rolls().CountAsync(), await db.RollEntries().CountAsync(), await db.RollEntries().Select(e => e.AttendeeKey).Distinct().CountAsync()));
        Assert.Equal(140, await db.RollMarks().CountAsync());
    }

    [Fact]
    public async Task The_snapshot_holds_the_days_at_hand_and_is_sent_again_only_when_it_changed()
    {
        await using (var db = site.Open())
        {
            foreach (var day in (int[])[-2, -1, 7, 8])
            {
                await Some.SessionAsync(db, stage.Station, clock.Today().AddDays(day), stage.Trainer);
            }
        }

        using var first = await coordinator.GetAsync("/field/snapshot");
        var snapshot = await first.Content.ReadFromJsonAsync<JsonElement>();
        var sessions = snapshot.GetProperty("sessions").EnumerateArray().ToList();
        Assert.Equal(["2026-11-17", "2026-11-18", "2026-11-25"], sessions.Select(s => s.GetProperty("day").GetString()));
        var today = sessions[1];
        Assert.Equal(("planned", 30, 60, 40), (
            today.GetProperty("status").GetString(), today.GetProperty("people").GetInt32(), today.GetProperty("minutes").GetInt32(), today.GetProperty("lines").GetArrayLength()));
        Assert.DoesNotContain("sealed", snapshot.GetRawText(), StringComparison.OrdinalIgnoreCase);

        clock.Advance(TimeSpan.FromMinutes(3));
        // Nothing changed, and the phone still learns how late it is.
        using (var same = await AskAsync(first.Headers.ETag!.ToString()))
        {
            Assert.Equal((HttpStatusCode.NotModified, "2026-11-18T01:05:00.000Z"), (same.StatusCode, same.Headers.GetValues("X-Server-Now").Single()));
        }

        await SendAsync([Mark(stage.Members[0].Key)]);
        using (var changed = await AskAsync(first.Headers.ETag!.ToString()))
        {
            Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        }

        using var after = await coordinator.GetAsync("/field/snapshot");
        var running = (await after.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("sessions")[1];
        Assert.Equal(("open", 1), (
            running.GetProperty("status").GetString(), running.GetProperty("lines").EnumerateArray().Count(l => l.GetProperty("present").GetBoolean() && l.GetProperty("heads").GetArrayLength() == 1)));
    }

    [Fact]
    public async Task Marks_of_a_wrong_clock_are_said_on_the_open_roll()
    {
        await SendAsync([Mark(stage.Members[0].Key)]);
        Assert.DoesNotContain("时间不准", await TextAsync(), StringComparison.Ordinal);
        using var wrong = await PostAsync(JsonContent.Create(new { device = "other", deviceNow = clock.UtcNow().AddYears(-7), operations = new[] { Mark(stage.Members[1].Key) } }), coordinator);
        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        Assert.Contains("有 1 条是时间不准的手机点的，都算数，时间以收到的为准。", await TextAsync(), StringComparison.Ordinal);

        async Task<string> TextAsync() => (await coordinator.PageAsync($"/rolls/{stage.Session.Key}")).Body!.TextContent;
    }

    [Fact]
    public async Task A_roll_nobody_opened_has_a_page_that_offers_to_begin()
    {
        var page = await coordinator.PageAsync($"/rolls/{stage.Session.Key}");
        using var begun = await coordinator.SendAsync(page, "form[action$='/roll']");
        Assert.Equal($"/rolls/{stage.Session.Key}", begun.Headers.Location!.ToString());
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static Guid Key() => Guid.CreateVersion7();

    private static Dictionary<string, object?> Mark(Guid attendee, params (string, object)[] extra)
    {
        var mark = new Dictionary<string, object?> { ["kind"] = "mark", ["key"] = Key(), ["sequence"] = 1, ["at"] = At, ["attendee"] = attendee, ["present"] = true, ["supersedes"] = Array.Empty<Guid>() };
        foreach (var (name, value) in extra)
        {
            mark[name] = value;
        }

        return mark;
    }

    private List<Dictionary<string, object?>> Marks(int count) => [.. stage.Members.Take(count).Select(p => Mark(p.Key))];

    private async Task<HttpResponseMessage> AskAsync(string seen)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/field/snapshot");
        request.Headers.TryAddWithoutValidation("If-None-Match", seen);
        return await coordinator.Http.SendAsync(request);
    }

    private async Task<JsonElement> SendAsync(IReadOnlyList<object> operations)
    {
        using var response = await PostAsync(JsonContent.Create(new { device = "phone", deviceNow = clock.UtcNow(), operations }), coordinator);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpResponseMessage> PostAsync(HttpContent content, TestClient client, Guid? roll = null)
    {
        content.Headers.Add("X-CSRF-Token", await client.AntiforgeryTokenAsync("/today"));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/rolls/{roll ?? stage.Session.Key}/operations") { Content = content };
        return await client.Http.SendAsync(request);
    }
}
