using System.Text.Json;
using System.Text.Json.Serialization;

namespace Training.Domain.Trainers;

/// <summary>How many the pool is to hold, and where that is written.</summary>
public sealed record PoolTargets(int Lecturers, int SocialWorkersAndVolunteers, string Clause);

/// <summary>Hours of class a year for the kinds that need them, where that is written, and whether hours taught count beside hours learnt.</summary>
public sealed record HourTerms(int AYear, string Clause, bool CountsTaught);

/// <summary>What a kind of talent needs.</summary>
public sealed record KindTerms(TalentKind Kind, string? Papers, bool NeedsPapers, bool NeedsHours);

/// <summary>The terms of the pool as data: Definitions/pool.json, read once.</summary>
public sealed record PoolTerms
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static PoolTerms Shipped { get; } = Read();

    public required PoolTargets Targets { get; init; }

    /// <summary>Working days of a public notice unless the city writes others.</summary>
    public required int NoticeWorkingDays { get; init; }

    public required string NoticeClause { get; init; }

    /// <summary>A paper that runs out within so many days is said in advance.</summary>
    public required int RemindDaysAhead { get; init; }

    /// <summary>Months of timetable from which the need of a county is read.</summary>
    public required int DemandMonths { get; init; }

    public required HourTerms Hours { get; init; }

    public required IReadOnlyList<KindTerms> Kinds { get; init; }

    public KindTerms For(TalentKind kind) => Kinds.Single(k => k.Kind == kind);

    private static PoolTerms Read()
    {
        using var stream = typeof(PoolTerms).Assembly.GetManifestResourceStream("Training.Domain.Trainers.Definitions.pool.json")!;
        return JsonSerializer.Deserialize<PoolTerms>(stream, Json)!;
    }
}
