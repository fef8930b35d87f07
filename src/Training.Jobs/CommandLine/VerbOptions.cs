using System.CommandLine;

namespace Training.Jobs.CommandLine;

/// <summary>Options that every verb takes, under the same names, and where it speaks.</summary>
public sealed class VerbOptions(TextWriter output, TextWriter error, bool terminal)
{
    public Option<string?> Data { get; } = new("--data") { Description = "数据文件夹，不写就用 ./data", HelpName = "DIR", Recursive = true };

    public Option<bool> Json { get; } = new("--json") { Description = "只打印一行 JSON，给脚本用", Recursive = true };

    public Option<bool> Verbose { get; } = new("--verbose") { Description = "出错时把技术细节写到错误流", Recursive = true };

    public VerbConsole ConsoleOf(ParseResult parsed) => new(output, error, parsed.GetValue(Json), terminal);

    /// <summary>The folder as typed, made absolute; null when it was not given.</summary>
    public string? DataOf(ParseResult parsed) => parsed.GetValue(Data) is { } typed ? Path.GetFullPath(typed) : null;
}

/// <summary>What the exit code says; scripts may rely on it.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>It could not be done, or what was checked does not hold; the sentence says why.</summary>
    public const int NotDone = 1;

    /// <summary>The words on the command line are wrong.</summary>
    public const int Usage = 2;

    /// <summary>The input was read and is refused, such as a file that is no video.</summary>
    public const int Refused = 3;
}
