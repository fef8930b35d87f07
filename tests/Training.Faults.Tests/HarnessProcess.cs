using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Training.Faults.Tests;

/// <summary>Node with the phone's code: questions come as lines of JSON, answers go back the same way.</summary>
internal sealed class HarnessProcess : IAsyncDisposable
{
    private readonly Process node;
    private readonly StringBuilder errors = new();

    public HarnessProcess(long seed, int count, string? breakage)
    {
        string[] arguments =
        [
            "--enable-source-maps", Path.Combine(AppContext.BaseDirectory, "harness.mjs"), seed.ToString(CultureInfo.InvariantCulture),
            count.ToString(CultureInfo.InvariantCulture), .. breakage is null ? [] : new[] { breakage },
        ];
        node = new Process
        {
            StartInfo = new ProcessStartInfo("node", arguments)
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
                StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = Encoding.UTF8,
            },
        };
        node.ErrorDataReceived += (_, e) => errors.AppendLine(e.Data);
#pragma warning disable RS0030 // a test of a program starts the program
        node.Start();
#pragma warning restore RS0030
        node.BeginErrorReadLine();
    }

    public string Errors => errors.ToString();

    public async Task<JsonNode?> HearAsync() => await node.StandardOutput.ReadLineAsync() is { } line ? JsonNode.Parse(line) : null;

    public async Task AnswerAsync(int id, JsonNode? answer)
    {
        await node.StandardInput.WriteLineAsync(new JsonObject { ["id"] = id, ["answer"] = answer }.ToJsonString());
        await node.StandardInput.FlushAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!node.HasExited)
        {
            node.Kill();
            await node.WaitForExitAsync();
        }

        node.Dispose();
    }
}
