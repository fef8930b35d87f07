using Training.Domain.Filing.Documents;
using Training.Domain.Papers;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Papers;
using Training.Jobs.Work;

namespace Training.Jobs.Filing;

/// <summary>Makes the files of a signed sheet: Word and Excel from one model, the PDF from the Word file, and the PDF's pages as pictures.</summary>
public sealed class MakeDocumentsWork(DocumentWork documents, WordToPdf pdf, PdfPages pages, DataFolder folder) : IWorkHandler
{
    private const int DotsAnInch = 130;

    public async Task<WorkOutcome> RunAsync(WorkItem item, IProgress<WorkProgress> progress, CancellationToken ct)
    {
        if (await documents.BeginAsync(item.SubjectId, ct) is not { } source)
        {
            return WorkOutcome.Succeeded("已经做好");
        }

        using var work = ItemFolder.Of(folder, item);
        progress.Report(new(10, "写 Word 和 Excel"));
        var (word, excel) = (WordPaper.Write(source.Paper), ExcelPaper.Write(source.Paper));
        progress.Report(new(30, "转成 PDF"));
        var made = await pdf.RunAsync(word, work.Path, ct);
        progress.Report(new(80, "画出每一页"));
        var file = Path.Combine(work.Path, "sheet.pdf");
        await File.WriteAllBytesAsync(file, made, ct);
        var drawn = new List<byte[]>();
        foreach (var page in await pages.RunAsync(file, work.Path, DotsAnInch, ct))
        {
            drawn.Add(await File.ReadAllBytesAsync(page, ct));
        }

        await documents.FinishAsync(source, new(word, excel, made, drawn), ct);
        return WorkOutcome.Succeeded($"PDF {drawn.Count} 页，{made.Length / 1000} KB");
    }
}
