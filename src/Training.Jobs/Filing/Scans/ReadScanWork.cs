using Training.Domain.Evidence;
using Training.Domain.Filing.Scans;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Media;
using Training.Jobs.Work;

namespace Training.Jobs.Filing.Scans;

/// <summary>Reads the scan of a stamped sheet. Nothing is written before all is read, so it may be killed and begun again at any point.</summary>
public sealed class ReadScanWork(ScanWork scans, ReadPaper paper, FolderFileStore files, DataFolder folder) : IWorkHandler
{
    /// <summary>What a file that was made to take long is given.</summary>
    public TimeSpan Most { get; init; } = ScanRules.MostTime;

    public async Task<WorkOutcome> RunAsync(WorkItem item, IProgress<WorkProgress> progress, CancellationToken ct)
    {
        if (await scans.BeginAsync(item.SubjectId, ct) is not { } source)
        {
            return WorkOutcome.Succeeded("已经读过，或者换了新的");
        }

        using var work = ItemFolder.Of(folder, item);
        try
        {
            // The stranger's file stands under a neutral name in a folder of its own, beside nothing but what is drawn from it.
            var sent = Path.Combine(work.Path, "sent");
            if (!Posix.TryLink(files.PathOf(source.Sha256), sent))
            {
                File.Copy(files.PathOf(source.Sha256), sent);
            }

            var read = await ReadAsync(source, sent, work.Path, progress, ct);
            if (!read.Ok)
            {
                await scans.BreakAsync(source.ScanId, read.Refusal.Message, ct);
                return WorkOutcome.Refused(read.Refusal.Message);
            }

            await scans.FinishAsync(source, read.Value, ct);
            var rows = read.Value.Rows;
            return WorkOutcome.Succeeded($"{read.Value.Pages.Count} 页，{rows.Count} 行：{rows.Count(r => r.Verdict == RowVerdict.Same)} 行一致，{rows.Count(r => r.Verdict == RowVerdict.Differs)} 行不一致，{rows.Count(r => r.Verdict == RowVerdict.Unclear)} 行看不清");
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !WorkRules.HasAttemptsLeft(item))
        {
            await scans.BreakAsync(source.ScanId, FailureSentence.Of(failure), ct);
            throw;
        }
    }

    private async Task<Result<ScanReading>> ReadAsync(ScanSource source, string sent, string work, IProgress<WorkProgress> progress, CancellationToken ct)
    {
        using var most = CancellationTokenSource.CreateLinkedTokenSource(ct);
        most.CancelAfter(Most);
        try
        {
            return await paper.RunAsync(sent, source.Kind, files.PathOf(source.PdfSha256), source.Code, work, progress, most.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new ScanTooHeavy();
        }
        catch (UnreadablePaperException)
        {
            return new ScanNotOpened();
        }
    }
}
