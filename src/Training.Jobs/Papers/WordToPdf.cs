using System.Globalization;
using Training.Jobs.Media;

namespace Training.Jobs.Papers;

/// <summary>The office suite did not make a PDF of the Word file. The message is for the person who looks after the machine.</summary>
public sealed class NoPdfException(string said) : Exception($"Word 文件没有转成 PDF：{said}");

/// <summary>
/// Makes a PDF of a Word file of ours with LibreOffice (Debian: libreoffice-writer-nogui), so that both have one layout. A process of its
/// own with a profile of its own, surely ended; the folder is swept afterwards.
/// </summary>
public sealed class WordToPdf(MediaTool tool)
{
    /// <param name="word">The Word file.</param>
    /// <param name="folder">Where the work may lie for a while.</param>
    public async Task<byte[]> RunAsync(byte[] word, string folder, CancellationToken ct = default)
    {
        var work = Directory.CreateDirectory(Path.Combine(Path.GetFullPath(folder), string.Create(CultureInfo.InvariantCulture, $"pdf-{Guid.CreateVersion7():N}"))).FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(work, "paper.docx"), word, ct);
            var run = await tool.RunAsync(
                new ToolCall
                {
                    Program = "soffice",
                    Arguments =
                    [
                        $"-env:UserInstallation={new Uri(Path.Combine(work, "profile")).AbsoluteUri}", "--headless", "--norestore", "--nolockcheck",
                        "--convert-to", "pdf:writer_pdf_Export", "--outdir", work, "paper.docx",
                    ],
                    WorkingFolder = work,
                    MemoryBytes = 16L << 30,
                    OutputFileBytes = 200L << 20,
                    Timeout = TimeSpan.FromMinutes(5),
                },
                null, null, ct);
            var pdf = Path.Combine(work, "paper.pdf");
            return run.End is ToolEnd.Exited && File.Exists(pdf) ? await File.ReadAllBytesAsync(pdf, ct) : throw new NoPdfException($"{run.End} {run.ExitCode} {string.Join(' ', run.LastErrors)}");
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
