using System.CommandLine;
using System.Globalization;
using Training.Domain.Media;
using Training.Jobs.CommandLine;
using Training.Jobs.Work;

namespace Training.Jobs.Media;

/// <summary>
/// <c>transcode FILE --out DIR</c>: makes a playable lesson of a file. Exit 0 and DIR/master.m3u8; exit 3 and one sentence when the file
/// is refused; exit 1 and one sentence when the work failed.
/// </summary>
public static class TranscodeVerb
{
    public static Command Build(VerbOptions options)
    {
        var file = new Argument<string>("FILE") { Description = "视频或录音文件" };
        var folder = new Option<string>("--out") { Description = "放结果的文件夹，做好后里面有 master.m3u8", HelpName = "DIR", Required = true };
        var lowest = new Option<bool>("--lowest") { Description = "只转最低一档，试转用" };
        var command = new Command("transcode", "把一个视频或录音转成能在网页上播放的课：几档清晰度，另有一档只有声音") { file, folder, lowest };
        command.SetAction((parsed, ct) => RunAsync(
            parsed.GetRequiredValue(file), parsed.GetRequiredValue(folder), parsed.GetValue(lowest), options.DataOf(parsed),
            options.ConsoleOf(parsed), ct));
        return command;
    }

    public static async Task<int> RunAsync(string file, string folder, bool lowest, string? data, VerbConsole console, CancellationToken ct)
    {
        if (!File.Exists(file))
        {
            console.Trouble($"找不到文件 {file}。请检查路径。");
            return ExitCode.NotDone;
        }

        var request = new TranscodeRequest
        {
            SourceFile = file,
            OutputFolder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)),
            WorkFolder = data is null ? Path.GetTempPath() : Path.Combine(data, "tmp"),
            Ladder = lowest ? LadderSettings.Default.LowestRungOnly() : LadderSettings.Default,
        };
        try
        {
            var outcome = await console.ProgressAsync("转码", async progress =>
                await new TranscodeVideo(new MediaTool()).RunAsync(request, new Percent(progress), ct));
            if (!outcome.Ok)
            {
                console.Trouble(outcome.Refusal.Message);
                return ExitCode.Refused;
            }

            var made = outcome.Value;
            var master = Path.Combine(made.Folder, MasterPlaylist.FileName);
            console.Say(
                $"做好了：{master}，{Spoken.Duration(made.Duration)}，{string.Join('、', made.Renditions.Select(rendition => rendition.Name))}。" + (made.Damaged ? "原文件有少量损坏，已跳过。" : ""),
                new { ok = true, master, seconds = made.Duration.TotalSeconds, made.Damaged, made.Renditions });
            foreach (var rendition in made.Renditions)
            {
                console.Line("  " + Line(rendition));
            }

            console.Line($"  另有 {FfmpegCommand.ProgressiveName}{(made.Poster is null ? "" : $"、{made.Poster}、{Storyboard.VttName}")}；{Spoken.Duration(made.PlayableAfter)}后最低一档就能看。");
            return ExitCode.Done;
        }
        catch (Exception failure) when (failure is TranscodeFailedException or ToolMissingException or JobFailedException or IOException or UnauthorizedAccessException)
        {
            console.Trouble(FailureSentence.Of(failure));
            return ExitCode.NotDone;
        }
    }

    private static string Line(MadeRendition rendition) => string.Create(CultureInfo.InvariantCulture,
        $"{StageWords.OfRendition(rendition.Name)}\t{(rendition.Width is null ? "" : $"{rendition.Width}×{rendition.Height}，")}平均每秒 {rendition.AverageBitsPerSecond / 1000} 千位，{rendition.Bytes / 1e6:0.0} MB{(rendition.Loudness is { } heard ? $"，响度 {heard:0.0} LUFS" : "")}");

    private sealed class Percent(IProgress<(double Percent, string? Step)> console) : IProgress<TranscodeProgress>
    {
        public void Report(TranscodeProgress value) => console.Report((value.Fraction * 100, StageWords.Of(value.Stage)));
    }
}

/// <summary>The stages as people read them.</summary>
public static class StageWords
{
    public static string Of(TranscodeStage stage) => stage switch
    {
        TranscodeStage.Probing => "检查文件",
        TranscodeStage.Encoding => "转各档清晰度",
        TranscodeStage.Verifying => "核对",
    };

    public static string OfRendition(string name) => name switch
    {
        LadderPlan.AudioName => "声音",
        LadderPlan.VoiceName => "省流量声音",
        LadderPlan.StillsName => "幻灯",
        _ => name,
    };
}
