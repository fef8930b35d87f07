using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Audit;
using Training.Domain.Filing;
using Training.Domain.Persistence;
using Training.Jobs.CommandLine;
using Training.Jobs.Filing;

namespace Training.Jobs.Audit;

/// <summary><c>verify</c>: proves that nobody edited the written history or what was filed, or names what does not fit (exit 1).</summary>
public static class VerifyVerb
{
    private const int MostFaults = 20;

    public static Command Build(VerbOptions options)
    {
        var pack = new Option<string>("--pack") { Description = "只核对一个佐证材料包：和它自己的清单，平台认识这张表时也和平台对", HelpName = "FILE" };
        var command = new Command("verify", "核对操作历史和报过的标准表：历史每条都和前一条连得上，每份报过的表和它的记录、文件、签字都对得上；对不上就说出来，退出码 1") { pack };
        command.SetAction((parsed, ct) => parsed.GetValue(pack) is { } file
            ? VerifyPack.RunAsync(options.DataOf(parsed), file, parsed.GetValue(options.Verbose), options.ConsoleOf(parsed), ct)
            : RunAsync(
            options.DataOf(parsed), parsed.GetValue(options.Verbose), options.ConsoleOf(parsed), ct));
        return command;
    }

    public static async Task<int> RunAsync(string? data, bool verbose, VerbConsole console, CancellationToken ct)
    {
        await using var provider = await VerbHost.OpenAsync(data, verbose, ct);
        await using var scope = provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrainingDbContext>();
        var total = await db.AuditEntries().LongCountAsync(ct);
        var filed = await db.Filings().CountAsync(ct);
        var prove = scope.ServiceProvider.GetRequiredService<ProveHistory>();
        var proof = await console.ProgressAsync("核对操作历史", progress => prove.RunAsync(
            new Counter(done => progress.Report((total == 0 ? 100 : Math.Min(100, done * 100.0 / total), $"{done:N0} 条"))), ct));
        if (proof.Broken is { } broken)
        {
            console.Trouble(broken.Words, new { ok = false, error = broken.Words, kind = broken.Kind.ToString(), broken.Stream, broken.Sequence, entriesBefore = proof.Checked });
            return ExitCode.NotDone;
        }

        var filings = await console.ProgressAsync("核对报过的标准表", progress => scope.ServiceProvider.GetRequiredService<ProveFilings>().RunAsync(
            new Counter(done => progress.Report((Math.Min(99, done * 100.0 / Math.Max(1, filed)), $"{done:N0} 份"))), ct));
        if (filings.Faults.Count > 0)
        {
            console.Trouble(string.Join("\n", filings.Faults.Take(MostFaults).Select(f => f.Words)), new { ok = false, faults = filings.Faults.Select(f => new { f.Filing, f.What }) });
            return ExitCode.NotDone;
        }

        console.Say(
            $"操作历史 {proof.Checked:N0} 条，链完整；{proof.Checkpoints:N0} 次封存都对得上。{filings.Words}",
            new { ok = true, entries = proof.Checked, checkpoints = proof.Checkpoints, filings.Filings, filings.Snapshots, filings.Records, filings.Files, filings.Corrected });
        return ExitCode.Done;
    }

    private sealed class Counter(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }
}
