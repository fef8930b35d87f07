namespace Training.Domain.Agenda;

/// <summary>What has to be done by a day.</summary>
public enum DutyKind
{
    /// <summary>关账: rolls of a month are closed before the month is.</summary>
    MonthClose,

    /// <summary>A step of a county's filing.</summary>
    Filing,

    /// <summary>A body's part-sheet.</summary>
    FilingPart,

    /// <summary>The city set days for a period and the county has not begun.</summary>
    FilingOpen,

    /// <summary>Lines that were sent back wait for an answer.</summary>
    FilingReturn,

    /// <summary>A supplement waits for the city.</summary>
    Supplement,

    /// <summary>公示期满, 办结.</summary>
    Notice,

    /// <summary>A deadline with tacit consent.</summary>
    Consent,

    /// <summary>合作协议到期</summary>
    Agreement,

    /// <summary>A licence of a body runs out.</summary>
    Licence,

    /// <summary>A required certificate of a member of the pool runs out.</summary>
    Certificate,

    /// <summary>A course waits for the county's review.</summary>
    CourseReview,

    /// <summary>A proposed station waits for the county.</summary>
    StationReview,

    /// <summary>A reviewed station waits for the city.</summary>
    StationRecord,

    /// <summary>Candidates wait for the county's selection.</summary>
    PoolSelect,

    /// <summary>Selected people wait for the city's record.</summary>
    PoolRecord,

    /// <summary>A resident waits for an answer.</summary>
    Question,

    /// <summary>A drawn record is to be inspected.</summary>
    Inspection,

    /// <summary>The inspected body is heard.</summary>
    InspectionAnswer,

    /// <summary>The inspected body mends.</summary>
    InspectionMend,

    /// <summary>A class that is to be held, and its roll closed.</summary>
    Session,

    /// <summary>A course that the county sent back waits for its trainer.</summary>
    CourseMend,

    /// <summary>六助服务 of a month that a station still lacks.</summary>
    HelpServices,

    /// <summary>A planned 入户送学.</summary>
    Visit,

    /// <summary>An objection to a public notice waits for its answer.</summary>
    Objection,

    /// <summary>An accepted sheet has no line in the ledger of subsidies.</summary>
    Subsidy,

    /// <summary>The public module has not been checked in a month.</summary>
    ModuleCheck,

    /// <summary>A class whose day went by and whose roll nobody opened.</summary>
    RollMissing,
}
