using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Faults.Tests;

/// <summary>What is wrong after a schedule; the seed runs it again.</summary>
public sealed record Finding(long Seed, string Kind, string Text);

public sealed record FaultReport
{
    public int Schedules { get; set; }

    public int Operations { get; set; }

    public int Photos { get; set; }

    public int Requests { get; set; }

    public int PhoneKills { get; set; }

    public int SiteKills { get; set; }

    public List<Finding> Findings { get; } = [];

    public int Lost => Findings.Count(f => f.Kind == "lost");

    public int Doubled => Findings.Count(f => f.Kind == "doubled");

    public int Early => Findings.Count(f => f.Kind == "early");

    public string Words =>
        $"{Schedules} schedules, {Operations} operations, {Photos} photos, {Requests} requests, {PhoneKills} kills of a phone in the middle, {SiteKills} kills of the site: "
        + $"lost = {Lost}, doubled = {Doubled}, early sent = {Early}, other = {Findings.Count - Lost - Doubled - Early}";
}

/// <summary>
/// Runs schedules: the phone's own code in Node, the site in a process of its own with Kestrel and a real SQLite file, and this between them,
/// which kills the site when it is asked to and says what the database holds.
/// </summary>
public sealed class FaultRun
{
    // The snapshot of a phone carries the classes of its station: a station of its own for every few of them keeps it as small as it is in life.
    private const int ClassesOfStation = 10;
    private const int Members = 14;

    private readonly TestSite site;
    private readonly SiteProcess process;
    private readonly List<(string Key, string Cookies, Account Account)> accounts = [];
    private RollStage? stage;
    private int staged;

    private FaultRun(TestSite site, SiteProcess process) => (this.site, this.process) = (site, process);

    public FaultReport Report { get; } = new();

    /// <param name="until">Ends after the schedule that finds something of this kind.</param>
    public static async Task<FaultReport> RunAsync(long seed, int count, string? breakage = null, Action<string>? say = null, string? until = null)
    {
        await using var site = await TestSite.StartAsync(settings: new Dictionary<string, string> { ["Logging:LogLevel:Default"] = "Error", ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Error" });
        await using var process = await site.ProcessAsync();
        var run = new FaultRun(site, process);
        await run.RunAsync(new HarnessProcess(seed, count, breakage), say, until);
        return run.Report;
    }

    private async Task RunAsync(HarnessProcess harness, Action<string>? say, string? until)
    {
        await using var ending = harness;
        while (await harness.HearAsync() is { } line)
        {
            if (line["told"] is { } told)
            {
                Take(told, say);
                if (until is not null && Report.Findings.Exists(f => f.Kind == until))
                {
                    return;
                }
            }
            else if (line["done"] is not null)
            {
                return;
            }
            else
            {
                await harness.AnswerAsync((int)line["id"]!, await AnswerAsync(line));
            }
        }

        throw new InvalidOperationException("The harness ended by itself:\n" + harness.Errors);
    }

    private void Take(JsonNode told, Action<string>? say)
    {
        var seed = (long)told["seed"]!;
        Report.Schedules++;
        Report.Operations += (int)told["operations"]!;
        Report.Photos += (int)told["photos"]!;
        Report.Requests += (int)told["requests"]!;
        Report.PhoneKills += (int)told["kills"]!;
        foreach (var finding in told["findings"]!.AsArray())
        {
            Report.Findings.Add(new Finding(seed, (string)finding!["kind"]!, (string)finding["text"]!));
            say?.Invoke($"seed {seed}: {finding["kind"]}: {finding["text"]}");
        }

        if (Report.Schedules % 50 == 0)
        {
            say?.Invoke(Report.Words);
        }
    }

    private async Task<JsonNode?> AnswerAsync(JsonNode question)
    {
        switch ((string)question["ask"]!)
        {
            case "stage":
                return await StageAsync();
            case "kill":
                Report.SiteKills++;
                await Task.Delay((int)question["afterMs"]!);
                await process.KillAsync();
                await process.StartAsync();
                return true;
            case "missing":
                await using (var db = site.Open())
                {
                    return JsonSerializer.SerializeToNode(await new RollInDatabase(db, site.Folder, (Guid)question["roll"]!).MissingAsync(Strings(question["keys"]!)));
                }

            default:
                await using (var db = site.Open())
                {
                    var entries = question["entries"].Deserialize<List<LedgerEntry>>(JsonSerializerOptions.Web)!;
                    var found = await new RollInDatabase(db, site.Folder, (Guid)question["roll"]!).VerifyAsync(entries);
                    return JsonSerializer.SerializeToNode(found.Select(f => new { kind = f.Kind, text = f.Text }));
                }
        }
    }

    private async Task<JsonNode> StageAsync()
    {
        await using var db = site.Open();
        var now = TimeProvider.System.UtcNow();
        // A class that is over, so that it can be closed: of today, or of yesterday while it is still early.
        var day = ShanghaiTime.FromUtc(now).Hour >= 11 ? ShanghaiTime.DateOf(now) : ShanghaiTime.DateOf(now).AddDays(-1);
        if (staged++ % ClassesOfStation == 0)
        {
            stage = await RollStage.SetAsync(db, day, Members);
            accounts.Clear();
            await AccountAsync();
            await AccountAsync();
        }

        var session = await Some.SessionAsync(db, stage!.Station, day, stage.Trainer);
        return JsonSerializer.SerializeToNode(new
        {
            site = process.Addresses[0].GetLeftPart(UriPartial.Authority), roll = session.Key,
            accounts = accounts.Select(a => new { account = a.Key, cookies = a.Cookies }),
        })!;
    }

    private async Task AccountAsync()
    {
        var account = await site.AccountAsync(Roles.Coordinator, stations: [stage!.Station.Id]);
        var cookies = new CookieContainer();
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = process.Addresses[0] };
        using var client = new TestClient(http, cookies);
        await client.SignInAsync(account.UserName!, TestSite.Password);
        var pass = JsonNode.Parse(await http.GetStringAsync("/field/pass"))!;
        accounts.Add(((string)pass["accountKey"]!, client.CookieHeader, account));
    }

    private static List<string> Strings(JsonNode array) => [.. array.AsArray().Select(k => (string)k!)];
}
