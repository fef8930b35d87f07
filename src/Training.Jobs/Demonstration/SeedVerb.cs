using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain;
using Training.Jobs.CommandLine;

namespace Training.Jobs.Demonstration;

/// <summary><c>seed</c>: fills an empty database with the demonstration city, and gives a demonstration its sessions of today.</summary>
public static class SeedVerb
{
    public static Command Build(VerbOptions options)
    {
        var seed = new Option<int>("--seed") { Description = "同一个数字写出同一座演示城", DefaultValueFactory = _ => 1, HelpName = "N" };
        var command = new Command("seed", "把演示城市写进空库：120 个站点、一年的课和花名册、每种角色一个账号") { seed };
        command.SetAction(async (parsed, ct) => await RunAsync(
            options.DataOf(parsed), parsed.GetValue(seed), parsed.GetValue(options.Verbose), VerbConsole.For(parsed.GetValue(options.Json)), ct));
        return command;
    }

    /// <summary>Exit 0 also when the demonstration is there already; 1 when the database is somebody's.</summary>
    public static async Task<int> RunAsync(string? data, int seed, bool verbose, VerbConsole console, CancellationToken ct)
    {
        await using var provider = Services(data, verbose);
        await using var scope = provider.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var watch = Stopwatch.StartNew();
        var result = await console.ProgressAsync("演示城市", async progress =>
        {
            await services.GetRequiredService<PrepareInstallation>().RunAsync(ct);
            return await services.GetRequiredService<SeedDemonstration>().RunAsync(seed, progress, ct);
        });
        if (!result.Ok)
        {
            console.Trouble(result.Refusal.Message);
            return ExitCode.NotDone;
        }

        var today = await services.GetRequiredService<AddTodaysSessions>().RunAsync(ct);
        var seeded = result.Value;
        console.Say(
            seeded.IsNew
                ? $"演示城市写好了：{seeded.Stations} 个站点，{seeded.Sessions} 次课，{seeded.People} 人，共 {seeded.Rows} 条记录，用时 {watch.Elapsed.TotalSeconds:0.0} 秒。"
                : $"演示城市已经在这里了，补了 {today} 次今天起的课。",
            new { ok = true, seeded.IsNew, seeded.Stations, seeded.Sessions, seeded.People, seeded.Rows, today, seconds = Math.Round(watch.Elapsed.TotalSeconds, 1), seeded.Accounts });
        foreach (var account in seeded.Accounts)
        {
            console.Line($"  {account.RoleName}\t{account.UserName}\t{account.Password}\t{account.DisplayName}\t{account.Note}");
        }

        return ExitCode.Done;
    }

    private static ServiceProvider Services(string? data, bool verbose)
    {
        var services = VerbHost.Services(VerbHost.Configuration(data), verbose);
        services.AddDemonstration();
        return services.BuildServiceProvider();
    }
}
