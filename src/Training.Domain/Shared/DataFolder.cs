namespace Training.Domain.Shared;

/// <summary>The one folder that holds everything a single-machine installation owns. Made on first use, readable by its owner only.</summary>
public sealed class DataFolder
{
    public DataFolder(string root)
    {
        Root = Path.GetFullPath(root);
        foreach (var folder in (string[])[Root, Keys, Files, Media, Uploads, Temporary])
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
    }

    public string Root { get; }

    public string Database => Path.Combine(Root, "training.db");

    /// <summary>Quartz keeps its tables apart from the product's on SQLite: on one file its polling stalls requests.</summary>
    public string JobsDatabase => Path.Combine(Root, "jobs.db");

    public string Keys => Path.Combine(Root, "keys");

    /// <summary>Originals, by SHA-256.</summary>
    public string Files => Path.Combine(Root, "files");

    /// <summary>Published renditions of lessons.</summary>
    public string Media => Path.Combine(Root, "media");

    public string Uploads => Path.Combine(Root, "uploads");

    public string Temporary => Path.Combine(Root, "tmp");
}
