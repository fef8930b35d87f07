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
        var command = new Command("scan-drill", "演练：把签过字的标准表印成一至三页，弄歪、拍照、盖章、毁掉二维码、打乱页序、混进别的快照的页，有的改数字或者手写改，再读回来；没坏的码要读出 99%，没有一页认错，改过的行一行不漏，没改的不错报，否则退出码 1") { schedules, seed };
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
            return Say(console, done);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Says what the drill came to, and leaves with 1 where something did not hold.</summary>
    public static int Say(VerbConsole console, ScanDrillResult done)
    {
        if (!done.Holds)
        {
            console.Trouble(Words(done), done);
            return ExitCode.NotDone;
        }

        console.Say(Words(done), done);
        return ExitCode.Done;
    }

    private static string Words(ScanDrillResult done) => string.Create(CultureInfo.InvariantCulture, $"""
        {done.Sheets.Values.Sum(s => s.Of)} 份扫描件，{done.Pages} 页，认错的 {done.Wrong} 页。按页数和次序：{string.Join("，", done.Sheets.Select(s => $"{s.Key} {s.Value.Right}/{s.Value.Of}"))}。
        二维码没坏的 {done.Whole.Of} 页，码读出 {done.Whole.Right} 页；二维码毁了、印的码还在的 {done.WithoutQr.Of} 页，读出 {done.WithoutQr.Right} 页。一共 {done.BySigns} 页靠印的码：{string.Join("，", done.Codes.Select(c => $"{c.Key} {c.Value.Right}/{c.Value.Of}"))}。
        改过的 {done.Changes.Of} 行，找到 {done.Changes.Right} 行（其中 {done.CaughtSurely} 行直接判不一致）：{string.Join("，", done.Planted.Select(p => $"{p.Key} {p.Value.Right}/{p.Value.Of}"))}。
        没改的 {done.Rows.Of} 行，错报不一致 {done.FalselyDiffering} 行，请人看 {done.Rows.Of - done.Rows.Right - done.FalselyDiffering} 行：判一致的 {string.Join("，", done.Untouched.Select(p => $"{p.Key} {p.Value.Right}/{p.Value.Of}"))}。
        {string.Join('\n', done.Troubles)}
        """);

    private sealed class Count(Action<int> tell) : IProgress<int>
    {
        public void Report(int value) => tell(value);
    }
}
