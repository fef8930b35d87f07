namespace Training.Domain.Persistence;

/// <summary>Half-open range of 12-digit region codes.</summary>
public readonly record struct CodeRange(long From, long Until);

/// <summary>
/// Decides which rows the present caller reaches: a set of region code ranges; for accounts bound to stations a set of stations, and for those of a
/// body (承接主体) the body whose rows they see in the registers of bodies.
/// Applied by one query filter in <see cref="TrainingDbContext"/>. The set is kept as its hull, which indexes can use, and as sorted
/// bounds: a code lies inside when an odd number of bounds is not above it.
/// </summary>
public sealed class AccessScope
{
    private AccessScope(long from, long until, long[] bounds, long[]? stations, long? organization = null)
    {
        From = from;
        Until = until;
        Bounds = bounds;
        Stations = stations ?? [];
        IsStationBound = stations is not null;
        Organization = organization;
    }

    /// <summary>For jobs and the command line, which name their region themselves.</summary>
    public static AccessScope Everything { get; } = new(0, long.MaxValue, [0, long.MaxValue], null);

    /// <summary>Reaches no scoped row: a visitor, or an account without a region.</summary>
    public static AccessScope Nothing { get; } = new(0, 0, [], []);

    public long From { get; }

    public long Until { get; }

    public long[] Bounds { get; }

    public bool IsOneRange => Bounds.Length <= 2;

    public bool IsStationBound { get; }

    public long[] Stations { get; }

    /// <summary>The one body that the caller belongs to; null for whoever reaches the bodies of its regions. Zero is nobody's.</summary>
    public long? Organization { get; }

    /// <summary>Day on which dated permissions to see a row are read; the last day there is counts only those without an end.</summary>
    public DateOnly Day { get; private init; } = DateOnly.MaxValue;

    public static AccessScope Of(IEnumerable<CodeRange> ranges, IEnumerable<long>? stations = null, long? organization = null)
    {
        var bounds = new List<long>();
        foreach (var range in ranges.Where(r => r.From < r.Until).OrderBy(r => r.From))
        {
            if (bounds.Count > 0 && range.From <= bounds[^1])
            {
                bounds[^1] = Math.Max(bounds[^1], range.Until);
            }
            else
            {
                bounds.Add(range.From);
                bounds.Add(range.Until);
            }
        }

        return bounds.Count == 0 ? Nothing : new AccessScope(bounds[0], bounds[^1], [.. bounds], stations?.Distinct().Order().ToArray(), organization);
    }

    public AccessScope On(DateOnly day) => new(From, Until, Bounds, IsStationBound ? Stations : null, Organization) { Day = day };

    public bool Holds(long regionCode) =>
        regionCode >= From && regionCode < Until && (IsOneRange || Bounds.Count(b => b <= regionCode) % 2 == 1);

    public bool HoldsStation(long stationId) => !IsStationBound || Array.BinarySearch(Stations, stationId) >= 0;

    /// <summary>Whether what belongs to a body, or to none, is the caller's to write.</summary>
    public bool HoldsOrganization(long? organizationId) => Organization is null || Organization == organizationId;
}
