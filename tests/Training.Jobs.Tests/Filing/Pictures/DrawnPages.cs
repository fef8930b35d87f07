using System.Globalization;
using Training.Domain.Papers;
using Training.Jobs.Media;
using Training.Jobs.Papers;

namespace Training.Jobs.Tests.Filing.Pictures;

/// <summary>Papers as pictures of their pages: Word, PDF by the office suite, drawn. Several papers cost one start of the suite.</summary>
internal static class DrawnPages
{
    private const int DotsAnInch = 75;

    /// <param name="papers">By a name of ASCII letters.</param>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<GreyPicture>>> OfAsync(IReadOnlyDictionary<string, Paper> papers)
    {
        var folder = Directory.CreateTempSubdirectory("training-pictures-").FullName;
        try
        {
            foreach (var (name, paper) in papers)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.docx"), WordPaper.Write(paper));
            }

            await RunAsync(WordToPdf.CallIn(folder, [.. papers.Keys.Select(name => $"{name}.docx")]));
            var drawn = new Dictionary<string, IReadOnlyList<GreyPicture>>();
            foreach (var name in papers.Keys)
            {
                await RunAsync(new()
                {
                    Program = "pdftoppm", WorkingFolder = folder,
                    Arguments = ["-gray", "-r", DotsAnInch.ToString(CultureInfo.InvariantCulture), Path.Combine(folder, $"{name}.pdf"), $"page-{name}"],
                });
                drawn[name] = [.. Directory.GetFiles(folder, $"page-{name}-*.pgm").Order(StringComparer.Ordinal).Select(f => GreyPicture.OfPgm(File.ReadAllBytes(f)))];
            }

            return drawn;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(ToolCall call)
    {
        var run = await new MediaTool().RunAsync(call, null, null, CancellationToken.None);
        Assert.True(run.End is ToolEnd.Exited, $"{call.Program}: {run.End} {run.ExitCode} {string.Join(' ', run.LastErrors)}");
    }
}
