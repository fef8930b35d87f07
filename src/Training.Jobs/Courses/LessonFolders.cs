using Training.Domain.Shared;

namespace Training.Jobs.Courses;

/// <summary>
/// Where a lesson's files lie: media/LESSON/NAME, whole and never changed once it has that name. Each run encodes into a hidden folder of
/// its own beside them, named after what it does, so that two runs of one lesson do not meet and the next attempt sweeps what the last left.
/// </summary>
public sealed class LessonFolders(DataFolder folder)
{
    public string Of(Guid lesson) => Path.Combine(folder.Media, lesson.ToString("N"));

    public string At(string published) => Path.Combine(folder.Media, published);

    /// <summary>What the pointer in the database will say.</summary>
    public static string NewName(Guid lesson) => $"{lesson:N}/{Guid.CreateVersion7():N}";

    /// <summary>Where the original is linked to while it is read.</summary>
    public string WorkFolder(Guid lesson, string run) => Emptied(Path.Combine(folder.Temporary, $"lesson-{lesson:N}-{run}"));

    /// <summary>Who opened the page before goes on with the old folder; it is swept when nobody can be watching it any more.</summary>
    public void Supersede(string published, DateTime nowUtc)
    {
        var old = At(published);
        if (Directory.Exists(old))
        {
            Directory.SetLastWriteTimeUtc(old, nowUtc);
        }
    }

    private static string Emptied(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        return path;
    }
}
