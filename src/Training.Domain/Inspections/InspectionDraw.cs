using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Inspections;

/// <summary>How a sample is spread.</summary>
public enum DrawSpread
{
    /// <summary>按县区分层: each county gets its share of the sample, one at least.</summary>
    County,

    /// <summary>按站点分层: each station gets its share, one at least while the sample lasts.</summary>
    Station,
}

/// <summary>
/// 抽查的一次抽样: from which records how many were drawn, with the seed and the frozen list of the records, so that anybody can draw again and
/// gets the same. A draw is never taken back; another one over the same place and period says why.
/// </summary>
public sealed class InspectionDraw : IRegionScoped
{
    public const int SeedMaxLength = 40;
    public const int ReasonMaxLength = 200;
    public const int Most = 500;

    public long Id { get; set; }

    public Guid Key { get; set; }

    /// <summary>City or county that draws.</summary>
    public long RegionCode { get; set; }

    /// <summary>Division that is drawn from: the drawer's own, or a county of it.</summary>
    public long AreaCode { get; set; }

    public Month First { get; set; }

    public Month Last { get; set; }

    /// <summary>Null: stations of every kind.</summary>
    public StationKind? StationKind { get; set; }

    public DrawSpread Spread { get; set; }

    public int SessionsAsked { get; set; }

    public int HomesAsked { get; set; }

    /// <summary>Typed (a number called out in public) or made by the machine; either way shown.</summary>
    public required string Seed { get; set; }

    public bool SeedTyped { get; set; }

    /// <summary>The frozen list, one line a record: kind, county, station, key. Ordered, divided by line feeds, without one at the end.</summary>
    public required string Population { get; set; }

    /// <summary>SHA-256 of the list's UTF-8 bytes.</summary>
    public required string PopulationSha256 { get; set; }

    public int SessionsThere { get; set; }

    public int HomesThere { get; set; }

    /// <summary>Why there is another draw over the same place and period; null for the first.</summary>
    public string? Reason { get; set; }

    /// <summary>Last day for the inspections.</summary>
    public DateOnly DueOn { get; set; }

    public DateTime DrawnUtc { get; set; }

    public long? DrawnBy { get; set; }

    public string AuditStream() => $"inspection-draw/{Key}";
}
