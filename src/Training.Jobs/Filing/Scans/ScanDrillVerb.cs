using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Filing;
using Training.Domain.Filing.Documents;
using Training.Domain.Papers;
using Training.Domain.Persistence;
using Training.Jobs.CommandLine;
using Training.Jobs.Media;

namespace Training.Jobs.Filing.Scans;

/// <summary><c>scan-drill</c>: prints the signed sheets of the data, spoils the paper, and says whether every code and every changed figure was found.</summary>
public static class ScanDrillVerb
{
    public static Command Build(VerbOptions options)
    {
        var schedules = new Option<int>("--schedules") { Description = "扫几回；每两回有一回是改过数字的纸", DefaultValueFactory = _ => 20, HelpName = "N" };
        var seed = new Option<int>("--seed") { Description = "同一个数字做同样的事", DefaultValueFactory = _ => 1, HelpName = "N" };
        var command = new Command("scan-drill", "演练：把签过字的标准表印出来，弄歪、拍照、盖章、压糊，有的改一个数字，再读回来；码要读出 99%，改过的行一行不漏，没改的不错报，否则退出码 1") { schedules, seed };
        command.SetAction((parsed, ct) => RunAsync(
            options.DataOf(parsed), parsed.GetValue(schedules), parsed.GetValue(seed), parsed.GetValue(options.Verbose), options.ConsoleOf(parsed), ct));
        return command;
    }

    private static async Task<int> RunAsync(string? data, int schedules, int seed, bool verbose, VerbConsole console, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("scan-drill");
        try
        {
            await using var provider = await VerbHost.OpenAsync(data, verbose, ct);
            await using var scope = provider.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<TrainingDbContext>();
            var papers = scope.ServiceProvider.GetRequiredService<FiledPaper>();
            var sheets = new List<(Paper Paper, string Code)>();
            foreach (var snapshot in await db.FilingSnapshots().AsNoTracking().Where(s => s.PartId == null).OrderBy(s => s.Id).ToListAsync(ct))
            {
                sheets.Add((await papers.OfAsync(snapshot, ct), snapshot.Code));
            }

            if (sheets.Count == 0)
            {
                console.Trouble("还没有签过字的标准表，没有可演练的。");
                return ExitCode.NotDone;
            }

            var drill = new ScanDrill(new(new MediaTool()), new(new MediaTool()), folder.FullName, seed);
            var done = await console.ProgressAsync("印、弄坏、读回来", progress => drill.RunAsync(sheets, schedules, new Count(n => progress.Report((100.0 * n / schedules, $"{n} 回"))), ct));
            var words = string.Create(CultureInfo.InvariantCulture, $"""
                {done.Scans} 页扫描，码读出 {done.CodesRead} 页（二维码 {done.ByQr}，印的码 {done.CodesRead - done.ByQr}）。
                改了数字的 {done.Planted} 行，找到 {done.Caught} 行（其中 {done.CaughtSurely} 行直接判不一致）。
                没改的 {done.Untouched} 行，错报不一致 {done.FalselyDiffering} 行，请人看 {done.Unclear} 行（{100.0 * done.Unclear / Math.Max(1, done.Untouched):0.00}%）。
                {string.Join('\n', done.Troubles)}
                """);
            if (!done.Holds)
            {
                console.Trouble(words, done);
                return ExitCode.NotDone;
            }

            console.Say(words, done);
            return ExitCode.Done;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed class Count(Action<int> tell) : IProgress<int>
    {
        public void Report(int value) => tell(value);
    }
}
