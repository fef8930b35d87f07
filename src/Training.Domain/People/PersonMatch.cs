using Training.Domain.Persistence;

namespace Training.Domain.People;

public enum MatchState
{
    /// <summary>Waits for somebody to look at the two.</summary>
    Proposed,

    /// <summary>Somebody found that they are two people; never proposed again.</summary>
    NotSame,

    /// <summary>Somebody found that they are one person.</summary>
    Merged,

    /// <summary>What spoke for it was corrected meanwhile.</summary>
    Lapsed,
}

/// <summary>
/// Two rows that may be one person, with what speaks for and against it. Made by the machine, decided by people. The region is the
/// smallest division that holds both, so that a pair across counties is seen by the city alone.
/// </summary>
public sealed class PersonMatch : IRegionScoped, IVersioned
{
    public const int ReasonsMaxLength = 200;

    public const int WhyMaxLength = 200;

    public long Id { get; set; }

    public Guid Key { get; set; }

    /// <summary>The row with the smaller key of the two.</summary>
    public long FirstId { get; set; }

    public long SecondId { get; set; }

    public long RegionCode { get; set; }

    /// <summary>How sure the evidence is, in hundredths, 1 to 99.</summary>
    public int Score { get; set; }

    /// <summary>As <see cref="MatchReason.Write"/> writes them; no personal values.</summary>
    public required string Reasons { get; set; }

    public MatchState State { get; set; }

    public DateTime FoundUtc { get; set; }

    public DateTime? DecidedUtc { get; set; }

    public long? DecidedBy { get; set; }

    public string? Why { get; set; }

    public long Version { get; set; }
}

/// <summary>
/// One decision that a row is the same person as another. <see cref="Person.CanonicalId"/> follows from the decisions that stand, so that
/// any of them can be taken back, in any order.
/// </summary>
public sealed class PersonMerge : IRegionScoped, IVersioned
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    public long FromId { get; set; }

    public long IntoId { get; set; }

    public long RegionCode { get; set; }

    /// <summary>The household that was found to be the other's by the same decision.</summary>
    public long? HouseholdId { get; set; }

    public long? IntoHouseholdId { get; set; }

    public DateTime AtUtc { get; set; }

    public long? ById { get; set; }

    public required string Why { get; set; }

    public DateTime? UndoneUtc { get; set; }

    public long? UndoneById { get; set; }

    public string? WhyUndone { get; set; }

    public long Version { get; set; }
}
