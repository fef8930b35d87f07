using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Training.Domain.Attendance;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;
using Xunit.Abstractions;

namespace Training.Browser.Tests;

/// <summary>
/// What ./test faults does to the phone's code under Node, done to the whole page in a real Chromium: the line is cut, pages are closed in the
/// middle of a tap, crash and are reloaded, the site is killed. What a tile said is compared with the database.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class RollFaultJourney(BrowserFixture browser, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Members = 12;
    private static readonly TimeSpan[] ClockJumps = [TimeSpan.Zero, TimeSpan.FromHours(3), TimeSpan.FromDays(-1), TimeSpan.FromDays(-365 * 7), TimeSpan.FromDays(365 * 5), TimeSpan.FromMinutes(-7)];

    private TestSite site = null!;
    private SiteProcess process = null!;
    private RollStage stage = null!;
    private Account account = null!;
    private string counts = "";

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync();
        process = await site.ProcessAsync();
        await using var db = site.Open();
        stage = await RollStage.SetAsync(db, TimeProvider.System.Today(), Members);
        account = await site.AccountAsync(Roles.Coordinator, stations: [stage.Station.Id]);
    }

    public async Task DisposeAsync()
    {
        await process.DisposeAsync();
        await site.DisposeAsync();
    }

    /// <summary>Two of them beside the other tests; ./test faults --browser asks for more by TRAINING_SEED and TRAINING_SCHEDULES.</summary>
    [Fact]
    public async Task Schedules_lose_nothing_double_nothing_and_show_nothing_as_sent_too_early()
    {
        // Others each day; a failure names its seed.
        var seed = Number("TRAINING_SEED") ?? (TimeProvider.System.Today().DayNumber * 100);
        var failed = new List<string>();
        for (var n = 0; n < (Number("TRAINING_SCHEDULES") ?? 2); n++)
        {
            var found = await TryAsync(seed + n);
            if (found.Count > 0)
            {
                failed.Add($"./test faults --browser --seed {seed + n} --schedules 1\n  " + string.Join("\n  ", found));
            }
        }

        Assert.True(failed.Count == 0, string.Join('\n', failed));
    }

    private async Task<List<string>> TryAsync(int seed)
    {
        try
        {
            var found = await RunAsync(seed);
            output.WriteLine($"seed {seed}: {counts} lost = {Of("lost")}, doubled = {Of("doubled")}, early sent = {Of("early")}");
            return found;

            int Of(string kind) => found.Count(f => f.StartsWith(kind, StringComparison.Ordinal));
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            output.WriteLine($"seed {seed}: did not come to its end");
            return [$"did not come to its end: {e}"];
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;

    private async Task<List<string>> RunAsync(int seed)
    {
        var dice = new Random(seed);
        Guid roll;
        await using (var db = site.Open())
        {
            roll = (await Some.OpenRollAsync(db, await Some.SessionAsync(db, stage.Station, TimeProvider.System.Today(), stage.Trainer))).Key;
        }

        var found = new List<string>();
        await using var phone = new Phone(browser, new CutLine(process.Addresses[0]), roll) { SendsTwice = dice.Next(2) == 0 };
        await phone.SignInAsync(account.UserName!);
        await phone.OpenAsync();
        var (cuts, kills, jumps) = (0, 0, 0);
        for (var step = dice.Next(8, 15); step > 0; step--)
        {
            switch (dice.Next(14))
            {
                case 0:
                    phone.Line.Cut();
                    cuts++;
                    break;
                case 1:
                    phone.Line.LoseAnswers();
                    cuts++;
                    break;
                case 2 or 3:
                    phone.Line.Mend();
                    break;
                case 4:
                    await phone.TapAndDieAsync(dice.Next(Members), dice.Next(25));
                    await phone.OpenAsync();
                    kills++;
                    break;
                case 5:
                    await phone.ReloadAsync();
                    break;
                case 6:
                    await phone.CrashAsync();
                    await phone.OpenAsync();
                    kills++;
                    break;
                case 7 when dice.Next(3) == 0:
                    await process.KillAsync();
                    await phone.TapAsync(dice.Next(Members));
                    await process.StartAsync();
                    kills++;
                    break;
                case 8:
                    await phone.SetClockAsync(ClockJumps[dice.Next(ClockJumps.Length)]);
                    jumps++;
                    break;
                default:
                    await phone.TapAsync(dice.Next(Members));
                    break;
            }

            await LookAsync(phone, roll, found);
        }

        phone.Line.Mend();
        await phone.ReloadAsync();
        await phone.SentAsync();
        await CompareAsync(phone, roll, found);
        counts = $"{phone.Taps} taps, {cuts} cuts, {kills} kills, {jumps} jumps of the clock, sends {(phone.SendsTwice ? "twice" : "once")}{(phone.Reopened > 0 ? $", {phone.Reopened} pages opened again" : "")};";
        return found;
    }

    /// <summary>到 on a tile is a presence in the database, at this moment.</summary>
    private async Task LookAsync(Phone phone, Guid roll, List<string> found)
    {
        var shown = await phone.ShownAsSentAsync();
        await using var db = site.Open();
        var there = await PresentAsync(db, roll);
        found.AddRange(shown.Where(k => !there.Contains(k)).Select(k => $"early: {k} shows 到 and is not there"));
    }

    private async Task CompareAsync(Phone phone, Guid roll, List<string> found)
    {
        await using var db = site.Open();
        var there = await PresentAsync(db, roll);
        foreach (var (key, expected) in phone.Expected.Where(e => e.Value is not null))
        {
            if (there.Contains(key) != expected)
            {
                found.Add($"lost: {key} was kept as {(expected!.Value ? "here" : "not here")} and the database says otherwise");
            }
        }

        var marks = await db.RollMarks().Where(m => db.Rolls().Any(r => r.Id == m.RollId && r.Key == roll)).Select(m => new { m.Device, m.DeviceSequence }).ToListAsync();
        found.AddRange(marks.GroupBy(m => m).Where(g => g.Count() > 1).Select(g => $"doubled: {g.Key} stands {g.Count()} times"));
        if (marks.Count < phone.Kept || marks.Count > phone.Taps)
        {
            found.Add($"{phone.Taps} taps, {phone.Kept} of them kept, and {marks.Count} marks in the database");
        }
    }

    private static async Task<HashSet<Guid>> PresentAsync(Domain.Persistence.TrainingDbContext db, Guid roll) =>
        [.. await db.RollEntries().Where(e => e.Present && db.Rolls().Any(r => r.Id == e.RollId && r.Key == roll)).Select(e => e.AttendeeKey).ToListAsync()];

    /// <summary>One browser profile on one line. What it said is kept here, to be held against it.</summary>
    private sealed class Phone(BrowserFixture browser, CutLine line, Guid roll) : IAsyncDisposable
    {
        private const int Reopenings = 2;

        private IBrowserContext context = null!;
        private IPage page = null!;

        public CutLine Line => line;

        /// <summary>By attendee: what a tile said after its tap; null where the page died before it said anything.</summary>
        public Dictionary<Guid, bool?> Expected { get; } = [];

        /// <summary>Everything that the page posts goes out twice at once.</summary>
        public bool SendsTwice { get; init; }

        public int Taps { get; private set; }

        public int Kept { get; private set; }

        /// <summary>Pages that the browser never began with.</summary>
        public int Reopened { get; private set; }

        public async Task SignInAsync(string userName)
        {
            context = await browser.VisitorAsync(line.Address, 390, 844);
            if (SendsTwice)
            {
                await context.AddInitScriptAsync(
                    """
                    const once = window.fetch;
                    window.fetch = (address, how) => {
                        if (how?.method === "POST") void once(address, how).catch(() => undefined);
                        return once(address, how);
                    };
                    """);
            }

            page = await context.NewPageAsync();
            await page.GotoAsync("/sign-in");
            await page.GetByLabel("账号").FillAsync(userName);
            await page.GetByLabel("密码").FillAsync(TestSite.Password);
            await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
            await page.ArrivesAsync("**/today");
            await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => null)");
            await page.GotoAsync($"/rolls/{roll}");
            await ReadyAsync();
            await page.CloseAsync();
        }

        /// <summary>
        /// A browser whose renderer was killed a moment ago now and then never begins with the next page: not even the worker is asked, which answers
        /// within seconds whatever the line does. Whoever holds the phone closes that page and opens it again.
        /// </summary>
        public async Task OpenAsync()
        {
            for (var more = Reopenings; ; more--)
            {
                page = await context.NewPageAsync();
                try
                {
                    await page.GotoAsync($"/rolls/{roll}", new() { WaitUntil = WaitUntilState.Commit, Timeout = more > 0 ? 20_000 : null });
                    break;
                }
                catch (TimeoutException) when (more > 0)
                {
                    Reopened++;
                    await page.CloseAsync();
                }
            }

            await ReadyAsync();
        }

        public async Task ReloadAsync()
        {
            await page.ReloadAsync();
            await ReadyAsync();
        }

        public async Task CrashAsync()
        {
            var wire = await context.NewCDPSessionAsync(page);
            // The answer never comes: whoever should give it is dead.
            _ = wire.SendAsync("Page.crash").ContinueWith(t => t.Exception, TaskScheduler.Default);
            await page.CloseAsync();
        }

        /// <summary>The clock stands at another time from now on; what waits is waited for as before.</summary>
        public Task SetClockAsync(TimeSpan off) => context.Clock.SetFixedTimeAsync(TimeProvider.System.GetUtcNow().UtcDateTime + off);

        public async Task TapAsync(int which)
        {
            var (tile, key) = await TileAsync(which);
            Taps++;
            await tile.ClickAsync();
            await page.UntilAsync("id => document.getElementById(id).querySelector('.w').textContent !== '在存'", $"p{key:N}");
            Kept++;
            Expected[key] = await tile.GetAttributeAsync("aria-pressed") == "true";
        }

        public async Task TapAndDieAsync(int which, int afterMs)
        {
            var (tile, key) = await TileAsync(which);
            Taps++;
            Expected[key] = null;
            await tile.ClickAsync();
            if (afterMs > 0)
            {
                await Task.Delay(afterMs);
            }

            await page.CloseAsync();
        }

        public async Task<IReadOnlyList<Guid>> ShownAsSentAsync() =>
            [.. (await page.EvaluateAsync<string[]>(
                "() => [...document.querySelectorAll('form.names .tile:not(.waiting)[aria-pressed=true]')].filter(t => t.querySelector('.w').textContent === '到').map(t => t.id.slice(1))"))
                .Select(Guid.Parse)];

        /// <summary>Until no tile waits any more. The phone tries again by itself, at most half a minute apart.</summary>
        public async Task SentAsync() =>
            await page.UntilAsync("() => document.querySelectorAll('form.names .tile.waiting').length === 0 && document.querySelector('[data-waiting]').hidden");

        public async ValueTask DisposeAsync()
        {
            await context.DisposeAsync();
            await line.DisposeAsync();
        }

        private Task ReadyAsync() => page.TakenOverAsync();

        private async Task<(ILocator Tile, Guid Key)> TileAsync(int which)
        {
            var tile = page.Locator("form.names .tile").Nth(which);
            return (tile, Guid.Parse((await tile.GetAttributeAsync("id"))![1..]));
        }
    }
}
