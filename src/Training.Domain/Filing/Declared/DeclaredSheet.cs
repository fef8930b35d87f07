using Training.Domain.Persistence;
using Training.Domain.Standards;

namespace Training.Domain.Filing.Declared;

/// <summary>Whose turn a declared sheet is.</summary>
public enum DeclaredState
{
    /// <summary>The station's body, or the county for its own sheet, declares (自评).</summary>
    Filling,

    /// <summary>The county audits a station's sheet (审核).</summary>
    CountyAudit,

    /// <summary>The city decides (考核).</summary>
    CityReview,
    Done,
}

/// <summary>
/// 申报表: what the standard in force asks somebody to declare, for one station or one county and one period, and what county and city say to
/// it. The numbers themselves are <see cref="DeclaredFigure"/> rows, which are only ever added.
/// </summary>
public sealed class DeclaredSheet : IStationScoped, IVersioned
{
    public const int PeriodMaxLength = 7;

    public long Id { get; set; }

    public Guid Key { get; set; }

    /// <summary>Of the standard as it held when the sheet was opened.</summary>
    public long StandardVersionId { get; set; }

    /// <summary>Of the station, or the county.</summary>
    public long RegionCode { get; set; }

    /// <summary>0: the sheet is the county's.</summary>
    public long StationId { get; set; }

    /// <summary>Key of a <see cref="SheetPeriod"/>.</summary>
    public required string Period { get; set; }

    public DeclaredState State { get; set; }

    /// <summary>It came back and waits to be put right.</summary>
    public bool SentBack { get; set; }

    public DateTime OpenedUtc { get; set; }

    public DateTime MovedUtc { get; set; }

    public long Version { get; set; }

    public bool IsStation => StationId != 0;

    public string AuditStream() => $"declared-sheet/{Key}";
}

/// <summary>One step of a declared sheet, or one line that was sent back with its reason.</summary>
public sealed class DeclaredStep : IStationScoped
{
    public const int WordsMaxLength = 200;

    public long Id { get; set; }

    public long SheetId { get; set; }

    public long RegionCode { get; set; }

    public long StationId { get; set; }

    /// <summary>State in which the sheet was when the step was made.</summary>
    public DeclaredState From { get; set; }

    public DeclaredState To { get; set; }

    /// <summary>Line that was sent back; empty for the sheet as a whole.</summary>
    public string ItemCode { get; set; } = "";

    public string? Words { get; set; }

    public DateTime AtUtc { get; set; }

    public long? AccountId { get; set; }
}
