using Training.Domain.Attendance;
using Training.Domain.Topics;
using Training.Web.Hosting;

namespace Training.Web.Features.Attendance;

/// <summary>Kept as typed: a bad value comes back to the page as it was written.</summary>
public sealed record ClosingForm
{
    /// <summary>Value of the button that sends photos and papers and closes nothing.</summary>
    public const string OnlyFiles = "files";

    public string? Start { get; init; }

    public string? End { get; init; }

    public string? Heads { get; init; }

    public string? Topic { get; init; }

    public string? Outline { get; init; }

    public string? Do { get; init; }

    /// <summary>What the person has been told before: the same is not asked a second time.</summary>
    public string? Seen { get; init; }

    public static ClosingForm Of(IReadOnlyDictionary<string, string> fields) => new()
    {
        Start = fields.GetValueOrDefault(nameof(Start)),
        End = fields.GetValueOrDefault(nameof(End)),
        Heads = fields.GetValueOrDefault(nameof(Heads)),
        Topic = fields.GetValueOrDefault(nameof(Topic)),
        Outline = fields.GetValueOrDefault(nameof(Outline))?.ReplaceLineEndings("\n"),
        Do = fields.GetValueOrDefault(nameof(Do)),
        Seen = fields.GetValueOrDefault(nameof(Seen)),
    };

    public static string Clock(DateTime utc) => ClockTime.Of(utc);

    public static TimeOnly? TimeOf(string? text) => ClockTime.Read(text);
}

public sealed record ClosingPage(RollSheet Sheet, RollQuota Quota, ClosingForm Form)
{
    public IReadOnlyList<Topic> Topics { get; init; } = [];

    /// <summary>Why this is asked once more, a sentence each.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];

    /// <summary>Whether one of the doubts is that the class does not count.</summary>
    public bool FallsShort { get; init; }

    /// <summary>What became of files that came with the form.</summary>
    public string? Kept { get; init; }
}
