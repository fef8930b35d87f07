using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Training.Web.Hosting;

namespace Training.Testing.Site;

/// <summary>
/// The site as its own process with Kestrel, as ./run starts it: to be killed, started again on the same address, and measured from outside.
/// </summary>
public sealed partial class SiteProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly ConcurrentQueue<string> said = new();
    private string urls;
    private Process? process;

    private SiteProcess(IReadOnlyDictionary<string, string> settings, string urls)
    {
        this.settings = settings;
        this.urls = urls;
    }

    /// <summary>Where it listens, in the order of its urls; the same after every restart.</summary>
    public IReadOnlyList<Uri> Addresses { get; private set; } = [];

    public int Id => process!.Id;

    public bool IsRunning => process is { HasExited: false };

    /// <summary>User and system time of the process since it was started.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process!.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Everything written to the terminal so far, log and errors.</summary>
    public IReadOnlyCollection<string> Said => said;

    public static async Task<SiteProcess> StartAsync(IReadOnlyDictionary<string, string> settings, string urls = "http://127.0.0.1:0")
    {
        var site = new SiteProcess(settings, urls);
        await site.StartAsync();
        return site;
    }

    /// <summary>For a start that must fail: the exit code and what it said.</summary>
    public static async Task<(int Code, string Said)> RefusedAsync(IReadOnlyDictionary<string, string> settings, string urls = "https://127.0.0.1:0")
    {
        await using var site = new SiteProcess(settings, urls);
        site.Launch(_ => { });
        await site.process!.WaitForExitAsync(new CancellationTokenSource(Patience).Token);
        return (site.process.ExitCode, string.Join('\n', site.said));
    }

    /// <summary>After <see cref="KillAsync"/>: on the same address, database and folder.</summary>
    public async Task StartAsync()
    {
        var expected = urls.Split(';').Length;
        var found = new List<Uri>();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Launch(line =>
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                lock (found)
                {
                    found.Add(new Uri(match.Groups[1].Value));
                    if (found.Count == expected)
                    {
                        ready.TrySetResult();
                    }
                }
            }
        });
        _ = process!.WaitForExitAsync().ContinueWith(
            _ => ready.TrySetException(new InvalidOperationException("The site ended at its start:\n" + string.Join('\n', said))), TaskScheduler.Default);
        await ready.Task.WaitAsync(Patience);
        Addresses = found;
        urls = string.Join(';', found.Select(a => a.GetLeftPart(UriPartial.Authority)));
    }

    /// <summary>kill -9: nothing is finished, nothing is said.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            await KillAsync();
        }

        process?.Dispose();
    }

    private void Launch(Action<string> heard)
    {
        process?.Dispose();
        string[] arguments =
        [
            "exec", typeof(FrontEnd).Assembly.Location, "--urls", urls, "--Jobs:Enabled", "false", "--Accounts:SecondFactorFor", "",
            "--Logging:LogLevel:Default", "Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information",
            .. settings.SelectMany(s => new[] { "--" + s.Key, s.Value }),
        ];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment.Remove("ASPNETCORE_URLS");
        process = new Process { StartInfo = start };
        DataReceivedEventHandler keep = (_, e) =>
        {
            if (e.Data is not null)
            {
                said.Enqueue(e.Data);
                heard(e.Data);
            }
        };
        process.OutputDataReceived += keep;
        process.ErrorDataReceived += keep;
#pragma warning disable RS0030 // a test of a program starts the program
        process.Start();
#pragma warning restore RS0030
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    [GeneratedRegex(@"Now listening on: (\S+)")]
    private static partial Regex Listening();
}
