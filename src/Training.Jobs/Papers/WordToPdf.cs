using System.Globalization;
using Training.Domain.Papers;
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
    /// <summary>
    /// Where the faces that Word names are not installed, letters and figures are drawn in one serif with the Chinese, whatever language the
    /// machine takes them for: the widths stay, and with them the page.
    /// </summary>
    private static readonly string Fonts = $"""
        <?xml version="1.0"?>
        <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
        <fontconfig>
        {string.Concat(WordPaper.SerifFaces.Select(face => $"<alias binding=\"same\"><family>{face}</family><accept><family>Noto Serif CJK SC</family></accept></alias>"))}
        <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
        </fontconfig>
        """;

    /// <param name="word">The Word file.</param>
    /// <param name="folder">Where the work may lie for a while.</param>
    public async Task<byte[]> RunAsync(byte[] word, string folder, CancellationToken ct = default)
    {
        var work = Directory.CreateDirectory(Path.Combine(Path.GetFullPath(folder), string.Create(CultureInfo.InvariantCulture, $"pdf-{Guid.CreateVersion7():N}"))).FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(work, "paper.docx"), word, ct);
            var run = await tool.RunAsync(CallIn(work, "paper.docx"), null, null, ct);
            var pdf = Path.Combine(work, "paper.pdf");
            return run.End is ToolEnd.Exited && File.Exists(pdf) ? await File.ReadAllBytesAsync(pdf, ct) : throw new NoPdfException($"{run.End} {run.ExitCode} {string.Join(' ', run.LastErrors)}");
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>The call that makes a PDF of each Word file beside it.</summary>
    /// <param name="work">The folder in which they lie, and in which the suite may leave what it likes.</param>
    /// <param name="words">Names of the Word files.</param>
    public static ToolCall CallIn(string work, params string[] words)
    {
        var fonts = Path.Combine(work, "fonts.conf");
        File.WriteAllText(fonts, Fonts);
        return new()
        {
            Program = "soffice",
            Arguments =
            [
                $"-env:UserInstallation={new Uri(Path.Combine(work, "profile")).AbsoluteUri}", "--headless", "--norestore", "--nolockcheck",
                "--convert-to", "pdf:writer_pdf_Export", "--outdir", work, .. words,
            ],
            Environment = new Dictionary<string, string> { ["FONTCONFIG_FILE"] = fonts },
            WorkingFolder = work,
            MemoryBytes = 16L << 30,
            OutputFileBytes = 200L << 20,
            Timeout = TimeSpan.FromMinutes(5),
        };
    }
}
