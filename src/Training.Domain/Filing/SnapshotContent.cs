using Training.Domain.Shared;

namespace Training.Domain.Filing;

/// <summary>
/// What a snapshot's text says, member by member. Nothing in it depends on when it was written, so that the hash shown before signing is
/// the hash that is signed. Names of trainers and residents, and what people wrote about a visit, are not in it: of a name there is the
/// commitment under the person's key, of the rest whether it was there.
/// </summary>
public sealed record SnapshotContent
{
    public const string CurrentFormat = "training.filing-snapshot/1";

    public required string Format { get; init; }

    /// <summary>Six digits.</summary>
    public required string County { get; init; }

    public required string CountyName { get; init; }

    public required string Period { get; init; }

    public required DateOnly CutOff { get; init; }

    public required SnapshotStandard Standard { get; init; }

    /// <summary>The body of a part-sheet; null on the county's.</summary>
    public SnapshotBody? Body { get; init; }

    public required IReadOnlyList<SnapshotStation> Stations { get; init; }

    public required IReadOnlyList<SnapshotItem> Items { get; init; }

    public required IReadOnlyList<SnapshotRows> Rows { get; init; }

    public required IReadOnlyList<SnapshotRecord> Records { get; init; }

    public required IReadOnlyList<SnapshotFile> Files { get; init; }

    public required IReadOnlyList<SnapshotRemark> Remarks { get; init; }

    /// <summary>The part-sheets as they were signed; empty on a part-sheet.</summary>
    public required IReadOnlyList<SnapshotPart> Parts { get; init; }
}

/// <param name="Rulings">What had been ruled on its disputed places after the version was written, as it stood at signing: later rulings change nothing here.</param>
public sealed record SnapshotStandard(string Code, int Number, string Sha256, string Document, IReadOnlyList<SnapshotRuling> Rulings);

/// <summary>Which reading of a disputed place holds from a month on, by which paper.</summary>
public sealed record SnapshotRuling(Guid Key, string Ruling, string Reading, Month From, DateOnly? DecidedOn, string? Paper, string By);

public sealed record SnapshotBody(Guid Key, string Name);

public sealed record SnapshotStation(long Id, string Name, string Kind, long Region, DateOnly InUseFrom, DateOnly? TakenOffOn, IReadOnlyList<SnapshotSuspension> Suspensions);

public sealed record SnapshotSuspension(DateOnly From, DateOnly? Until, string Reason);

/// <summary>One line of the sheet (or demand beside it) in one reading: the words as printed, and the numbers that must follow from the rows.</summary>
public sealed record SnapshotItem
{
    public required string Code { get; init; }

    /// <summary>Empty for the reading in force.</summary>
    public required string Reading { get; init; }

    public required string Label { get; init; }

    public required string Metric { get; init; }

    /// <summary>First month counted, yyyymm.</summary>
    public required int First { get; init; }

    public required decimal Threshold { get; init; }

    public required string Unit { get; init; }

    public required string Before { get; init; }

    public required string Figure { get; init; }

    public required string After { get; init; }

    public string? Evidence { get; init; }

    public required bool Met { get; init; }

    public bool? AsksCounty { get; init; }

    public string? Margin { get; init; }

    public string? Exempt { get; init; }

    public required decimal Value { get; init; }

    public required long Counted { get; init; }

    public required long Numerator { get; init; }

    public required long Denominator { get; init; }

    public required int Due { get; init; }

    public required int PlacesMet { get; init; }

    public required int PlacesExempt { get; init; }
}

/// <summary>The rows of one metric from one month on, each a list of numbers: region, station, month, kind, record, numerator, denominator, member, excluded.</summary>
public sealed record SnapshotRows(string Metric, int First, IReadOnlyList<IReadOnlyList<long>> Rows);

/// <summary>A record that rows point to, with the hash of what it said where it counts (<see cref="RecordFacts"/>).</summary>
public sealed record SnapshotRecord(string Kind, long Id, string Sha256)
{
    public DateOnly? Day { get; init; }

    public string? Title { get; init; }

    public Guid? Page { get; init; }

    /// <summary>Of a name, under the person's key.</summary>
    public string? Commitment { get; init; }
}

/// <summary>A paper or photo that proves a record, or was attached to a line of the sheet.</summary>
public sealed record SnapshotFile(Guid Key, string Sha256, long Bytes, string Owner, Guid OwnerKey, string Purpose);

public sealed record SnapshotRemark(Guid Key, string Item, string Text);

public sealed record SnapshotPart(Guid Body, string Name, bool Lead, Guid Signature, string SignedBy, string Sha256);
