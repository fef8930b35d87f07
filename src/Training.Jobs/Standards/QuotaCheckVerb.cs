using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Audit;
using Training.Domain.Filing;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Jobs.CommandLine;

namespace Training.Jobs.Standards;

/// <summary><c>quota-check</c>: each station's sessions, minutes and people of a month, met or what is missing; the run is stored.</summary>
public static class QuotaCheckVerb
{
    private const long City = 410900_000000;

    private static readonly string[] Quota = ["J2", "J3", "J4"];

    public static Command Build(VerbOptions options)
    {
        var month = new Option<string>("--month") { Description = "哪个月，写成 2026-10", HelpName = "YYYY-MM", Required = true };
        var county = new Option<string?>("--county") { Description = "只列一个县区，6 位代码", HelpName = "CODE" };
        var command = new Command("quota-check", "核算一个月：每个站点的次数、时长、人数够不够，差多少；结果存下来") { month, county };
        command.SetAction((parsed, ct) => RunAsync(
            options.DataOf(parsed), parsed.GetValue(month)!, parsed.GetValue(county), parsed.GetValue(options.Verbose), options.ConsoleOf(parsed), ct));
        return command;
    }

    public static async Task<int> RunAsync(string? data, string monthText, string? countyText, bool verbose, VerbConsole console, CancellationToken ct)
    {
        if (!Month.TryParse(monthText, out var month))
        {
            console.Trouble($"月份“{monthText}”看不懂。写成 2026-10。");
            return ExitCode.Usage;
        }

        long? county = null;
        if (countyText is not null)
        {
            if (!RegionCodes.TryParse(countyText, out var code) || RegionCodes.LevelOf(code) != RegionLevel.County)
            {
                console.Trouble(new NoSuchCounty(countyText).Message);
                return ExitCode.Usage;
            }

            county = code;
        }

        await using var provider = await VerbHost.OpenAsync(data, verbose, ct);
        await using var scope = provider.CreateAsyncScope();
        var check = scope.ServiceProvider.GetRequiredService<MonthlyCheck>();
        var report = await console.ProgressAsync($"核算{month.Year}年{month.MonthOfYear}月", progress => check.RunAsync(
            month, county is { } c ? RegionCodes.CityOf(c) : City, Actor.Job, percent => progress.Report((percent, null)), ct));
        if (!report.Ok)
        {
            console.Trouble(report.Refusal.Message);
            return ExitCode.Usage;
        }

        await PrintAsync(console, report.Value, scope.ServiceProvider.GetRequiredService<ReadStationMonths>().RunAsync(report.Value, county ?? report.Value.RegionCode, Quota, ct));
        return ExitCode.Done;
    }

    /// <summary>From the findings as they were just stored, which is what the site shows.</summary>
    private static async Task PrintAsync(VerbConsole console, CheckRun run, IAsyncEnumerable<StationMonth> stations)
    {
        var (due, met, exempt) = (0, 0, 0);
        var listed = new List<object>();
        await foreach (var station in stations)
        {
            var quota = new StationQuota(station);
            console.Line($"{RegionCodes.Short(RegionCodes.CountyOf(station.RegionCode))} {station.Name}：{quota.Words}");
            exempt += quota.Sessions.State == FindingState.Exempt ? 1 : 0;
            due += quota.Sessions.State == FindingState.Exempt ? 0 : 1;
            met += quota.Sessions.State == FindingState.Met ? 1 : 0;
            if (console.Json)
            {
                listed.Add(quota.Json);
            }
        }

        var differences = run.Differences > 0 ? $"和上次比有 {run.Differences} 条不同。" : "";
        console.Say(
            $"{run.Month.Year}年{run.Month.MonthOfYear}月：应达标 {due} 站，达标 {met} 站，没达标 {due - met} 站，免计 {exempt} 站。{differences}",
            new { ok = true, month = run.Month.ToString(), due, met, exempt, differences = run.Differences, stations = listed });
    }

    private sealed record StationQuota(StationMonth Station)
    {
        public Finding Sessions => Station.Found["J2"];

        private Finding Minutes => Station.Found["J3"];

        private Finding People => Station.Found["J4"];

        public string Words => Sessions.State == FindingState.Exempt
            ? $"免计（{Sessions.Reason}）"
            : $"次数 {Sessions.Records}（合格 {Sessions.Numerator}）{Said(Sessions, "次")}，时长 {Minutes.Numerator} 分钟{Said(Minutes, "分钟")}，人数 {People.Numerator} 人次{Said(People, "人")}";

        public object Json => new
        {
            station = Station.StationId,
            name = Station.Name,
            region = Station.RegionCode,
            state = Sessions.State,
            reason = Sessions.Reason,
            held = Sessions.Records,
            qualifying = Sessions.Numerator,
            sessionsShort = Sessions.ShortBy,
            minutes = Minutes.Numerator,
            minutesShort = Minutes.ShortBy,
            people = People.Numerator,
            peopleShort = People.ShortBy,
        };

        private static string Said(Finding found, string unit) => found.State switch
        {
            FindingState.Met => " 达标",
            FindingState.Short => $" 差 {SheetWords.Plain(found.ShortBy)} {unit}",
            _ => "",
        };
    }
}
