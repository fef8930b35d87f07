using Training.Domain.Persistence;

namespace Training.Domain.Filing;

/// <summary>
/// A sheet as it was signed: canonical JSON (<see cref="CanonicalJson"/>) with the rows counted then, and its hash. Added, never changed;
/// the written history holds the hash, and so dates it.
/// </summary>
public sealed class FilingSnapshot : IRegionScoped
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    public long FilingId { get; set; }

    public long? PartId { get; set; }

    public long RegionCode { get; set; }

    /// <summary>From 1 within the filing, part-sheets included.</summary>
    public int Number { get; set; }

    public required string Json { get; set; }

    /// <summary>SHA-256 of the text in UTF-8, lower-case hexadecimal.</summary>
    public required string Sha256 { get; set; }

    /// <summary>Stands on every page of its paper (<see cref="Documents.SheetCode"/>); follows from key and hash.</summary>
    public string Code { get; set; } = "";

    public DateTime MadeUtc { get; set; }
}

/// <summary>补正表: an accepted sheet stays as it is; this one says what came out otherwise afterwards, and why.</summary>
public sealed class FilingSupplement : IRegionScoped, IVersioned
{
    public const int ReasonMaxLength = 500;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long FilingId { get; set; }

    public long RegionCode { get; set; }

    /// <summary>From 1 within the filing.</summary>
    public int Number { get; set; }

    /// <summary>What it corrects: the sheet that was filed, or the supplement before.</summary>
    public long BaseSnapshotId { get; set; }

    public long SnapshotId { get; set; }

    public required string Reason { get; set; }

    public DateTime MadeUtc { get; set; }

    public long? MadeBy { get; set; }

    /// <summary>When the city took note.</summary>
    public DateTime? TakenUtc { get; set; }

    public long? TakenBy { get; set; }

    public long Version { get; set; }
}

/// <summary>What the last proof of a filing came to: how much of what it rests on is still as it was, and what was touched past the product.</summary>
public sealed class FilingProof : IRegionScoped
{
    public const int WordsMaxLength = 500;

    public long Id { get; set; }

    public long FilingId { get; set; }

    public long RegionCode { get; set; }

    public DateTime AtUtc { get; set; }

    public int Records { get; set; }

    public int Files { get; set; }

    /// <summary>Records that were changed since, each with its line in the written history.</summary>
    public int Corrected { get; set; }

    public int Faults { get; set; }

    /// <summary>The first fault in words; null when there is none.</summary>
    public string? Words { get; set; }
}
