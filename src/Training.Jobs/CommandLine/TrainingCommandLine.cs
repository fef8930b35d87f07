using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using Training.Jobs.Audit;
using Training.Jobs.Demonstration;
using Training.Jobs.Filing;
using Training.Jobs.Filing.Scans;
using Training.Jobs.Identity;
using Training.Jobs.Media;
using Training.Jobs.Papers;
using Training.Jobs.Standards;
using Training.Jobs.Work;

namespace Training.Jobs.CommandLine;

/// <summary>
/// The command line of the product: one verb a piece of work, in Chinese. Whatever goes wrong ends as one sentence on the error stream
/// and an exit code; the technical details come only with --verbose.
/// </summary>
public static class TrainingCommandLine
{
    /// <summary>Longer than a host needs to end its jobs in order.</summary>
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(45);

    /// <summary>Every verb by its name.</summary>
    public static IReadOnlyList<string> Verbs => [.. Root(new(TextWriter.Null, TextWriter.Null, terminal: false)).Subcommands.Select(c => c.Name)];

    /// <summary>As the program of its own process.</summary>
    public static Task<int> RunAsync(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentCulture;
        return RunAsync(arguments, Console.Out, Console.Error, !Console.IsErrorRedirected);
    }

    /// <param name="terminal">Whether somebody looks on, so that progress is a bar.</param>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error, bool terminal)
    {
        var options = new VerbOptions(output, error, terminal);
        var parsed = Root(options).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            await error.WriteLineAsync(Mistake(parsed));
            return ExitCode.Usage;
        }

        if (parsed.Action is HelpAction)
        {
            return await HelpAsync(parsed, output);
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeToEnd });
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("已经停下。");
            return ExitCode.NotDone;
        }
        catch (Exception failure)
        {
            options.ConsoleOf(parsed).Trouble(FailureSentence.OfVerb(failure));
            if (parsed.GetValue(options.Verbose))
            {
                await error.WriteLineAsync(failure.ToString());
            }

            return ExitCode.NotDone;
        }
    }

    private static string Mistake(ParseResult parsed)
    {
        var verb = parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
        var sentence = parsed.UnmatchedTokens.Count > 0 ? $"不认识“{parsed.UnmatchedTokens[0]}”"
            : verb.Length == 0 ? "没有写要做什么"
            : parsed.Errors[0].Message.TrimEnd('.', '。');
        return $"{sentence}。用法见 ./run {verb}--help";
    }

    /// <summary>The library leaves some words in English and calls the program by its file name.</summary>
    private static async Task<int> HelpAsync(ParseResult parsed, TextWriter output)
    {
        using var text = new StringWriter();
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = text });
        await output.WriteAsync(text.ToString().Replace("Description:", "说明:").Replace("Arguments:", "参数:")
            .Replace("(REQUIRED)", "（必写）").Replace("[options]", "[选项]").Replace("[command]", "[动词]").Replace(RootCommand.ExecutableName, "./run"));
        return code;
    }

    private static RootCommand Root(VerbOptions options)
    {
        var root = new RootCommand(
            """
            三进：养老服务技能进街道、进社区、进家庭。不带动词的 ./run 打开网站；下面的动词在前台做一件事。

            数据库默认是数据文件夹里的 SQLite；用 PostgreSQL 或 SQL Server 时，设环境变量 Training__Database__Provider 和 Training__Database__Connection。
            退出码：0 做好了；1 没做成，或者核对不符；2 命令写错了；3 交来的文件不能收。
            """);
        root.Options.OfType<HelpOption>().Single().Description = "显示用法";
        root.Options.Add(options.Data);
        root.Options.Add(options.Json);
        root.Options.Add(options.Verbose);
        root.Subcommands.Add(TranscodeVerb.Build(options));
        root.Subcommands.Add(SeedVerb.Build(options));
        root.Subcommands.Add(QuotaCheckVerb.Build(options));
        root.Subcommands.Add(SheetVerb.Build(options));
        root.Subcommands.Add(FilingDrillVerb.Build(options));
        root.Subcommands.Add(ScanDrillVerb.Build(options));
        root.Subcommands.Add(PdfVerb.Build(options));
        root.Subcommands.Add(AccountVerb.Build(options));
        root.Subcommands.Add(VerifyVerb.Build(options));
        root.Subcommands.Add(RotateKeysVerb.Build(options));
        root.Subcommands.Add(WorkerVerb.Build(options));
        return root;
    }
}
