namespace Training.Domain.Filing;

/// <summary>All rows of one filing, as the database holds them.</summary>
internal sealed record FilingRows
{
    public required CountyFiling Filing { get; init; }

    public required List<FilingPart> Parts { get; init; }

    public required List<FilingStep> Steps { get; init; }

    public required List<FilingReturn> Returns { get; init; }

    public required List<FilingRemark> Remarks { get; init; }

    public required List<FilingSnapshot> Snapshots { get; init; }

    public required List<FilingSignature> Signatures { get; init; }

    public required List<FilingSupplement> Supplements { get; init; }

    public required List<SubsidyEntry> Subsidies { get; init; }

    public IEnumerable<long> Regions =>
    [
        .. Parts.Select(r => r.RegionCode), .. Steps.Select(r => r.RegionCode), .. Returns.Select(r => r.RegionCode), .. Remarks.Select(r => r.RegionCode),
        .. Snapshots.Select(r => r.RegionCode), .. Signatures.Select(r => r.RegionCode), .. Supplements.Select(r => r.RegionCode), .. Subsidies.Select(r => r.RegionCode),
    ];
}
