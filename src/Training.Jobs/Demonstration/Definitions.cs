using System.Text.Json;
using System.Text.Json.Serialization;
using Training.Domain.Courses;
using Training.Domain.Filing.Declared;
using Training.Domain.Shared;
using Training.Domain.SocialWork;
using Training.Domain.Trainers;

namespace Training.Jobs.Demonstration;

/// <summary>Ways in which a station of the demonstration falls short.</summary>
internal enum TroubleKind
{
    FewPeople,
    Short,
    OneSession,
    NotArchived,
    Suspended,
    LateStart,
    TakenOff,
    NoPost,
    OneService,
    FewHouseholds,
    FewVisits,
    Unrecorded,
}

internal sealed record Trouble
{
    public required TroubleKind Kind { get; init; }

    /// <summary>Ordinal of the station in its county, from 0.</summary>
    public required int Station { get; init; }

    public IReadOnlyList<string> Months { get; init; } = [];

    public DateOnly From { get; init; }

    public DateOnly Until { get; init; }

    public string? Reason { get; init; }

    public bool Hits(Month month) => Months.Contains(month.ToString());
}

internal sealed record CountyDefinition
{
    public required long Code { get; init; }

    public required string Name { get; init; }

    /// <summary>About where the county seat lies, in degrees; stations of the demonstration are strewn around it.</summary>
    public required double Longitude { get; init; }

    public required double Latitude { get; init; }

    /// <summary>How far they are strewn, in degrees.</summary>
    public required double Spread { get; init; }

    public required int Street { get; init; }

    public required int Town { get; init; }

    public required int DayCare { get; init; }

    public required int HappinessHome { get; init; }

    public required int Professionals { get; init; }

    public required int BorrowedProfessionals { get; init; }

    public required int SocialWorkers { get; init; }

    public required int BorrowedSocialWorkers { get; init; }

    public required int Volunteers { get; init; }

    public required IReadOnlyList<string> Organizations { get; init; }

    /// <summary>Share of answers that are content with a home lesson.</summary>
    public required double Satisfied { get; init; }

    /// <summary>Share of learners at home with a plan.</summary>
    public required double Planned { get; init; }

    /// <summary>Share of learners at home with a recorded ground.</summary>
    public required double Grounded { get; init; }

    /// <summary>Whether rolls may fall under 30 at harvest and before the Spring Festival.</summary>
    public required bool Dips { get; init; }

    /// <summary>Residents who sign in each month.</summary>
    public required int SignIns { get; init; }

    public IReadOnlyList<string>? Topics { get; init; }

    public IReadOnlyList<string> ModuleDown { get; init; } = [];

    public IReadOnlyList<Trouble> Troubles { get; init; } = [];
}

internal sealed record DaySpan(DateOnly From, DateOnly Until)
{
    public bool Holds(DateOnly day) => day >= From && day < Until;
}

internal sealed record QuietSpan(DateOnly From, DateOnly Until, double Share, bool VillagesOnly);

internal sealed record StartTime(TimeOnly At, double Weight);

internal sealed record Seasons
{
    /// <summary>Last day whose work is on record; what lies after it is planned.</summary>
    public required DateOnly RecordedUntil { get; init; }

    public required IReadOnlyList<DaySpan> Closed { get; init; }

    public required IReadOnlyList<QuietSpan> Quiet { get; init; }

    /// <summary>From Sunday.</summary>
    public required IReadOnlyList<double> Weekdays { get; init; }

    public required IReadOnlyList<StartTime> Starts { get; init; }
}

internal sealed record Texts
{
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Titles { get; init; }

    public required IReadOnlyList<string> Visits { get; init; }

    public required IReadOnlyList<string> Plans { get; init; }

    public required IReadOnlyDictionary<HelpKind, IReadOnlyList<string>> Help { get; init; }

    public required IReadOnlyList<string> CancelReasons { get; init; }

    public required IReadOnlyList<string> CorrectionReasons { get; init; }

    public required IReadOnlyList<string> VillageCorners { get; init; }

    public required IReadOnlyList<string> Estates { get; init; }

    public required IReadOnlyDictionary<TalentKind, IReadOnlyList<string>> TitlesOfTalent { get; init; }
}

internal sealed record NameLists
{
    public required Dictionary<string, double> Surnames { get; init; }

    public required IReadOnlyList<string> Women { get; init; }

    public required IReadOnlyList<string> Men { get; init; }

