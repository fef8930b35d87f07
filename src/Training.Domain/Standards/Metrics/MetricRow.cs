using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>What kind of record a row of a metric stands for, so that a figure leads back to it.</summary>
public enum RecordKind
{
    Station,
    Session,
    Trainer,
    HouseholdFile,
    PersonFile,
    HomeVisit,
    HelpService,
    Household,
    Region,
    Declaration,
    SelfCheck,
    Person,
    Course,
    Question,
    DeclaredFigure,
}

/// <summary>Why a row is listed and not counted.</summary>
public enum Exclusion
{
    None,

    /// <summary>The station is suspended on the cut-off day.</summary>
    Suspended,

    /// <summary>One-to-one teaching is kept and is no class.</summary>
    Tutoring,

    /// <summary>The family gave no answer.</summary>
    NotAnswered,
}

/// <summary>
/// One row of a metric: one record and what it brings to the figure. Counting is an aggregate over such rows and the drill-down is the
/// list of them, so the two cannot differ. A metric assigns every
/// property that is written, since what it leaves out cannot be aggregated.
/// </summary>
public sealed class MetricRow
{
    /// <summary>Of the station, or of the county where there is no station.</summary>
    public long RegionCode { get; init; }

    /// <summary>0 where there is no station.</summary>
    public long StationId { get; init; }

    public Month Month { get; init; }

    public RecordKind Kind { get; init; }

    public long RecordId { get; init; }

    /// <summary>Minutes, people, households, or 1 for yes.</summary>
    public long Numerator { get; init; }

    /// <summary>What the numerator is a part of.</summary>
    public long Denominator { get; init; }

    /// <summary>Member of the set whose coverage is asked; 0 elsewhere.</summary>
    public long Member { get; init; }

    /// <summary>0: the row counts. Otherwise the number of the <see cref="Exclusion"/> for which it is listed and not counted.</summary>
    public int Excluded { get; init; }

    public Exclusion Exclusion => (Exclusion)Excluded;
}

/// <summary>Where and when a metric counts, and the limits that tell a qualifying session from a held one.</summary>
public sealed record MetricWindow
{
    /// <summary>Division codes counted, half-open.</summary>
    public required CodeRange Codes { get; init; }

    public required Month First { get; init; }

    public required Month Last { get; init; }

    /// <summary>The day on which stocks are taken: end of the last month, or today while it runs.</summary>
    public required DateOnly CutOff { get; init; }

    /// <summary>Present people that a session needs.</summary>
    public required int People { get; init; }

    /// <summary>Taught minutes that a session needs.</summary>
    public required int Minutes { get; init; }

    /// <summary>The instant at which the cut-off day ends.</summary>
    public DateTime CutOffEndUtc => ShanghaiTime.ToUtc(CutOff.AddDays(1));
}

/// <summary>A metric: a query over records, written once, that yields its rows.</summary>
public delegate IQueryable<MetricRow> Metric(TrainingDbContext db, MetricWindow window);
