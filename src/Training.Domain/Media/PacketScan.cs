using System.Collections;
using System.Globalization;

namespace Training.Domain.Media;

/// <summary>
/// Measures what can really be read of a file, packet by packet, without decoding: from when to when each stream runs, how many
/// packets it has, and the longest time in which neither picture nor sound comes. A header may claim anything; this does not.
/// </summary>
public sealed class PacketScan(MediaLimits limits)
{
    /// <summary>A picture of the lowest step in which nothing moves needs a few dozen bytes; a camera that stands still, with its noise, a few hundred.</summary>
    private const long HardlyAnything = 100;

    private readonly Dictionary<int, Track> tracks = [];

    private sealed class Track
    {
        public long Packets;
        public long Between;
        public long SmallBetween;
        public double Start = double.MaxValue;
        public double End = double.MinValue;
        public readonly List<(int From, int To)> Seconds = [];
    }

    /// <summary>Whether the file already went past a limit, so that nobody needs to read on.</summary>
    public bool BeyondLimits { get; private set; }

    /// <summary>One line of ffprobe's CSV: stream, pts, dts, duration, size, flags; N/A where the container has none.</summary>
    public void Add(ReadOnlySpan<char> line)
    {
        Span<Range> fields = stackalloc Range[7];
        if (line.Split(fields, ',') < 6 || !int.TryParse(line[fields[0]], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return;
        }

        // D: an edit list cuts this packet out; it is decoded only for what follows it and is never shown.
        if (line[fields[5]].Contains('D'))
        {
            return;
        }

        if (!tracks.TryGetValue(index, out var track))
        {
            tracks.Add(index, track = new Track());
        }

        track.Packets++;
        if (!line[fields[5]].Contains('K') && long.TryParse(line[fields[4]], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
        {
            track.Between++;
            track.SmallBetween += bytes <= HardlyAnything ? 1 : 0;
        }

        if ((Seconds(line[fields[1]]) ?? Seconds(line[fields[2]])) is { } time)
        {
            // A packet that claims to last long shows one picture only: it covers a second, not its claim.
            var length = Math.Clamp(Seconds(line[fields[3]]) ?? 0, 0, 1);
            track.Start = Math.Min(track.Start, time);
            track.End = Math.Max(track.End, time + length);
            Cover(track, time, time + length);
        }

        BeyondLimits |= track.Packets > limits.Frames || track.End - track.Start > limits.Duration.TotalSeconds + 1;
    }

    public ScannedTrack? Of(int index) => tracks.TryGetValue(index, out var track) && track.Packets > 0 && track.Start < double.MaxValue
        ? new ScannedTrack(track.Packets, track.Start, track.End) { StillShare = track.Between == 0 ? 0 : (double)track.SmallBetween / track.Between }
        : null;

    /// <summary>The longest run of whole seconds that none of the streams covers, between the first start and the last end.</summary>
    public TimeSpan LongestGap(params IEnumerable<int> streams)
    {
        var chosen = streams.Select(index => tracks.GetValueOrDefault(index)).OfType<Track>().Where(track => track.Start < double.MaxValue).ToList();
        if (chosen.Count == 0)
        {
            return TimeSpan.Zero;
        }

        var from = (int)Math.Floor(chosen.Min(track => track.Start));
        var length = (int)Math.Min(Math.Ceiling(chosen.Max(track => track.End)) - from, (limits.Duration.TotalSeconds * 2) + 2);
        var covered = new BitArray(Math.Max(length, 1));
        foreach (var (first, last) in chosen.SelectMany(track => track.Seconds))
        {
            for (var second = Math.Max(first - from, 0); second <= last - from && second < length; second++)
            {
                covered[second] = true;
            }
        }

        var longest = 0;
        var run = 0;
        foreach (bool seen in covered)
        {
            run = seen ? 0 : run + 1;
            longest = Math.Max(longest, run);
        }

        return TimeSpan.FromSeconds(longest);
    }

    private static void Cover(Track track, double from, double to)
    {
        var span = ((int)Math.Floor(from), (int)Math.Floor(to));
        if (track.Seconds.Count > 0 && track.Seconds[^1] is var last && span.Item1 >= last.From && span.Item1 <= last.To + 1)
        {
            track.Seconds[^1] = (last.From, Math.Max(last.To, span.Item2));
            return;
        }

        track.Seconds.Add(span);
    }

    private static double? Seconds(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && Math.Abs(value) < 1e8 ? value : null;
}

/// <summary>What was read of one stream, in seconds on the file's own clock.</summary>
public sealed record ScannedTrack(long Packets, double Start, double End)
{
    public double Length => End - Start;

    /// <summary>Of the pictures that only say what changed, how many said next to nothing; 0 to 1. Told of renditions that we made.</summary>
    public double StillShare { get; init; }
}
