using Training.Domain.Media;

namespace Training.Jobs.Media;

/// <summary>
/// Puts a lesson's folder together: what stands already and what was newly made, in a new folder, so that who watches the old one is not
/// disturbed. Files that stay are linked and cost no room; the plain files are copied anew of their parts where one of these is new.
/// </summary>
public sealed class ComposeLesson(MediaTool tool)
{
    /// <param name="standing">The published folder to build on, or null.</param>
    /// <param name="part">Newly made; each of its renditions takes the place of one of the same name.</param>
    /// <param name="output">The new folder; made by one rename.</param>
    /// <param name="ladder">Of the lesson.</param>
    /// <param name="renditions">All that the lesson then has.</param>
    /// <param name="cancel">Cancellation.</param>
    public async Task RunAsync(string? standing, EncodedPart part, string output, LadderPlan ladder, IReadOnlyList<MadeRendition> renditions, CancellationToken cancel)
    {
        using var partial = PartialFolder.Make(output, []);
        Directory.CreateDirectory(partial.Path);
        var replaced = part.Renditions.Select(rendition => rendition.Name).ToHashSet();
        if (standing is not null)
        {
            var kept = renditions.Select(rendition => rendition.Name).Where(name => !replaced.Contains(name)).ToHashSet();
            LinkAll(standing, partial.Path, name => kept.Contains(name));
        }

        LinkAll(part.Folder, partial.Path, replaced.Contains);
        await FinishAsync(partial.Path, ladder, renditions, replaced, cancel);
        partial.Publish();
    }

    /// <summary>The plain files for the page and for taking home, the small sound, and last of all the master playlist.</summary>
    public async Task FinishAsync(string folder, LadderPlan ladder, IReadOnlyList<MadeRendition> renditions, IReadOnlySet<string> made, CancellationToken cancel)
    {
        if (ladder.StarterNames.Where(name => name != LadderPlan.VoiceName).Any(made.Contains))
        {
            var seconds = renditions.Where(rendition => ladder.StarterNames.Contains(rendition.Name)).Max(rendition => rendition.Seconds);
            await CopyAsync(FfmpegCommand.Progressive(ladder), folder, FfmpegCommand.ProgressiveName, cancel);
            await CopyAsync(FfmpegCommand.Played(ladder, seconds), folder, FfmpegCommand.PlayedName, cancel);
            if (!TellsOf(Path.Combine(folder, FfmpegCommand.PlayedName), seconds))
            {
                // The page then plays the other.
                File.Delete(Path.Combine(folder, FfmpegCommand.PlayedName));
            }
        }

        if (File.Exists(Path.Combine(folder, FfmpegCommand.PosterName)) && !File.Exists(Path.Combine(folder, FfmpegCommand.GlimpseName)))
        {
            await CopyAsync(FfmpegCommand.Glimpse(), folder, FfmpegCommand.GlimpseName, cancel);
        }

        if (made.Contains(LadderPlan.VoiceName))
        {
            await CopyAsync(FfmpegCommand.TakeHomeSound(), folder, FfmpegCommand.TakeHomeName, cancel);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, MasterPlaylist.FileName), MasterPlaylist.Write(renditions, ladder.FrameRate.PerSecond), cancel);
    }

    /// <summary>A browser believes what the index says of length and places, so it is read back.</summary>
    private static bool TellsOf(string file, double seconds)
    {
        using var content = File.OpenRead(file);
        return FragmentIndex.Read(content) is { ReachesTheEnd: true } index && Math.Abs(index.Seconds - seconds) <= Math.Max(0.5, seconds * 0.02);
    }

    private async Task CopyAsync(IReadOnlyList<string> arguments, string folder, string result, CancellationToken cancel)
    {
        var file = Path.Combine(folder, result);
        // What is there may be a link to the file of a folder that is still watched.
        File.Delete(file);
        await tool.MustAsync(arguments, folder, result, cancel);
    }

    private static void LinkAll(string from, string to, Func<string, bool> wantedRendition)
    {
        foreach (var file in Directory.EnumerateFiles(from).Where(file => Path.GetFileName(file) != MasterPlaylist.FileName))
        {
            LinkOne(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var rendition in Directory.EnumerateDirectories(from).Where(folder => wantedRendition(Path.GetFileName(folder))))
        {
            var folder = Directory.CreateDirectory(Path.Combine(to, Path.GetFileName(rendition))).FullName;
            foreach (var file in Directory.EnumerateFiles(rendition))
            {
                LinkOne(file, Path.Combine(folder, Path.GetFileName(file)));
            }
        }
    }

    private static void LinkOne(string existing, string added)
    {
        File.Delete(added);
        if (!Posix.TryLink(existing, added))
        {
            File.Copy(existing, added);
        }
    }
}
