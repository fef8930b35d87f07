using System.Globalization;

namespace Training.Domain.Courses.Watching;

/// <summary>Milliseconds of a lesson from one place to another.</summary>
public readonly record struct Stretch(long FromMs, long ToMs)
{
    public long LengthMs => ToMs - FromMs;
}

/// <summary>
/// What of a lesson was watched: stretches that neither overlap nor touch, in order. Whatever is watched twice is in it once, so its length
/// never exceeds the lesson's. Stored as <c>0-15000,20000-45000</c>.
/// </summary>
public sealed class WatchedStretches
{
    /// <summary>Who jumps about more than this loses the shortest stretches: less is counted, never more.</summary>
    public const int Most = 300;

    /// <summary>Of the stored text: <see cref="Most"/> stretches of a day's length.</summary>
    public const int MaxLength = 6000;

    public static readonly WatchedStretches None = new([]);

    private readonly Stretch[] stretches;

    private WatchedStretches(Stretch[] stretches) => this.stretches = stretches;

    public IReadOnlyList<Stretch> All => stretches;

    public long LengthMs => stretches.Sum(stretch => stretch.LengthMs);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static WatchedStretches Parse(string stored) => new(
    [
        .. stored.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('-'))
            .Select(ends => new Stretch(long.Parse(ends[0], CultureInfo.InvariantCulture), long.Parse(ends[1], CultureInfo.InvariantCulture))),
    ]);

    /// <summary>The union with another stretch; one without length changes nothing.</summary>
    public WatchedStretches With(Stretch added)
    {
        if (added.LengthMs <= 0)
        {
            return this;
        }

        var (from, to) = added;
        var kept = new List<Stretch>(stretches.Length + 1);
        foreach (var stretch in stretches)
        {
            if (stretch.ToMs < from || stretch.FromMs > to)
            {
                kept.Add(stretch);
            }
            else
            {
                (from, to) = (Math.Min(from, stretch.FromMs), Math.Max(to, stretch.ToMs));
            }
        }

        kept.Add(new Stretch(from, to));
        if (kept.Count > Most)
        {
            kept.Remove(kept.MinBy(stretch => stretch.LengthMs));
        }

        return new WatchedStretches([.. kept.OrderBy(stretch => stretch.FromMs)]);
    }

    public WatchedStretches With(IEnumerable<Stretch> added) => added.Aggregate(this, (all, stretch) => all.With(stretch));

    /// <summary>How much of it lies within a lesson of this length: one published anew may be shorter.</summary>
    public long LengthWithin(long durationMs) => stretches.Sum(stretch => Math.Max(0, Math.Min(stretch.ToMs, durationMs) - stretch.FromMs));

    public override string ToString() => string.Join(',', stretches.Select(stretch => string.Create(CultureInfo.InvariantCulture, $"{stretch.FromMs}-{stretch.ToMs}")));
}
