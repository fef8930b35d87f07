namespace Training.Domain.Trainers;

/// <param name="Taught">Hours of held sessions, from their taught minutes.</param>
/// <param name="Learnt">Hours of own training.</param>
/// <param name="Needed">Null for a kind that needs none.</param>
/// <param name="Counted">What counts towards the need.</param>
public sealed record HoursStanding(decimal Taught, decimal Learnt, int? Needed, decimal Counted)
{
    public decimal Missing => Needed is { } needed ? Math.Max(0, needed - Counted) : 0;
}

/// <summary>Class hours of one calendar year against what the kind needs. A class hour is 60 minutes; a session's minutes are cut to tenths of an hour.</summary>
public static class HourRules
{
    public static HoursStanding Of(HourTerms terms, KindTerms kind, int taughtMinutes, IEnumerable<TrainingHours> entries)
    {
        var taught = Math.Floor(taughtMinutes / 6m) / 10m;
        var learnt = entries.Where(e => e.StruckReason is null).Sum(e => e.Hours);
        return new HoursStanding(taught, learnt, kind.NeedsHours ? terms.AYear : null, learnt + (terms.CountsTaught ? taught : 0));
    }
}
