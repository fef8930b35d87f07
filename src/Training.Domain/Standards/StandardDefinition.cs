using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>A notice's sheet of requirements as data. Read through <see cref="StandardReader"/>, which refuses what the schema does not allow.</summary>
public sealed record StandardDefinition
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>Number of the notice: 濮民〔2023〕63号.</summary>
    public required string Document { get; init; }

    public required DateOnly IssuedOn { get; init; }

    /// <summary>The division that issued it; it holds for everything inside.</summary>
    public required long RegionCode { get; init; }

    public required Month InForceFrom { get; init; }

    public required StandardSettings Settings { get; init; }

    public required SheetForm Form { get; init; }

    public required IReadOnlyList<StandardSection> Sections { get; init; }

    public required IReadOnlyList<Ruling> Rulings { get; init; }

    /// <summary>Demands of the text that the sheet does not carry; shown beside it.</summary>
    public required IReadOnlyList<TextDuty> Duties { get; init; }

    /// <summary>Bands of the total of a scored standard; empty where nothing is scored.</summary>
    public IReadOnlyList<ScoreGrade> Grades { get; init; } = [];

    public IEnumerable<StandardItem> Items => Sections.SelectMany(s => s.Items);

    /// <summary>All that is computed: the lines of the sheet, then those demands of the text that records can tell.</summary>
    public IEnumerable<StandardItem> Computed => Items.Concat(Duties.Select(d => d.AsItem()).OfType<StandardItem>());

    public StandardItem? Item(string code) => Items.FirstOrDefault(i => i.Code == code);
}

public sealed record StandardSettings
{
    /// <summary>The original prints 意见意见; true prints it as issued.</summary>
    public required bool PrintDoubledOpinion { get; init; }

    /// <summary>Day of the next month on which a month is closed.</summary>
    public required int MonthClosesOnDay { get; init; }

    public required int ProgrammeYearStartsInMonth { get; init; }

    public DateOnly ClosesOn(Month month) => month.Next.FirstDay.AddDays(MonthClosesOnDay - 1);

    /// <summary>First month of the programme year in which a month lies.</summary>
    public Month YearStart(Month month)
    {
        var start = Month.From(month.Year, ProgrammeYearStartsInMonth);
        return start <= month ? start : start.AddMonths(-12);
    }
}

public sealed record SheetForm
{
    public required string RegionLabel { get; init; }

    public required IReadOnlyList<string> Columns { get; init; }

    private static readonly SheetCell[] Seven = [SheetCell.Section, SheetCell.Ordinal, SheetCell.Content, SheetCell.Requirement, SheetCell.Fact, SheetCell.Evidence, SheetCell.Remark];

    private static readonly int[] SevenWidths = [6, 5, 15, 22, 30, 16, 6];

    /// <summary>What stands in each column; where the file says nothing, the seven of the annex of 濮民〔2023〕63号.</summary>
    public IReadOnlyList<SheetCell> Cells { get; init; } = Seven;

    /// <summary>Shares of the type area.</summary>
    public IReadOnlyList<int> Widths { get; init; } = SevenWidths;

    /// <summary>The seven columns, in the widths that any file gets that names none.</summary>
    public bool IsOfSeven => Cells.SequenceEqual(Seven) && Widths.SequenceEqual(SevenWidths);

    public required IReadOnlyList<FootLine> Foot { get; init; }

    public required string Note { get; init; }
}

/// <summary>What a column of a printed sheet holds.</summary>
public enum SheetCell
{
    /// <summary>项目名称, one cell over all lines of a section.</summary>
    Section,
    Ordinal,
    Content,
    Requirement,

    /// <summary>分值</summary>
    Points,

    /// <summary>实施情况、完成情况</summary>
    Fact,
    Evidence,
    Remark,

    /// <summary>自评分</summary>
    OwnMark,

    /// <summary>审核分</summary>
    CountyMark,

    /// <summary>考核分</summary>
    CityMark,
}

/// <summary>A line at the foot where somebody signs and seals.</summary>
public sealed record FootLine
{
    public required string Sign { get; init; }

    /// <summary>With the original's misprint, if it has one.</summary>
    public string? SignAsIssued { get; init; }

