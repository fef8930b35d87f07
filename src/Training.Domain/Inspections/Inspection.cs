using Training.Domain.Persistence;

namespace Training.Domain.Inspections;

public enum InspectedKind
{
    /// <summary>一场: a held class.</summary>
    Session,

    /// <summary>一户: a household's file with a completed visit in the period.</summary>
    Home,
}

public enum InspectionState
{
    /// <summary>Drawn; nobody has been there.</summary>
    Drawn,

    /// <summary>Something is wrong; the inspected body is heard until its day.</summary>
    Hearing,

    /// <summary>The body has answered; the verdict is to be settled.</summary>
    Answered,

    /// <summary>Settled; what follows from it is to be done by the day.</summary>
    Mending,

    /// <summary>The body says that it is done; to be looked at.</summary>
    Mended,

    Closed,
}

public enum InspectionVerdict
{
    /// <summary>属实</summary>
    True,

    /// <summary>部分属实</summary>
    Partly,

    /// <summary>不属实</summary>
    False,
}

/// <summary>What follows from a verdict that is not 属实.</summary>
public enum FollowUp
{
    /// <summary>更正记录: the record is corrected in its own room, with a reason, and the figures follow from there.</summary>
    Correct,

    /// <summary>限期整改</summary>
    Mend,
}

/// <summary>One drawn record with what the inspection found. Its verdict stands beside the record and changes no figure.</summary>
public sealed class Inspection : IStationScoped, IVersioned
{
    public const int WordsMaxLength = 500;
    public const int AnswersMaxLength = 2000;
    public const int NameMaxLength = 50;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long DrawId { get; set; }

    public long StationId { get; set; }

    /// <summary>Of the station.</summary>
    public long RegionCode { get; set; }

    /// <summary>In the draw, from 1.</summary>
    public int Ordinal { get; set; }

    public InspectedKind Kind { get; set; }

    /// <summary>Key of the session or of the household's file.</summary>
    public Guid RecordKey { get; set; }

    public long RecordId { get; set; }

    public InspectionState State { get; set; }

    /// <summary>Version of the form that was filled in.</summary>
    public string? Form { get; set; }

    /// <summary>Answers by the codes of the form.</summary>
    public string? AnswersJson { get; set; }

    /// <summary>What was found, in words; exactly as written.</summary>
    public string? Remarks { get; set; }

    public DateOnly? InspectedOn { get; set; }

    public long? InspectedBy { get; set; }

    /// <summary>Who went there, as written.</summary>
    public string? Inspectors { get; set; }

    public InspectionVerdict? Verdict { get; set; }

    public FollowUp? FollowUp { get; set; }

    /// <summary>What is asked, as written.</summary>
    public string? Asked { get; set; }

    /// <summary>Last day of whoever it waits for: to answer, to mend. Null where it waits for nobody below.</summary>
    public DateOnly? DueOn { get; set; }

    /// <summary>How many days are given to mend, counted from the settled verdict.</summary>
    public int? MendDays { get; set; }

    /// <summary>The body's one answer.</summary>
    public string? Answer { get; set; }

    public DateTime? AnsweredUtc { get; set; }

    public long? AnsweredBy { get; set; }

    public DateTime? SettledUtc { get; set; }

    public DateTime? ClosedUtc { get; set; }

    public long Version { get; set; }

    public string AuditStream() => $"inspection/{Key}";

    /// <summary>A verdict that is not 属实 and whose matter is not closed.</summary>
    public bool IsOpenFault => Verdict is InspectionVerdict.Partly or InspectionVerdict.False && State != InspectionState.Closed;
}

public enum InspectionAction
{
    Drawn,
    Entered,
    Answered,
    Settled,
    Reported,
    SentBack,
    Closed,
}

/// <summary>One dated step, as the page lists them. The written history proves it.</summary>
public sealed class InspectionStep : IStationScoped
{
    public long Id { get; set; }

    public long InspectionId { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public InspectionAction Action { get; set; }

    public DateTime AtUtc { get; set; }

    public long? AccountId { get; set; }

    /// <summary>What was said in the step.</summary>
    public string? Words { get; set; }
}
