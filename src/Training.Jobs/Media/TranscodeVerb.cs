using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;
using Training.Domain.Media;
using Training.Domain.Shared;

namespace Training.Jobs.Media;

/// <summary>
/// <c>transcode FILE --out DIR</c>: makes a playable lesson of a file, in the foreground. Exit 0 and DIR/master.m3u8; exit 3 and one
/// sentence when the file is refused; exit 1 and one sentence when the work failed.
/// </summary>
public static class TranscodeVerb
{
    private const int RefusedExit = 3;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="json">The --json option, where the command line shares one among its verbs.</param>
    public static Command Create(Option<bool>? json = null)
    {
        var asJson = json ?? new Option<bool>("--json") { Description = "结果写成一行 JSON，给脚本用" };
        var file = new Argument<string>("FILE") { Description = "视频或录音文件" };
        var folder = new Option<string>("--out") { Description = "放结果的文件夹，做好后里面有 master.m3u8", Required = true };
        var lowest = new Option<bool>("--lowest") { Description = "只转最低一档，试转用" };
        var command = new Command("transcode", "把一个视频或录音转成可播放的课（HLS，多档码率，含纯声音）") { file, folder, lowest };
        if (json is null)
        {
            command.Options.Add(asJson);
        }

        command.SetAction((result, cancel) => RunAsync(
            result.GetRequiredValue(file), result.GetRequiredValue(folder), result.GetValue(lowest), result.GetValue(asJson), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string file, string folder, bool lowest, bool asJson, CancellationToken cancel)
    {
        if (!File.Exists(file))
        {
            return Fail(asJson, 1, "FileNotFound", $"找不到文件 {file}。请检查路径。");
        }

        var request = new TranscodeRequest
        {
            SourceFile = file,
            OutputFolder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)),
            WorkFolder = Path.GetTempPath(),
            Ladder = lowest ? LadderSettings.Default.LowestRungOnly() : LadderSettings.Default,
        };
        var transcode = new TranscodeVideo(new MediaTool());
        Result<TranscodedVideo> outcome;
        try
        {
            outcome = await ShowAsync(asJson, progress => transcode.RunAsync(request, progress, cancel));
        }
        catch (OperationCanceledException)
        {
            return Fail(asJson, 1, "Cancelled", "已经停下，没有留下半成品。");
        }
        catch (Exception failure) when (failure is TranscodeFailedException or ToolMissingException or IOException or UnauthorizedAccessException)
        {
            return Fail(asJson, 1, failure.GetType().Name, failure.Message);
        }

        if (!outcome.Ok)
        {
            return Fail(asJson, RefusedExit, outcome.Refusal.GetType().Name, outcome.Refusal.Message);
        }

        var made = outcome.Value;
        Console.Out.WriteLine(asJson
            ? JsonSerializer.Serialize(new { ok = true, made.Folder, Master = Path.Combine(made.Folder, MasterPlaylist.FileName), Seconds = made.Duration.TotalSeconds, made.Damaged, made.Renditions }, Json)
            : $"做好了：{Path.Combine(made.Folder, MasterPlaylist.FileName)}，{Spoken.Duration(made.Duration)}，{string.Join('、', made.Renditions.Select(rendition => rendition.Name))}。"
              + (made.Damaged ? "原文件有少量损坏，已跳过。" : ""));
        return 0;
    }

    private static int Fail(bool asJson, int exit, string name, string sentence)
    {
        if (asJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new { ok = false, Refused = exit == RefusedExit, Name = name, Message = sentence }, Json));
        }

        Console.Error.WriteLine(sentence);
        return exit;
    }

    /// <summary>A bar on a terminal, a line at every tenth part elsewhere, nothing for scripts that read JSON.</summary>
    private static async Task<Result<TranscodedVideo>> ShowAsync(bool asJson, Func<IProgress<TranscodeProgress>?, Task<Result<TranscodedVideo>>> run)
    {
        if (asJson)
        {
            return await run(null);
        }

        if (Console.IsErrorRedirected)
        {
            return await run(new Lines());
        }

        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await screen.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context => await run(new Bar(context.AddTask(Words(TranscodeStage.Probing)))));
    }

    private static string Words(TranscodeStage stage) => stage switch
    {
        TranscodeStage.Probing => "检查文件",
        TranscodeStage.Encoding => "转码",
        TranscodeStage.Verifying => "核对",
    };

    // Not Progress<T>: that reports from the pool, out of order.
    private sealed class Bar(ProgressTask task) : IProgress<TranscodeProgress>
    {
        public void Report(TranscodeProgress value)
        {
            task.Description = Words(value.Stage);
            task.Value = value.Fraction * 100;
        }
    }

    private sealed class Lines : IProgress<TranscodeProgress>
    {
        private int told = -1;

        public void Report(TranscodeProgress value)
        {
            var tenth = (int)(value.Fraction * 10);
            if (tenth > told)
            {
                told = tenth;
                Console.Error.WriteLine($"{Words(value.Stage)} {tenth * 10}%");
            }
        }
    }
}