    public required IReadOnlyList<string> Younger { get; init; }
}

/// <summary>A name that systems tend to break, and why.</summary>
internal sealed record HardName(string Name, string Why);

/// <summary>One of the playable courses, from a clip of media-samples.</summary>
/// <param name="At">Seconds.</param>
internal sealed record ChapterDefinition(double At, string Title);

/// <param name="From">Seconds, as Until.</param>
internal sealed record CueDefinition(double From, double Until, string Text);

/// <param name="Answer">What the trainer said after so many hours; null: nobody has answered.</param>
/// <param name="County">What the county added a day later.</param>
/// <param name="HandedOver">Why the trainer gave it to the county.</param>
/// <param name="Hidden">Why others no longer see it.</param>
internal sealed record QuestionDefinition(string Ask, DateOnly Day, string? Answer = null, double Hours = 0, string? County = null, string? HandedOver = null, string? Hidden = null);

internal sealed record CourseDefinition
{
    /// <summary>Null: nothing was recorded yet.</summary>
    public string? Clip { get; init; }

    public required string Title { get; init; }

    public required string Topic { get; init; }

    public required long County { get; init; }

    /// <summary>When the county decided; of what waits or is begun, when it was sent or begun.</summary>
    public required DateOnly PublishedOn { get; init; }

    public required string Summary { get; init; }

    /// <summary>How far it goes.</summary>
    public CourseStatus State { get; init; } = CourseStatus.Published;

    /// <summary>Of a return or a withdrawal.</summary>
    public string? Reason { get; init; }

    public string? Note { get; init; }

    public CourseDifficulty Difficulty { get; init; }

    public string? Tags { get; init; }

    public IReadOnlyList<ChapterDefinition> Chapters { get; init; } = [];

    public IReadOnlyList<CueDefinition> Captions { get; init; } = [];

    public IReadOnlyList<QuestionDefinition> Questions { get; init; } = [];
}

internal sealed record DeclaredNumber(long Number, string? Note, long? Of = null);

/// <param name="Station">Ordinal among the stations of the body on show; null for the county's sheet.</param>
/// <param name="Desk">Whose turn it is in the end.</param>
internal sealed record DeclaredSheetDefinition(string Standard, long County, int? Station, DeclaredState Desk)
{
    /// <summary>By line: why the county sent it back.</summary>
    public IReadOnlyDictionary<string, string> Returned { get; init; } = new Dictionary<string, string>();

    [JsonPropertyName("county-said")]
    public IReadOnlyDictionary<string, DeclaredNumber> CountySaid { get; init; } = new Dictionary<string, DeclaredNumber>();

    [JsonPropertyName("city-said")]
    public IReadOnlyDictionary<string, DeclaredNumber> CitySaid { get; init; } = new Dictionary<string, DeclaredNumber>();
}

/// <summary>What is declared, by standard and line, and the sheets.</summary>
internal sealed record DeclaredDefinitions(IReadOnlyDictionary<string, IReadOnlyDictionary<string, DeclaredNumber>> Standards, IReadOnlyList<DeclaredSheetDefinition> Sheets);

/// <summary>What the demonstration city is made of: the data files beside this class.</summary>
internal sealed class Definitions
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter<TroubleKind>(JsonNamingPolicy.KebabCaseLower), new JsonStringEnumConverter() },
    };

    public IReadOnlyList<CountyDefinition> Counties { get; } = Read<List<CountyDefinition>>("counties");

    public Seasons Seasons { get; } = Read<Seasons>("seasons");

    public Texts Texts { get; } = Read<Texts>("texts");

    /// <summary>By topic: points that a class may have taught.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Outlines { get; } = Read<Dictionary<string, IReadOnlyList<string>>>("outlines");

    public NameLists Names { get; } = Read<NameLists>("names");

    public IReadOnlyList<HardName> HardNames { get; } = Read<List<HardName>>("hard-names");

    public DeclaredDefinitions Declared { get; } = Read<DeclaredDefinitions>("declared");

    public IReadOnlyList<CourseDefinition> Courses { get; } = Read<List<CourseDefinition>>("courses");

    private static T Read<T>(string name)
    {
        using var stream = typeof(Definitions).Assembly.GetManifestResourceStream($"Training.Jobs.Demonstration.Definitions.{name}.json")!;
        return JsonSerializer.Deserialize<T>(stream, Json)!;
    }
}
