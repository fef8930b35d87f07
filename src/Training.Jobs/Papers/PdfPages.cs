using System.Globalization;
using Training.Jobs.Media;

namespace Training.Jobs.Papers;

/// <summary>The pages of a PDF could not be drawn.</summary>
public sealed class NoPagesException(string said) : Exception($"PDF 的页面没有画出来：{said}");

/// <summary>
/// Draws the pages of a PDF as pictures with poppler (Debian: poppler-utils), as a process with little memory and time: the PDF may be a
/// stranger's.
/// </summary>
public sealed class PdfPages(MediaTool tool)
{
    /// <summary>Nobody stamps a sheet of more pages; what comes after is not drawn.</summary>
    public const int Most = 40;

    /// <param name="pdf">The file.</param>
    /// <param name="folder">Where the pictures go, page-01.jpg and on; it must exist.</param>
    /// <param name="dotsAnInch">150 is read well on a screen, 200 is enough for a QR of 15 mm.</param>
    /// <param name="ct">Ends the tool.</param>
    public async Task<IReadOnlyList<string>> RunAsync(string pdf, string folder, int dotsAnInch, CancellationToken ct = default)
    {
        var run = await tool.RunAsync(
            new ToolCall
            {
                Program = "pdftoppm",
                Arguments = ["-jpeg", "-jpegopt", "quality=80", "-gray", "-r", dotsAnInch.ToString(CultureInfo.InvariantCulture), "-l", Most.ToString(CultureInfo.InvariantCulture), Path.GetFullPath(pdf), "page"],
                WorkingFolder = folder,
                MemoryBytes = 2L << 30,
                OutputFileBytes = 64 << 20,
                Timeout = TimeSpan.FromMinutes(3),
            },
            null, null, ct);
        run.DemandRoom();
        var pages = Directory.GetFiles(folder, "page-*.jpg").Order(StringComparer.Ordinal).ToList();
        return run.Succeeded && pages.Count > 0 ? pages : throw new NoPagesException($"{run.End} {run.ExitCode} {string.Join(' ', run.LastErrors)}");
    }
}
