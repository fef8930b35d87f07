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
            options.DataOf(parsed), parsed.GetValue(month)!, parsed.GetValue(county), parsed.GetValue(options.Verbose), VerbConsole.For(parsed.GetValue(options.Json)), ct));
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

        if (VerbHost.WhyNoDatabase(data) is { } sentence)
        {
            console.Trouble(sentence);
            return ExitCode.NotDone;
        }

        await using var provider = VerbHost.Build(data, verbose);
        await using var scope = provider.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<MonthlyCheck>().RunAsync(month, county is { } c ? RegionCodes.CityOf(c) : City, Actor.Job, ct);
        if (!report.Ok)
        {
            console.Trouble(report.Refusal.Message);
            return ExitCode.Usage;
        }

        Print(console, report.Value, county);
        return ExitCode.Done;
    }

    private static void Print(VerbConsole console, CheckReport report, long? county)
    {
        var byItem = Quota.ToDictionary(q => q, q => report.Evaluation.InForce(q).Counties.Values
            .Where(c => county is null || c.CountyCode == county).SelectMany(c => c.Places).ToDictionary(p => p.Station.StationId));
        var stations = byItem["J2"].Values.OrderBy(p => p.Station.RegionCode).ThenBy(p => p.Station.StationId)
            .Select(p => new StationQuota(p, byItem["J3"][p.Station.StationId], byItem["J4"][p.Station.StationId])).ToList();
        foreach (var station in stations)
        {
            console.Line($"{RegionCodes.Short(RegionCodes.CountyOf(station.Sessions.Station.RegionCode))} {station.Sessions.Station.Name}：{station.Words}");
        }

        var due = stations.Where(s => s.Sessions.Verdict.State != FindingState.Exempt).ToList();
        var met = due.Count(s => s.Sessions.Verdict.State == FindingState.Met);
        var month = report.Run.Month;
        var differences = report.Run.Differences > 0 ? $"和上次比有 {report.Run.Differences} 条不同。" : "";
        console.Say(
            $"{month.Year}年{month.MonthOfYear}月：应达标 {due.Count} 站，达标 {met} 站，没达标 {due.Count - met} 站，免计 {stations.Count - due.Count} 站。{differences}",
            new
            {
                ok = true,
                month = month.ToString(),
                due = due.Count,
                met,
                exempt = stations.Count - due.Count,
                differences = report.Run.Differences,
                stations = stations.Select(s => s.Json),
            });
    }

    private sealed record StationQuota(PlaceFigure Sessions, PlaceFigure Minutes, PlaceFigure People)
    {
        public string Words => Sessions.Verdict.State == FindingState.Exempt
            ? $"免计（{Sessions.Reason}）"
            : $"次数 {Sessions.Tally.Rows}（合格 {Sessions.Tally.Numerator}）{Said(Sessions, "次")}，时长 {Minutes.Tally.Numerator} 分钟{Said(Minutes, "分钟")}，人数 {People.Tally.Numerator} 人次{Said(People, "人")}";

        public object Json => new
        {
            station = Sessions.Station.StationId,
            name = Sessions.Station.Name,
            region = Sessions.Station.RegionCode,
            state = Sessions.Verdict.State,
            reason = Sessions.Reason,
            held = Sessions.Tally.Rows,
            qualifying = Sessions.Tally.Numerator,
            sessionsShort = Sessions.Verdict.ShortBy,
            minutes = Minutes.Tally.Numerator,
            minutesShort = Minutes.Verdict.ShortBy,
            people = People.Tally.Numerator,
            peopleShort = People.Verdict.ShortBy,
        };

        private static string Said(PlaceFigure figure, string unit) => figure.Verdict.State switch
        {
            FindingState.Met => " 达标",
            FindingState.Short => $" 差 {SheetWords.Plain(figure.Verdict.ShortBy)} {unit}",
            _ => "",
        };
    }
}
