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
}
