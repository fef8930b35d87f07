using System.CommandLine;
using Training.Jobs.CommandLine;
using Training.Jobs.Media;

namespace Training.Jobs.Papers;

/// <summary><c>pdf</c>: a Word file of ours as a PDF beside it, in the same layout.</summary>
public static class PdfVerb
{
    public static Command Build(VerbOptions options)
    {
        var word = new Argument<FileInfo>("word") { Description = "平台写出的 Word 文件" };
        var command = new Command("pdf", "把平台写出的 Word 文件转成版式一样的 PDF，放在同一个文件夹") { word };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(word)!, options.ConsoleOf(parsed), ct));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo word, VerbConsole console, CancellationToken ct)
    {
        if (!word.Exists)
        {
            console.Trouble($"没有找到 {word.FullName}。");
            return ExitCode.Usage;
        }

        var pdf = await new WordToPdf(new MediaTool()).RunAsync(await File.ReadAllBytesAsync(word.FullName, ct), Path.GetTempPath(), ct);
        var made = Path.ChangeExtension(word.FullName, ".pdf");
        await File.WriteAllBytesAsync(made, pdf, ct);
        console.Say(made, new { ok = true, pdf = made });
        return ExitCode.Done;
    }
}
