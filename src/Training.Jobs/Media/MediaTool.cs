using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Training.Domain.Evidence;

namespace Training.Jobs.Media;

/// <summary>One run of a tool: its arguments as a list, the folder that it stands in, and what it may use at most.</summary>
public sealed record ToolCall
{
    public required string Program { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public required string WorkingFolder { get; init; }

    /// <summary>Settings that the tool takes from its environment alone; it is told nothing else of ours.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Address space. A hostile header can ask for gigabytes; the tool then fails and the machine does not notice.</summary>
    public long MemoryBytes { get; init; } = 3L << 30;

    public long OutputFileBytes { get; init; } = 8L << 30;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How far behind everything else on the machine it stands, 0 to 19: the site always goes before it.</summary>
    public int Niceness { get; init; } = 10;

    /// <summary>How long the tool may say nothing on its output; null where it speaks only at its end.</summary>
    public TimeSpan? Silence { get; init; }
}

public enum ToolEnd
{
    Exited,
    TimedOut,
    FellSilent,

    /// <summary>The reader had seen enough and asked to stop.</summary>
    Stopped,
}

public sealed record ToolRun(ToolEnd End, int ExitCode, IReadOnlyList<string> LastErrors)
{
    public bool Succeeded => End == ToolEnd.Exited && ExitCode == 0;

    /// <summary>It met a full disk, and said so anywhere in what it said.</summary>
    public bool NoSpace { get; init; }

    /// <summary>A tool that found no room has not failed: whoever runs the work lets it wait.</summary>
    public void DemandRoom()
    {
        if (NoSpace)
        {
            throw new NoRoomException(DiskRoom.Waits);
        }
    }
}

/// <summary>The tool is not installed. The message is for the person who looks after the machine.</summary>
public sealed class ToolMissingException(string program, Exception inner)
    : Exception($"没有找到 {program}。请在服务器上运行 apt-get install {PackageOf(program)}，然后重试。", inner)
{
    private static string PackageOf(string program) => program switch
    {
        "ffmpeg" or "ffprobe" => "ffmpeg",
        "vips" or "vipsheader" => "libvips-tools",
        "soffice" => "libreoffice-writer-nogui",
        "pdftoppm" or "pdfinfo" or "pdftocairo" or "pdftotext" => "poppler-utils",
        "tesseract" => "tesseract-ocr",
        "zbarimg" => "zbar-tools",
        _ => "util-linux",
    };
}

/// <summary>
/// The only class that starts a process. Each runs at low priority, without input, with limits on memory and file size, ends with us
/// even when we are killed, and is surely ended on cancellation, on timeout and on silence. What it prints is always drained.
/// </summary>
public sealed class MediaTool
{
    private const int KeptErrorLines = 40;
    private const int LongestLine = 2000;

    private static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(2);
    private static readonly BlockingCollection<(Process Process, TaskCompletionSource Started)> Starts = StartThread();

    /// <param name="call">What to run.</param>
    /// <param name="onOutput">Each line of standard output; answers false to stop the tool.</param>
    /// <param name="onError">Each line of standard error.</param>
    /// <param name="cancel">Ends the tool; the call then throws.</param>
    public async Task<ToolRun> RunAsync(ToolCall call, Func<string, bool>? onOutput, Action<string>? onError, CancellationToken cancel)
    {
        using var process = new Process { StartInfo = Describe(call) };
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add((process, started), cancel);
        try
        {
            await started.Task;
        }
        catch (Win32Exception failure)
        {
            throw new ToolMissingException("setpriv", failure);
        }

        process.StandardInput.Close();
        var end = ToolEnd.Exited;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var overall = new CancellationTokenSource(call.Timeout);
        using var silence = new CancellationTokenSource();
        using var watchOverall = overall.Token.Register(() => { end = ToolEnd.TimedOut; stop.Cancel(); });
        using var watchSilence = silence.Token.Register(() => { end = ToolEnd.FellSilent; stop.Cancel(); });
        Listen();

        var errors = new Queue<string>();
        var noSpace = false;
        var reading = Task.WhenAll(
            DrainAsync(process.StandardOutput, line =>
            {
                Listen();
                if (onOutput is not null && end == ToolEnd.Exited && !onOutput(line))
                {
                    end = ToolEnd.Stopped;
                    stop.Cancel();
                }
            }),
            DrainAsync(process.StandardError, line =>
            {
                onError?.Invoke(line);
                noSpace |= SaysNoSpace(line);
                errors.Enqueue(line);
                if (errors.Count > KeptErrorLines)
                {
                    errors.Dequeue();
                }
            }));
        try
        {
            await process.WaitForExitAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process);
        }

