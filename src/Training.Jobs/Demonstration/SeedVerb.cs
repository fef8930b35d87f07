using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain;
using Training.Domain.Audit;
using Training.Domain.People.Privacy;
using Training.Jobs.CommandLine;
using Training.Jobs.Media;
using Training.Jobs.Work;

namespace Training.Jobs.Demonstration;

/// <summary><c>seed</c>: fills an empty database with the demonstration city, and gives a demonstration its sessions of today.</summary>
public static class SeedVerb
{
    public static Command Build(VerbOptions options)
    {
        var seed = new Option<int>("--seed") { Description = "同一个数字写出同一座演示城", DefaultValueFactory = _ => 1, HelpName = "N" };
        var clips = new Option<bool>("--clips") { Description = "现在就把四段样片转好、各月核算好；不写就留给网站在后台做" };
        var command = new Command("seed", "把演示城市写进空库：120 个站点、一年的课和花名册、四门课程、每种角色一个账号") { seed, clips };
        command.SetAction((parsed, ct) => RunAsync(
            options.DataOf(parsed), parsed.GetValue(seed), parsed.GetValue(clips), parsed.GetValue(options.Verbose),
            options.ConsoleOf(parsed), ct));
        return command;
    }

    /// <summary>Exit 0 also when the demonstration is there already; 1 when the database is somebody's.</summary>
    public static async Task<int> RunAsync(string? data, int seed, bool clips, bool verbose, VerbConsole console, CancellationToken ct)
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
        var courses = services.GetRequiredService<DemonstrationCourses>();
        var queued = await courses.EnqueueAsync(ct);
        var shown = clips ? await TranscodeAsync(provider, courses, queued, console, ct) : 0;
        var months = clips
            ? await console.ProgressAsync("核算各月", progress => services.GetRequiredService<DemonstrationFindings>().RunAsync(shown, progress, ct))
            : 0;
        var seeded = result.Value;
        if (seeded.IsNew)
        {
            await services.GetRequiredService<KeepRetention>().ListAsync(ct);
            await services.GetRequiredService<AddCheckpoint>().RunAsync(ct);
            await services.GetRequiredService<ProveHistory>().RunAsync(ct: ct);
        }

        console.Say(
            seeded.IsNew
                ? $"演示城市写好了：{seeded.Stations} 个站点，{seeded.Sessions} 次课，{seeded.People} 人，共 {seeded.Rows} 条记录，用时 {watch.Elapsed.TotalSeconds:0.0} 秒。"
                : $"演示城市已经在这里了，补了 {today} 次今天起的课。",
            new { ok = true, seeded.IsNew, seeded.Stations, seeded.Sessions, seeded.People, seeded.Rows, today, queued, shown, months, seconds = Math.Round(watch.Elapsed.TotalSeconds, 1), seeded.Accounts });
        foreach (var account in seeded.Accounts)
        {
            console.Line($"  {account.RoleName}\t{account.UserName}\t{account.Password}\t{account.DisplayName}\t{account.Note}");
        }

        return ExitCode.Done;
    }

    /// <summary>The queue's own way, in the foreground: a site that runs beside it and claims an item first keeps it.</summary>
    private static async Task<int> TranscodeAsync(ServiceProvider provider, DemonstrationCourses courses, int queued, VerbConsole console, CancellationToken ct)
    {
        var runner = provider.GetRequiredService<RunWorkItem>();
        return await console.ProgressAsync("转码样片", async progress =>
        {
            for (var done = 0; await courses.NextAsync(ct) is { } next; done++)
            {
                // A lesson is looked at, made playable and completed: three items each.
                progress.Report((Math.Min(99, 100.0 * done / (3 * Math.Max(1, queued))), next.Title));
                await runner.RunAsync(next.Id, recovering: false, ct);
            }

            return await courses.PublishPlayableAsync(ct);
        });
    }

    private static ServiceProvider Services(string? data, bool verbose)
    {
        var configuration = VerbHost.Configuration(data);
        var services = VerbHost.Services(configuration, verbose);
        UnattendedScopes.Wrap(services);
        services.AddMediaWork();
        services.AddSingleton<RunWorkItem>();
        services.AddDemonstration();
        return services.BuildServiceProvider();
    }
}
