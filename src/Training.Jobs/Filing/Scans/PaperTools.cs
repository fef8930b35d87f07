using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Shared;
using Training.Jobs.Media;

namespace Training.Jobs.Filing.Scans;

/// <summary>A tool could make nothing of a file that was sent. Not our fault, and trying again does not help.</summary>
public sealed class UnreadablePaperException(string said) : Exception(said);

/// <summary>What poppler, libvips, zbar and tesseract are asked for, each as a process with little memory and time: the file is a stranger's.</summary>
public sealed partial class PaperTools(MediaTool tool)
{
    private const long Memory = 2L << 30;

    /// <summary>Pages of a PDF; null when it cannot be opened or asks for a password.</summary>
    public async Task<int?> CountAsync(string pdf, string folder, CancellationToken ct)
    {
        var said = new StringBuilder();
        var run = await RunAsync("pdfinfo", [Path.GetFullPath(pdf)], folder, TimeSpan.FromSeconds(30), said, ct);
        return run.Succeeded && Pages().Match(said.ToString()) is { Success: true } pages ? int.Parse(pages.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>One page in colour, its longer side so many points, whatever size the file claims.</summary>
    public async Task<string> DrawAsync(string pdf, int page, int longerSide, string folder, CancellationToken ct)
    {
        var name = $"drawn-{Said(page)}";
        var run = await RunAsync("pdftoppm", ["-f", Said(page), "-l", Said(page), "-singlefile", "-scale-to", Said(longerSide), Path.GetFullPath(pdf), name], folder, TimeSpan.FromMinutes(1), null, ct);
        return Made(run, Path.Combine(folder, $"{name}.ppm"), "PDF 的页面画不出来");
    }

    /// <summary>One page of our own PDF with what is printed on it.</summary>
    public async Task<SheetPage> ReadAsync(string pdf, int page, string folder, CancellationToken ct)
    {
        var (source, name) = (Path.GetFullPath(pdf), $"sheet-{Said(page)}");
        var drawn = await RunAsync("pdftoppm", ["-f", Said(page), "-l", Said(page), "-singlefile", "-gray", "-r", Said(SheetPage.DotsAnInch), source, name], folder, TimeSpan.FromMinutes(1), null, ct);
        var shapes = await RunAsync("pdftocairo", ["-svg", "-f", Said(page), "-l", Said(page), source, $"{name}.svg"], folder, TimeSpan.FromMinutes(1), null, ct);
        var words = await RunAsync("pdftotext", ["-bbox", "-f", Said(page), "-l", Said(page), source, $"{name}.html"], folder, TimeSpan.FromMinutes(1), null, ct);
        return SheetPage.Read(
            page, (await ColourPicture.ReadAsync(Made(drawn, Path.Combine(folder, $"{name}.pgm"), "表的 PDF 画不出来"), ct)).Ink(),
            await File.ReadAllTextAsync(Made(shapes, Path.Combine(folder, $"{name}.svg"), "表的 PDF 读不出字"), ct),
            await File.ReadAllTextAsync(Made(words, Path.Combine(folder, $"{name}.html"), "表的 PDF 读不出字"), ct));
    }

    /// <summary>A photo as its camera meant it, upright and not too large; <paramref name="result"/> names the format by its ending.</summary>
    /// <param name="ours">Drawn by us: the plain formats that libvips does not trust in strangers' hands are open.</param>
    public async Task<string> PhotoAsync(string picture, string result, int longerSide, string folder, bool ours, CancellationToken ct)
    {
        var run = await RunAsync(ours, "vips", ["thumbnail", picture, result, Said(longerSide), "--height", Said(longerSide), "--size", "down", "--fail-on", "truncated", "--export-profile", "srgb"], folder, TimeSpan.FromMinutes(1), null, ct);
        return Made(run, Path.Combine(folder, result[..(result.IndexOf('[', StringComparison.Ordinal) is var at and > 0 ? at : result.Length)]), "图片打不开");
    }

    /// <summary>Null when a stranger's picture may be opened.</summary>
    public async Task<Refusal?> JudgeAsync(string picture, string folder, CancellationToken ct)
    {
        var header = new VipsHeader();
        var run = await tool.RunAsync(
            new ToolCall { Program = "vipsheader", Arguments = ["-a", picture], WorkingFolder = folder, Environment = VipsCommand.Environment, MemoryBytes = Memory, Timeout = TimeSpan.FromSeconds(30) },
            line =>
            {
                header.Add(line);
                return !header.IsComplete;
            },
            null, ct);
        return run.End is ToolEnd.TimedOut ? new PhotoTooHeavy() : AttachmentAdmission.CheckSize(header.Width, header.Height, AttachmentLimits.Default);
    }

    /// <summary>Turned clockwise by so many quarters.</summary>
    public async Task<string> TurnedAsync(string picture, int quarters, string folder, CancellationToken ct)
    {
        if (quarters % 4 == 0)
        {
            return picture;
        }

        var name = $"{Path.GetFileNameWithoutExtension(picture)}-turned.ppm";
        var run = await RunAsync(ours: true, "vips", ["rot", picture, name, $"d{Said(90 * (quarters % 4))}"], folder, TimeSpan.FromMinutes(1), null, ct);
        return Made(run, Path.Combine(folder, name), "图片打不开");
    }

    /// <summary>What all QR codes on a picture say.</summary>
    public async Task<IReadOnlyList<string>> CodesAsync(string picture, string folder, CancellationToken ct)
    {
        var said = new StringBuilder();
        await RunAsync("zbarimg", ["--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", picture], folder, TimeSpan.FromSeconds(40), said, ct);
        return [.. said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }

    /// <summary>What stands on a picture of one line or a few.</summary>
    public async Task<string> WordsAsync(string picture, string language, string folder, CancellationToken ct)
    {
        var said = new StringBuilder();
        var run = await RunAsync("tesseract", [picture, "stdout", "-l", language, "--psm", "6"], folder, TimeSpan.FromSeconds(40), said, ct);
        return run.Succeeded ? said.ToString().Trim() : "";
    }

    private Task<ToolRun> RunAsync(string program, IReadOnlyList<string> arguments, string folder, TimeSpan most, StringBuilder? said, CancellationToken ct) =>
        RunAsync(ours: false, program, arguments, folder, most, said, ct);

    private async Task<ToolRun> RunAsync(bool ours, string program, IReadOnlyList<string> arguments, string folder, TimeSpan most, StringBuilder? said, CancellationToken ct)
    {
        var run = await tool.RunAsync(
            new ToolCall
            {
                Program = program, Arguments = arguments, WorkingFolder = folder, MemoryBytes = Memory, OutputFileBytes = 200 << 20, Timeout = most,
                Environment = new Dictionary<string, string>(ours ? [] : VipsCommand.Environment) { ["OMP_THREAD_LIMIT"] = "1", ["VIPS_CONCURRENCY"] = "1" },
            },
            said is null ? null : line =>
            {
                said.AppendLine(line);
                return said.Length < 20_000;
            },
            null, ct);
        run.DemandRoom();
        return run;
    }

    private static string Made(ToolRun run, string file, string trouble) => run.Succeeded && File.Exists(file) ? file : throw new UnreadablePaperException(trouble);

    private static string Said(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("^Pages:\\s+([0-9]+)", RegexOptions.Multiline)]
    private static partial Regex Pages();
}
