namespace Training.Architecture.Tests.Reading;

/// <summary>One text file of the checkout; the path is relative to its root and uses slashes.</summary>
public sealed record TextFile(string Path, string Text)
{
    public int Lines => Text.Count(c => c == '\n') + (Text.Length > 0 && !Text.EndsWith('\n') ? 1 : 0);

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}

/// <summary>The files of this checkout that people wrote: what builds, downloads and runs leave behind is not among them.</summary>
public static class Checkout
{
    private static readonly string[] NotWritten =
        [".git", ".vs", ".idea", "bin", "obj", "node_modules", "artifacts", "dist", "data", "TestResults"];

    private static readonly string[] NotText =
        [".png", ".jpg", ".jpeg", ".gif", ".ico", ".webp", ".mp4", ".m4a", ".m4s", ".mp3", ".webm", ".woff2", ".db", ".docx", ".xlsx", ".pdf"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<TextFile> Files { get; } = [.. Read(new DirectoryInfo(Root))];

    public static IEnumerable<TextFile> Source => Files.Where(f => f.Path.StartsWith("src/", StringComparison.Ordinal));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Training.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run from inside the checkout.");
        }

        return folder.FullName;
    }

    private static IEnumerable<TextFile> Read(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles().Where(f => !NotText.Contains(f.Extension.ToLowerInvariant()) && f.LinkTarget is null))
        {
            yield return new TextFile(Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'), File.ReadAllText(file.FullName));
        }

        foreach (var below in folder.EnumerateDirectories().Where(d => !NotWritten.Contains(d.Name) && d.LinkTarget is null))
        {
            foreach (var file in Read(below))
            {
                yield return file;
            }
        }
    }
}
