using Training.Domain.Media;

namespace Training.Jobs.Media;

/// <summary>What stands beside the renditions for the eye: the poster and the pictures for finding one's place.</summary>
public static class LessonPictures
{
    /// <summary>
    /// Of the candidates the poster is the one that took the most bytes at the same quality: black, white and blurred pictures take the
    /// fewest. The sheets are there; their index is written.
    /// </summary>
    public static void Finish(string folder, Storyboard board, TimeSpan duration)
    {
        var candidates = new DirectoryInfo(folder).GetFiles(FfmpegCommand.CandidatePrefix + "*.jpg");
        if (candidates.Length == 0 || !File.Exists(Path.Combine(folder, Storyboard.SheetName(1))))
        {
            throw new TranscodeFailedException(TranscodeFailedException.Plain, "No poster or storyboard was written.");
        }

        candidates.MaxBy(candidate => candidate.Length)!.MoveTo(Path.Combine(folder, FfmpegCommand.PosterName), overwrite: true);
        foreach (var other in new DirectoryInfo(folder).EnumerateFiles(FfmpegCommand.CandidatePrefix + "*.jpg"))
        {
            other.Delete();
        }

        File.WriteAllText(Path.Combine(folder, Storyboard.VttName), board.Vtt(duration));
    }
}
