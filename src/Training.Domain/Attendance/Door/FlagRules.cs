namespace Training.Domain.Attendance.Door;

/// <summary>One check-in as the rules see it. Prints stand for a browser or a network and are compared with each other alone.</summary>
public sealed record DoorSight(Guid MarkKey, Guid Attendee, long Person, long Household, DateTime AtUtc, string? Device, string? Address);

/// <summary>Something that a rule found among the check-ins of one roll.</summary>
public sealed record DoorFinding(RollFlagKind Kind, Guid Subject, IReadOnlyList<Guid> Attendees, DateTime FromUtc, DateTime UntilUtc);

/// <summary>When check-ins ask for a second look. Thresholds are ours: no notice names any.</summary>
public static class FlagRules
{
    /// <summary>A couple shares a telephone; a third person on it is asked about even of one household.</summary>
    public const int MostOfOneHousehold = 2;

    /// <summary>So many different people within <see cref="Burst"/> from one address. A station's own network brings some at once.</summary>
    public const int ManyAtOnce = 8;

    public static readonly TimeSpan Burst = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<DoorFinding> Of(IEnumerable<DoorSight> sights)
    {
        var seen = sights.OrderBy(s => s.AtUtc).ThenBy(s => s.MarkKey).ToList();
        return [.. OneDevice(seen), .. OneAddress(seen)];
    }

    /// <summary>One browser for several people: of different households, or more than a couple.</summary>
    private static IEnumerable<DoorFinding> OneDevice(List<DoorSight> sights) =>
        from one in sights.Where(s => s.Device is not null).GroupBy(s => s.Device)
        let people = one.DistinctBy(s => s.Person).ToList()
        where people.Count > 1 && (people.Count > MostOfOneHousehold || people.DistinctBy(s => s.Household).Count() > 1)
        select new DoorFinding(
            RollFlagKind.OneDevice, DerivedKey.Of(one.First().MarkKey), [.. people.Select(s => s.Attendee)], one.First().AtUtc, one.Last().AtUtc);

    /// <summary>Bursts of one address that touch each other are one finding.</summary>
    private static IEnumerable<DoorFinding> OneAddress(List<DoorSight> sights)
    {
        foreach (var one in sights.Where(s => s.Address is not null).GroupBy(s => s.Address))
        {
            var marks = one.ToList();
            var (from, until) = (-1, -1);
            for (var (first, last) = (0, 0); last < marks.Count; last++)
            {
                while (marks[last].AtUtc - marks[first].AtUtc > Burst)
                {
                    first++;
                }

                if (marks[first..(last + 1)].DistinctBy(s => s.Person).Count() < ManyAtOnce)
                {
                    continue;
                }

                if (from >= 0 && first > until)
                {
                    yield return Found(marks[from..(until + 1)]);
                    from = -1;
                }

                (from, until) = (from < 0 ? first : from, last);
            }

            if (from >= 0)
            {
                yield return Found(marks[from..(until + 1)]);
            }
        }
    }

    private static DoorFinding Found(List<DoorSight> burst) => new(
        RollFlagKind.OneAddress, DerivedKey.Of(burst[0].MarkKey), [.. burst.DistinctBy(s => s.Person).Select(s => s.Attendee)], burst[0].AtUtc, burst[^1].AtUtc);
}