        await reading;
        cancel.ThrowIfCancellationRequested();
        if (process.ExitCode == 127 && errors.Any(line => line.Contains("No such file or directory", StringComparison.Ordinal)))
        {
            throw new ToolMissingException(call.Program, new FileNotFoundException(string.Join('\n', errors)));
        }

        return new ToolRun(end, process.ExitCode, [.. errors]) { NoSpace = noSpace };

        void Listen()
        {
            if (call.Silence is { } longest)
            {
                silence.CancelAfter(longest);
            }
        }
    }

    /// <summary>A run of ffmpeg on files of ours that must leave a file behind.</summary>
    public async Task MustAsync(IReadOnlyList<string> arguments, string folder, string result, CancellationToken cancel)
    {
        var run = await RunAsync(new ToolCall { Program = "ffmpeg", Arguments = arguments, WorkingFolder = folder, Timeout = TimeSpan.FromMinutes(10) }, null, null, cancel);
        run.DemandRoom();
        if (!run.Succeeded || new FileInfo(Path.Combine(folder, result)) is { Exists: false } or { Length: 0 })
        {
            throw new TranscodeFailedException(TranscodeFailedException.Plain, $"{result}: exit code {run.ExitCode}; {string.Join(" | ", run.LastErrors.TakeLast(3))}");
        }
    }

    private static ProcessStartInfo Describe(ToolCall call)
    {
        var start = new ProcessStartInfo("setpriv")
        {
            WorkingDirectory = call.WorkingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        // Each of the three replaces itself by the next, so there is one process and its number is the tool's.
        foreach (var argument in (string[])
            ["--pdeathsig", "KILL", "nice", "-n", call.Niceness.ToString(CultureInfo.InvariantCulture), "prlimit", "--core=0", Limit("as", call.MemoryBytes), Limit("fsize", call.OutputFileBytes), call.Program])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var argument in call.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // Nothing of ours is told to a tool that reads hostile files; arenas of malloc would count against its memory.
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["HOME"] = call.WorkingFolder;
        start.Environment["MALLOC_ARENA_MAX"] = "2";
        foreach (var (name, value) in call.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>What ffmpeg only tells beside its errors may be the title of a hostile file.</summary>
    private static bool SaysNoSpace(string line) => line.Contains("No space left on device", StringComparison.Ordinal) &&
        !line.Contains("[info]", StringComparison.Ordinal) && !line.Contains("[verbose]", StringComparison.Ordinal);

    private static string Limit(string what, long bytes) => string.Create(CultureInfo.InvariantCulture, $"--{what}={bytes}");

    private static async Task DrainAsync(StreamReader reader, Action<string> onLine)
    {
        var buffer = new char[4096];
        var line = new StringBuilder();
        int read;
        while ((read = await reader.ReadAsync(buffer)) > 0)
        {
            foreach (var character in buffer.AsSpan(0, read))
            {
                if (character is '\n' or '\r')
                {
                    Flush();
                }
                else if (line.Length < LongestLine)
                {
                    line.Append(character);
                }
            }
        }

        Flush();

        void Flush()
        {
            if (line.Length > 0)
            {
                onLine(line.ToString());
                line.Clear();
            }
        }
    }

    /// <summary>First asks, then ends the whole tree. Returns when the process is gone.</summary>
    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
        {
            Posix.Terminate(process.Id);
        }

        using var patience = new CancellationTokenSource(Courtesy);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>
    /// Linux ends a child with its parent when the parent's <em>thread</em> that started it ends, and threads of the pool come and go.
    /// So every process is started from this one thread, which lives as long as we do.
    /// </summary>
    private static BlockingCollection<(Process Process, TaskCompletionSource Started)> StartThread()
    {
        var queue = new BlockingCollection<(Process Process, TaskCompletionSource Started)>();
        new Thread(() =>
        {
            foreach (var (process, started) in queue.GetConsumingEnumerable())
            {
                try
                {
#pragma warning disable RS0030 // The one place that starts a process.
                    process.Start();
#pragma warning restore RS0030
                    started.SetResult();
                }
                catch (Exception failure)
                {
                    started.SetException(failure);
                }
            }
        })
        { IsBackground = true, Name = "media tool starter" }.Start();
        return queue;
    }
}
