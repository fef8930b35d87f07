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
        var (count, broken) = await console.ProgressAsync("核对操作历史", progress => AuditTrail.VerifyAsync(
            db, new Counter(done => progress.Report((total == 0 ? 100 : Math.Min(100, done * 100.0 / total), $"{done:N0} 条"))), ct));
        if (broken is null)
        {
            console.Say($"操作历史 {count:N0} 条，链完整。", new { ok = true, entries = count });
            return ExitCode.Done;
        }

        console.Trouble(ChainSentences.Broken(broken), new { ok = false, error = ChainSentences.Broken(broken), broken.Stream, broken.Sequence, entriesBefore = count });
        return ExitCode.NotDone;
    }

    private sealed class Counter(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }
}
