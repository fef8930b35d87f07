using System.Text.Json;
using System.Text.Json.Serialization;
using Training.Domain.Filing;
using Training.Domain.Shared;

namespace Training.Domain.Commendations;

/// <summary>A figure that brings points; how it is counted is told at each.</summary>
public enum MeasureCode
{
    /// <summary>达标课: held classes that are long enough and have enough people (item J2's qualifying sessions).</summary>
    Sessions,

    /// <summary>服务家庭: distinct households on closed rolls, at completed visits, by help services.</summary>
    Households,

    /// <summary>满意率: (满意 + 基本满意) over valid answers of completed visits (item S4).</summary>
    Satisfaction,

    /// <summary>记录齐全率: complete records over all that were due or declared as missing (item Z1).</summary>
    Records,

    /// <summary>六助服务 (item B2).</summary>
    Services,
}

/// <summary>What keeps a candidate off the list, whatever the points.</summary>
public enum BarRule
{
    /// <summary>The station is not in use on the last day of the period, or suspended on it.</summary>
    NotInUse,

    /// <summary>More station-months than allowed in which the monthly check found one of the items short.</summary>
    FailedMonths,

    /// <summary>A spot check of the period's records is not settled, or what it asked is not mended.</summary>
    InspectionOpen,

    /// <summary>A spot check of the period's records was settled as 部分属实 or 不属实.</summary>
    InspectionFault,

    /// <summary>A sheet of the period was sent back and has not come again.</summary>
    ReturnOpen,

    /// <summary>Not in the pool on the last day of the period.</summary>
    NotInPool,

    /// <summary>No paper that the kind of talent needs is valid.</summary>
    PapersLapsed,

    /// <summary>The body works no longer.</summary>
    Closed,

    /// <summary>A measure stays below the least that is asked for each month of the period.</summary>
    TooFew,
}

public sealed record MeasureRule
{
    public required MeasureCode Code { get; init; }

    /// <summary>Points of the best; the weights of a kind are 100 together.</summary>
    public required int Weight { get; init; }

    /// <summary>With fewer valid answers a share brings no points.</summary>
    public int FewestAnswers { get; init; }

    /// <summary>Below this share of asked families who answered, a share brings no points; per cent.</summary>
    public int AnsweredPercent { get; init; }

    /// <summary>A share is worth its own part of the weight; a count is measured by the best one of the same county and kind.</summary>
    [JsonIgnore]
    public bool IsShare => Code is MeasureCode.Satisfaction or MeasureCode.Records;
}

public sealed record BarDefinition
{
    public required BarRule Rule { get; init; }

    /// <summary>Of <see cref="BarRule.FailedMonths"/>: how many station-months of a hundred may fail.</summary>
    public int MostPercent { get; init; }

    /// <summary>Of <see cref="BarRule.FailedMonths"/>: items of the standard.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Of <see cref="BarRule.TooFew"/>.</summary>
    public MeasureCode? Measure { get; init; }

    /// <summary>Of <see cref="BarRule.TooFew"/>: in each month of the period on average.</summary>
    public int LeastEachMonth { get; init; }
}

public sealed record KindDefinition
{
    public required PraisedKind Kind { get; init; }

    /// <summary>Places of each county; who is equal to the last one is on the list too.</summary>
    public required int Top { get; init; }

    public required IReadOnlyList<MeasureRule> Measures { get; init; }

    public required IReadOnlyList<BarDefinition> Bars { get; init; }
}

/// <summary>
/// By which figures a list is computed, how they weigh and what keeps somebody off it, as dated data: Definitions/commendation.json. 濮民〔2023〕63号
/// (2023-09-14) 正文六（五）asks that 优秀集体、单位和个人 be praised, and says nothing of how they are found.
/// </summary>
public sealed record CommendationDefinition
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new MonthJson() }, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static IReadOnlyList<CommendationDefinition> Shipped { get; } = ReadShipped();

    public required string Version { get; init; }

    public required Month InForceFrom { get; init; }

    public required string Source { get; init; }

    public required IReadOnlyList<KindDefinition> Kinds { get; init; }

    public KindDefinition Of(PraisedKind kind) => Kinds.Single(k => k.Kind == kind);

    [JsonIgnore]
    public string Sha256 => CanonicalJson.HashOf(CanonicalJson.Write(this));

    /// <summary>The newest one in force in the last month of a period; null before the first.</summary>
    public static CommendationDefinition? In(Month last) => Shipped.Where(d => d.InForceFrom <= last).MaxBy(d => d.InForceFrom);

    /// <summary>Refuses aloud what could not be computed: a kind twice, weights that are not a hundred, a least for a figure that is not counted.</summary>
    public static IReadOnlyList<CommendationDefinition> Read(Stream stream)
    {
        var read = JsonSerializer.Deserialize<List<CommendationDefinition>>(stream, Json)!;
        foreach (var kind in read.SelectMany(d => d.Kinds))
        {
            if (kind.Measures.Sum(m => m.Weight) != 100 || kind.Measures.Any(m => m.Weight < 1) || kind.Measures.DistinctBy(m => m.Code).Count() != kind.Measures.Count)
            {
                throw new JsonException($"The weights of {kind.Kind} are not 100 together, or a figure is weighed twice.");
            }

            if (kind.Top < 1 || kind.Bars.Any(b => b.Rule == BarRule.TooFew && kind.Measures.All(m => m.Code != b.Measure)))
            {
                throw new JsonException($"{kind.Kind} has no place, or asks for the least of a figure that it does not weigh.");
            }
        }

        return read.DistinctBy(d => d.Version).Count() != read.Count || read.DistinctBy(d => d.InForceFrom).Count() != read.Count || read.Any(d => d.Kinds.DistinctBy(k => k.Kind).Count() != d.Kinds.Count)
            ? throw new JsonException("A version, a month or a kind stands twice.")
            : read;
    }

    private static IReadOnlyList<CommendationDefinition> ReadShipped()
    {
        using var stream = typeof(CommendationDefinition).Assembly.GetManifestResourceStream("Training.Domain.Commendations.Definitions.commendation.json")!;
        return Read(stream);
    }
}
