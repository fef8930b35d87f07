namespace Training.Domain.Audit;

/// <summary>
/// Seals the ends of all chains at one instant: its hash covers every head that moved since the last one, and the last one's hash. A chain
/// by itself does not show that its tail was cut off; against the checkpoint it does.
/// </summary>
public sealed class AuditCheckpoint
{
    public long Id { get; set; }

    /// <summary>From 1, without gaps.</summary>
    public long Number { get; set; }

    public DateTime MadeUtc { get; set; }

    /// <summary>Highest entry that it had seen.</summary>
    public long LastEntryId { get; set; }

    /// <summary>How many entries there were in all.</summary>
    public long Entries { get; set; }

    public required byte[] PreviousHash { get; set; }

    public required byte[] Hash { get; set; }
}

/// <summary>End of one chain as a checkpoint saw it.</summary>
public sealed class AuditHead
{
    public long Id { get; set; }

    public long CheckpointNumber { get; set; }

    public required string Stream { get; set; }

    public long Sequence { get; set; }

    public required byte[] Hash { get; set; }
}

/// <summary>That the chains were proved, when, how far, and what did not fit: what auditors see above the history.</summary>
public sealed class AuditProof
{
    public long Id { get; set; }

    public DateTime AtUtc { get; set; }

    /// <summary>How many entries fitted.</summary>
    public long Entries { get; set; }

    public long Checkpoints { get; set; }

    /// <summary>The sentence that names the first entry that did not fit; null when all did.</summary>
    public string? Fault { get; set; }
}