    public required string Seal { get; init; }
}

public sealed record StandardSection
{
    public required string Name { get; init; }

    public required IReadOnlyList<StandardItem> Items { get; init; }
}

public sealed record StandardItem
{
    /// <summary>J1 … Z4: letter of the section, number on the sheet.</summary>
    public required string Code { get; init; }

    public required int Ordinal { get; init; }

    /// <summary>项目内容</summary>
    public required string Content { get; init; }

    /// <summary>具体要求, in the official wording.</summary>
    public required string Requirement { get; init; }

    public required string Clause { get; init; }

    /// <summary>One sentence: what is counted and when.</summary>
    public string Counts { get; init; } = "";

    /// <summary>Default text of 佐证材料.</summary>
    public required string Evidence { get; init; }

    public required Measure Measure { get; init; }

    public required ItemWording Says { get; init; }

    /// <summary>Null where the notice gives no points.</summary>
    public Scoring? Scoring { get; init; }
}

/// <summary>Texts of 实施情况; the part in square brackets is the figure that opens its records.</summary>
public sealed record ItemWording
{
    public required string Met { get; init; }

    public required string Short { get; init; }
}

public enum Aggregator
{
    /// <summary>How many rows.</summary>
    Count,

    /// <summary>How many rows were counted, judged by how many of them qualify.</summary>
    Qualifying,

    /// <summary>Every single row must reach the threshold.</summary>
    Minimum,

    /// <summary>Numerator over denominator, in per cent.</summary>
    Ratio,

    /// <summary>How many different members of a set occur.</summary>
    Coverage,

    /// <summary>At least one row says yes.</summary>
    YesNo,
}

public enum Comparator
{
    AtLeast,
}

public enum MeasureScope
{
    County,
    Station,
    Person,

    /// <summary>One figure of the whole city, by which each of its counties is judged.</summary>
    City,
}

public enum MeasurePeriod
{
    /// <summary>What there is on the cut-off day.</summary>
    Stock,

    /// <summary>Each month for itself.</summary>
    Month,

    /// <summary>Each single session, visit or service; judged month by month.</summary>
    Session,

    /// <summary>The period of the sheet as a whole.</summary>
    Period,

    /// <summary>From the start of the programme year to the end of the period.</summary>
    YearToDate,
}

/// <summary>How one requirement is counted and what it asks.</summary>
public sealed record Measure
{
    /// <summary>Name in <see cref="MetricRegistry"/>.</summary>
    public required string Metric { get; init; }

    public required Aggregator Aggregator { get; init; }

    public required Comparator Comparator { get; init; }

    public required decimal Threshold { get; init; }

    public required string Unit { get; init; }

    public required MeasureScope Scope { get; init; }

    public required MeasurePeriod Period { get; init; }

    /// <summary>Thresholds that change with the date, oldest first.</summary>
    public IReadOnlyList<ThresholdStep> Steps { get; init; } = [];

    /// <summary>Judged station-month by station-month, so that a quarter has several verdicts.</summary>
    public bool IsMonthly => Period is MeasurePeriod.Month or MeasurePeriod.Session;

    public Measure On(Month month) =>
        Steps.LastOrDefault(s => s.InForceFrom <= month) is { } step ? this with { Threshold = step.Threshold } : this;
}

public sealed record ThresholdStep
{
    public required Month InForceFrom { get; init; }

    public required decimal Threshold { get; init; }
}

/// <summary>A demand of the notice's text that stands on no line of the sheet.</summary>
public sealed record TextDuty
{
    public required string Code { get; init; }

    public required string Content { get; init; }

    public required string Requirement { get; init; }

    public required string Clause { get; init; }

    /// <summary>One sentence: what is counted and when.</summary>
    public string Counts { get; init; } = "";

    public Measure? Measure { get; init; }

    public ItemWording? Says { get; init; }

    /// <summary>A duty that records can tell is computed as an item is; null for the others.</summary>
    public StandardItem? AsItem() => Measure is null || Says is null ? null : new()
    {
        Code = Code, Ordinal = 0, Content = Content, Requirement = Requirement, Clause = Clause, Counts = Counts, Evidence = "", Measure = Measure, Says = Says,
    };
}
