using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Training.Jobs.CommandLine;

/// <summary>
/// Where a verb speaks: a result line on the output, sentences of trouble and progress on the error stream. On a terminal progress is a
/// bar; in a file or pipe it is a line each ten per cent; with --json there is none.
/// </summary>
public sealed class VerbConsole(TextWriter output, TextWriter error, bool json, bool terminal)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public bool Json { get; } = json;

    /// <summary>The result: the sentence for people, or the object for scripts.</summary>
    public void Say(string sentence, object result) => output.WriteLine(Json ? JsonSerializer.Serialize(result, Format) : sentence);

    /// <summary>Further lines for people only.</summary>
    public void Line(string text)
    {
        if (!Json)
        {
            output.WriteLine(text);
        }
    }

    /// <summary>What went wrong: the sentence for people, or the object for scripts.</summary>
    public void Trouble(string sentence, object? result = null)
    {
        if (Json)
        {
            output.WriteLine(JsonSerializer.Serialize(result ?? new { ok = false, error = sentence }, Format));
        }
        else
        {
            error.WriteLine(sentence);
        }
    }

    /// <summary>Runs something that takes over a second, with what it reports (0 to 100 and the step in words) on show.</summary>
    public async Task<T> ProgressAsync<T>(string title, Func<IProgress<(double Percent, string? Step)>, Task<T>> work)
    {
        if (Json)
        {
            return await work(new Reports(_ => { }));
        }

        return terminal ? await BarAsync(title, work) : await LinesAsync(title, work);
    }

    private async Task<T> BarAsync<T>(string title, Func<IProgress<(double Percent, string? Step)>, Task<T>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return await console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(title));
                var result = await work(new Reports(report =>
                {
                    bar.Value = report.Percent;
                    bar.Description = Markup.Escape(report.Step is null ? title : $"{title}：{report.Step}");
                }));
                bar.Value = 100;
                return result;
            });
    }

    private async Task<T> LinesAsync<T>(string title, Func<IProgress<(double Percent, string? Step)>, Task<T>> work)
    {
        var said = 0;
        return await work(new Reports(report =>
        {
            var tens = (int)(report.Percent / 10);
            if (tens > said)
            {
                said = tens;
                error.WriteLine($"{title} {tens * 10}%{(report.Step is null ? "" : $"，{report.Step}")}");
            }
        }));
    }

    private sealed class Reports(Action<(double Percent, string? Step)> show) : IProgress<(double Percent, string? Step)>
    {
        private readonly Lock gate = new();

        public void Report((double Percent, string? Step) value)
        {
            lock (gate)
            {
                show(value);
            }
        }
    }
}
