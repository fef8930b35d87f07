using Training.Domain.Media;

namespace Training.Jobs.Media;

/// <summary>Makes an alternative sound of a lesson: of exactly its length and at its loudness.</summary>
public sealed class EncodeSound(MediaTool tool)
{
    public async Task<MadeRendition> RunAsync(
        MediaFacts sound, InputFolder input, string folder, TimeSpan length, Action onAlive, CancellationToken cancel)
    {
        var run = await tool.RunAsync(
            new ToolCall
            {
                Program = "ffmpeg",
                Arguments = FfmpegCommand.EncodeTrack(sound, length, LadderSettings.Default, MediaLimits.Default, Path.Combine(folder, LadderPlan.SoundTrackName)),
                WorkingFolder = input.Path,
                Timeout = TimeSpan.FromMinutes(5) + (length * 5),
                Silence = TimeSpan.FromMinutes(3),
            },
            _ =>
            {
                onAlive();
                return true;
            },
            null, cancel);
        run.DemandRoom();
        var facts = await new RenditionReader(tool).ReadAsync(folder, LadderPlan.SoundTrackName, MediaLimits.Default, cancel);
        if (!run.Succeeded || !facts.FilesPresent || !facts.Playlist.Ended || facts.Read is null || Math.Abs(facts.Read.End - length.TotalSeconds) > 0.5)
        {
            throw new TranscodeFailedException(TranscodeFailedException.Plain, FormattableString.Invariant(
                $"exit code {run.ExitCode}, {facts.Read?.End:0.##} s of {length.TotalSeconds:0.##} s; {string.Join(" | ", run.LastErrors.TakeLast(3))}"));
        }

        return RenditionReader.Describe(folder, facts, video: null);
    }
}
