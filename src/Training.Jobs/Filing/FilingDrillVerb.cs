using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Filing;
using Training.Domain.Persistence;
using Training.Jobs.CommandLine;

namespace Training.Jobs.Filing;

/// <summary><c>filing-drill</c>: turns random bits in a copy of the data and says whether the proof found every one.</summary>
public static class FilingDrillVerb
{
    public static Command Build(VerbOptions options)
    {
        var edits = new Option<int>("--edits") { Description = "改几处", DefaultValueFactory = _ => 24, HelpName = "N" };
        var seed = new Option<int>("--seed") { Description = "同一个数字改同样的地方", DefaultValueFactory = _ => 1, HelpName = "N" };
        var command = new Command("filing-drill", "演练：在数据的副本上，一次改一位（填报的行、数字背后的记录、文件、快照），看 verify 是不是处处找得到；有一处找不到，退出码 1") { edits, seed };
        command.SetAction((parsed, ct) => RunAsync(
            options.DataOf(parsed), parsed.GetValue(edits), parsed.GetValue(seed), parsed.GetValue(options.Verbose), options.ConsoleOf(parsed), ct));
        return command;
    }

    public static async Task<int> RunAsync(string? data, int edits, int seed, bool verbose, VerbConsole console, CancellationToken ct)
    {
        if (!VerbHost.IsSqlite(data))
        {
            console.Trouble("演练在副本上做，只能在一个文件的库（SQLite）上跑。别的库先恢复一份备份到 SQLite 的数据文件夹，再加 --data。");
            return ExitCode.Usage;
        }

        // What cannot be read is refused before it is copied.
        await (await VerbHost.OpenAsync(data, verbose, ct)).DisposeAsync();
        var folder = Path.GetFullPath(VerbHost.Configuration(data)["Data"] ?? "data");
        var temporary = Directory.CreateTempSubdirectory("filing-drill");
        try
        {
            var copy = FilingDrill.Copy(new(folder), temporary.FullName);
            await using var provider = VerbHost.Build(temporary.FullName, verbose);
            await using (var scope = provider.CreateAsyncScope())
            {
                if (!await scope.ServiceProvider.GetRequiredService<TrainingDbContext>().FilingSnapshots().AnyAsync(ct))
                {
                    console.Trouble("还没有签过字的标准表，没有可演练的。");
                    return ExitCode.NotDone;
                }
            }

            var done = await console.ProgressAsync("改一位，核对一次", progress =>
                new FilingDrill(copy, provider, seed).RunAsync(edits, new Count(n => progress.Report((100.0 * n / edits, $"{n} 处"))), ct));
            var missed = done.Where(d => !d.Found).Select(d => d.Where).ToList();
            if (missed.Count > 0)
            {
                console.Trouble($"改了 {done.Count} 处，{missed.Count} 处没有找到：{string.Join("；", missed)}", new { ok = false, edits = done.Count, missed });
                return ExitCode.NotDone;
            }

            console.Say($"在副本上改了 {done.Count} 处，每处一位，全都找到了。", new { ok = true, edits = done.Count, seed });
            return ExitCode.Done;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            temporary.Delete(recursive: true);
        }
    }

    private sealed class Count(Action<int> tell) : IProgress<int>
    {
        public void Report(int value) => tell(value);
    }
}
