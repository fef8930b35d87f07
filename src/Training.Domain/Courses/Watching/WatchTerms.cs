using System.Text.Json;

namespace Training.Domain.Courses.Watching;

/// <summary>The terms by which watching is counted, as data: Definitions/watching.json, read once.</summary>
public sealed record WatchTerms
{
    public static WatchTerms Shipped { get; } = Read();

    /// <summary>How often a player tells what it played.</summary>
    public required int BeatSeconds { get; init; }

    /// <summary>A player that was silent for longer, with no network, is believed for so long only.</summary>
    public required int SilenceSeconds { get; init; }

    /// <summary>Who comes back later than this begins another sitting.</summary>
    public required int PauseMinutes { get; init; }

    /// <summary>No sitting lasts longer.</summary>
    public required int SittingHours { get; init; }

    /// <summary>The fastest speed at which somebody still learns; what is played faster counts nothing.</summary>
    public required double Fastest { get; init; }

    /// <summary>A sitting of less is a look and no play.</summary>
    public required int PlaySeconds { get; init; }

    /// <summary>Share of the decoded length that has to be watched, whenever and in whatever order.</summary>
    public required double CompleteShare { get; init; }

    public required string CompleteClause { get; init; }

    public long SilenceMs => SilenceSeconds * 1000L;

    public long PlayMs => PlaySeconds * 1000L;

    public bool IsComplete(long watchedMs, long durationMs) => durationMs > 0 && watchedMs >= durationMs * CompleteShare;

    private static WatchTerms Read()
    {
        using var stream = typeof(WatchTerms).Assembly.GetManifestResourceStream("Training.Domain.Courses.Definitions.watching.json")!;
        return JsonSerializer.Deserialize<WatchTerms>(stream, JsonSerializerOptions.Web)!;
    }
}
