namespace Training.Domain.Trainers;

public enum PapersState
{
    /// <summary>The kind needs none.</summary>
    NotNeeded,

    /// <summary>None of the needed kind was entered yet: said, stops nobody.</summary>
    Missing,

    Valid,

    /// <summary>Valid, but not for long.</summary>
    RunningOut,

    /// <summary>The last one has run out: no new session until there is another.</summary>
    Lapsed,
}

/// <param name="State">On the day that was asked.</param>
/// <param name="Until">Last valid day of the paper that holds longest; of a lapsed one the day on which it ended; null for one that does not run out.</param>
public sealed record PapersStanding(PapersState State, DateOnly? Until);

/// <summary>Whether somebody's papers hold on a day. One valid paper of the needed kind is enough.</summary>
public static class PaperRules
{
    public static PapersStanding On(DateOnly day, KindTerms terms, int remindDaysAhead, IEnumerable<TrainerCertificate> certificates)
    {
        if (!terms.NeedsPapers)
        {
            return new(PapersState.NotNeeded, null);
        }

        var needed = certificates.Where(c => c.IsRequired).ToList();
        var valid = needed.Where(c => c.IsValidOn(day)).ToList();
        if (valid.Count == 0)
        {
            var ended = needed.Where(c => c.ValidUntil < day).Max(c => c.ValidUntil);
            return ended is null ? new(PapersState.Missing, null) : new(PapersState.Lapsed, ended);
        }

        if (valid.Any(c => c.ValidUntil is null))
        {
            return new(PapersState.Valid, null);
        }

        // A renewed paper may begin before the old one ends: what follows without a gap counts as one.
        var until = valid.Max(c => c.ValidUntil!.Value);
        while (needed.FirstOrDefault(c => c.IssuedOn <= until.AddDays(1) && (c.ValidUntil is null || c.ValidUntil > until)) is { } next)
        {
            if (next.ValidUntil is null)
            {
                return new(PapersState.Valid, null);
            }

            until = next.ValidUntil.Value;
        }

        return new(until < day.AddDays(remindDaysAhead) ? PapersState.RunningOut : PapersState.Valid, until);
    }
}
