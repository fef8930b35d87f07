using System.Text;
using Training.Domain.Media;

namespace Training.Jobs.Media;

/// <summary>What lies in the folder of a kit.</summary>
/// <param name="Pieces">For the loudspeaker, in their order, with the loudness that was measured on each.</param>
/// <param name="Film">For the television; null for a lesson without picture or sound.</param>
public sealed record MadeKit(IReadOnlyList<(string FileName, double Seconds, double? Loudness)> Pieces, string? Film);

/// <summary>
/// Makes of a published lesson what goes onto a USB stick: its sound in pieces cut at pauses, each brought to its level by itself and measured
/// again, and a film for the television. Names begin with a number, because boxes and loudspeakers play by name.
/// </summary>
public sealed class MakeKit(MediaTool tool)
{
    private const int LeastTelevisionSide = 480;

    private const string Failed = "播放包没有做成。会自动再试。";

    /// <param name="lesson">The lesson's published folder.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="title">Of the lesson, as part of a file's name.</param>
    /// <param name="renditions">Names and sizes of those that stand.</param>
    /// <param name="seconds">The lesson's length.</param>
    /// <param name="progress">Percent and step.</param>
    /// <param name="cancel">Ends the tool.</param>
    public async Task<MadeKit> RunAsync(
        string lesson, string folder, string title, IReadOnlyList<(string Name, int Width, int Height)> renditions, double seconds, Action<int, string> progress, CancellationToken cancel)
    {
        var source = Path.Combine(lesson, FfmpegCommand.ProgressiveName);
        var pieces = new List<(string, double, double?)>();
        var hasSound = renditions.Any(rendition => rendition.Name == LadderPlan.AudioName);
        if (hasSound)
        {
            progress(5, "找停顿");
            var pauses = new PauseLog();
            await ListenAsync(KitCommand.Pauses(source), folder, pauses.Add, cancel);
            var cuts = KitCuts.Of(seconds, pauses.Pauses);
            for (var n = 0; n < cuts.Count; n++)
            {
                progress(10 + (60 * n / cuts.Count), $"做第 {n + 1} 段声音");
                var name = cuts.Count == 1 ? $"01-{title}.mp3" : $"{n + 1:00}-{title}-第{n + 1}段.mp3";
                pieces.Add((name, cuts[n].Length, await PieceAsync(source, cuts[n], name, folder, cancel)));
            }
        }

        var films = renditions.Where(rendition => LadderPlan.KindOf(rendition.Name) == RenditionKind.Video).OrderBy(rendition => rendition.Height).ToList();
        if (!hasSound || films.Count == 0)
        {
            return new MadeKit(pieces, null);
        }

        progress(75, "做电视版");
        var best = films[^1];
        var film = $"90-{title}-电视版.mp4";
        var asItStands = best.Width > best.Height && best.Height >= LeastTelevisionSide;
        var parser = new FfmpegProgressParser();
        var run = await tool.RunAsync(
            new ToolCall
            {
                Program = "ffmpeg",
                Arguments = KitCommand.Television(Playlist(lesson, best.Name), Playlist(lesson, LadderPlan.AudioName), asItStands, film),
                WorkingFolder = folder,
                Timeout = TimeSpan.FromMinutes(5) + (TimeSpan.FromSeconds(seconds) * 10),
                Silence = TimeSpan.FromMinutes(3),
                Niceness = 15,
            },
            line =>
            {
                if (parser.Add(line) is { OutTime: { } time })
                {
                    progress(75 + (int)(20 * Math.Clamp(time.TotalSeconds / seconds, 0, 1)), "做电视版");
                }

                return true;
            },
            null, cancel);
        run.DemandRoom();
        if (!run.Succeeded)
        {
            throw new TranscodeFailedException(Failed, string.Join(" | ", run.LastErrors.TakeLast(3)));
        }

        await ProveAsync(film, folder, cancel);
        return new MadeKit(pieces, film);
    }

    /// <summary>An exit code is no proof: the film is read back, and every box on the list must play it.</summary>
    private async Task ProveAsync(string film, string folder, CancellationToken cancel)
    {
        var json = new StringBuilder();
        var run = await tool.RunAsync(
            new ToolCall { Program = "ffprobe", Arguments = KitCommand.Look(film), WorkingFolder = folder },
            line =>
            {
                json.Append(line).Append('\n');
                return true;
            },
            null, cancel);
        var facts = run.Succeeded ? FilmFacts.Parse(json.ToString()) : null;
        var against = facts is null ? ["it cannot be read"] : TelevisionBox.All.SelectMany(box => box.Against(facts)).ToList();
        if (against.Count > 0)
        {
            throw new TranscodeFailedException(Failed, $"{film}: {string.Join("; ", against)}");
        }
    }

    /// <summary>The loudness of the finished piece; null of silence.</summary>
    private async Task<double?> PieceAsync(string source, Stretch piece, string name, string folder, CancellationToken cancel)
    {
        var gain = await MeasureAsync(null) is { } before ? Loudness.First(before) : null;
        for (var round = 0; round < 4 && gain is { Limited: true } && await MeasureAsync(gain) is { } result && Loudness.Corrected(gain, result) is { } better; round++)
        {
            gain = better;
        }

        await tool.MustAsync(KitCommand.Piece(source, piece, gain, Path.GetFileNameWithoutExtension(name), name), folder, name, cancel);
        var log = new LoudnessLog();
        await ListenAsync(["-nostdin", "-hide_banner", "-nostats", "-loglevel", "info", "-protocol_whitelist", "file", "-f", "mp3", "-i", name, "-af", "ebur128=framelog=verbose", "-f", "null", "-"], folder, log.Add, cancel);
        return log.Reading is { IsSilent: false } heard ? heard.Integrated : null;

        async Task<LoudnessReading?> MeasureAsync(LoudnessGain? with)
        {
            var heard = new LoudnessLog();
            await ListenAsync(KitCommand.MeasurePiece(source, piece, with), folder, heard.Add, cancel);
            return heard.Reading;
        }
    }

    private async Task ListenAsync(IReadOnlyList<string> arguments, string folder, Action<string> onError, CancellationToken cancel)
    {
        var run = await tool.RunAsync(new ToolCall { Program = "ffmpeg", Arguments = arguments, WorkingFolder = folder, Timeout = TimeSpan.FromMinutes(15), Niceness = 15 }, null, onError, cancel);
        if (!run.Succeeded)
        {
            throw new TranscodeFailedException(Failed, string.Join(" | ", run.LastErrors.TakeLast(3)));
        }
    }

    private static string Playlist(string lesson, string rendition) => Path.Combine(lesson, rendition, FfmpegCommand.PlaylistName);
}
