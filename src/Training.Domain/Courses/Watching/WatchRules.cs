namespace Training.Domain.Courses.Watching;

/// <summary>
/// Time by the server's clock that was not yet used up by something watched. It grows with the clock, never beyond what a silent player is
/// believed for, and all that is counted is paid from it.
/// </summary>
public readonly record struct WatchAllowance(DateTime AtUtc, long LeftMs)
{
    public static WatchAllowance From(DateTime nowUtc) => new(nowUtc, 0);

    /// <summary>A clock that was set back gives nothing and takes nothing.</summary>
    public WatchAllowance At(DateTime nowUtc, long mostMs) =>
        nowUtc <= AtUtc ? this : new WatchAllowance(nowUtc, Math.Min(mostMs, LeftMs + (long)(nowUtc - AtUtc).TotalMilliseconds));

    public WatchAllowance Less(long ms) => this with { LeftMs = Math.Max(0, LeftMs - ms) };
}

/// <param name="Stretches">What of the told counts.</param>
/// <param name="CostMs">Time of the allowance that it took.</param>
public sealed record CountedBeat(IReadOnlyList<Stretch> Stretches, long CostMs);

/// <summary>How much of what a player tells is believed. Pure.</summary>
public static class WatchRules
{
    /// <summary>A player tells at most so many pieces at once; who jumps more often is not watching.</summary>
    public const int MostStretches = 12;

    /// <summary>Slower than this no player goes; whoever says so pays for the time.</summary>
    private const double Slowest = 0.25;

    /// <summary>
    /// In the order told, as far as the server's time reaches: at speed r, a second of the clock pays for r seconds of the lesson. What lies
    /// outside the lesson, runs backwards or was played too fast counts nothing.
    /// </summary>
    public static CountedBeat Count(IEnumerable<Stretch> told, double rate, long durationMs, long allowanceMs, WatchTerms terms)
    {
        var counted = new List<Stretch>();
        if (!(rate > 0) || rate > terms.Fastest + 0.001)
        {
            return new CountedBeat(counted, 0);
        }

        var speed = Math.Clamp(rate, Slowest, terms.Fastest);
        var reach = (long)(Math.Max(0, allowanceMs) * speed);
        var all = reach;
        foreach (var stretch in told.Take(MostStretches))
        {
            var from = Math.Clamp(stretch.FromMs, 0, durationMs);
            var to = Math.Min(Math.Clamp(stretch.ToMs, 0, durationMs), from + reach);
            if (to > from)
            {
                counted.Add(new Stretch(from, to));
                reach -= to - from;
            }
        }

        return new CountedBeat(counted, (long)Math.Ceiling((all - reach) / speed));
    }

    /// <summary>Whether a sitting is over: nothing was heard of it for too long, or it goes on for longer than anybody sits.</summary>
    public static bool IsOver(DateTime openedUtc, DateTime lastUtc, DateTime nowUtc, WatchTerms terms) =>
        nowUtc - lastUtc > TimeSpan.FromMinutes(terms.PauseMinutes) || nowUtc - openedUtc > TimeSpan.FromHours(terms.SittingHours);

    /// <summary>Class hours of a lesson seen to its end: 60 minutes of its decoded length are one, cut to hundredths.</summary>
    public static decimal ClassHours(long durationMs) => Math.Floor(durationMs / 36_000m) / 100m;
}
