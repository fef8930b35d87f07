using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Jobs.CommandLine;

namespace Training.Jobs.Audit;

/// <summary><c>verify</c>: proves that nobody edited the written history, or names the first entry that does not fit (exit 1).</summary>
public static class VerifyVerb
{
    public static Command Build(VerbOptions options)
    {
        var command = new Command("verify", "核对操作历史：每条都和前一条连得上；对不上就说出第一处，退出码 1");
        command.SetAction((parsed, ct) => RunAsync(
            options.DataOf(parsed), parsed.GetValue(options.Verbose), VerbConsole.For(parsed.GetValue(options.Json)), ct));
        return command;
    }

    public static async Task<int> RunAsync(string? data, bool verbose, VerbConsole console, CancellationToken ct)
    {
        if (VerbHost.WhyNoDatabase(data) is { } sentence)
        {
            console.Trouble(sentence);
            return ExitCode.NotDone;
        }

        await using var provider = VerbHost.Build(data, verbose);
        await using var scope = provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrainingDbContext>();
        var total = await db.AuditEntries().LongCountAsync(ct);
        var prove = scope.ServiceProvider.GetRequiredService<ProveHistory>();
        var proof = await console.ProgressAsync("核对操作历史", progress => prove.RunAsync(
            new Counter(done => progress.Report((total == 0 ? 100 : Math.Min(100, done * 100.0 / total), $"{done:N0} 条"))), ct));
        if (proof.Broken is not { } broken)
        {
            console.Say($"操作历史 {proof.Checked:N0} 条，链完整；{proof.Checkpoints:N0} 次封存都对得上。", new { ok = true, entries = proof.Checked, checkpoints = proof.Checkpoints });
            return ExitCode.Done;
        }

        console.Trouble(broken.Words, new { ok = false, error = broken.Words, kind = broken.Kind.ToString(), broken.Stream, broken.Sequence, entriesBefore = proof.Checked });
        return ExitCode.NotDone;
    }

    private sealed class Counter(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }
}
