using System.Text.Json;
using System.Text.Json.Serialization;

namespace Training.Domain.Stations;

/// <summary>What a station's premises are asked for; the words and what is a must stand in Definitions/premises-checklist.json.</summary>
public enum PremisesItem
{
    TeachingRoom,
    Seats,
    BarrierFree,
    Toilet,
    FireSafety,
    FirstAid,
    Network,
    Screen,
    PracticeAids,
    Heating,
}

/// <summary>The premises as the proposer describes them: what is there, what is not, and what was left open.</summary>
public sealed record Premises
{
    public const int MostSquareMetres = 100_000;

    /// <summary>Whole building area, in square metres.</summary>
    public int? Area { get; init; }

    /// <summary>The teaching room alone, in square metres.</summary>
    public int? TeachingArea { get; init; }

    public IReadOnlyList<PremisesItem> Has { get; init; } = [];

    public IReadOnlyList<PremisesItem> Lacks { get; init; } = [];

    /// <summary>Null where nobody answered.</summary>
    public bool? Says(PremisesItem item) => Has.Contains(item) ? true : Lacks.Contains(item) ? false : null;

    internal static string Write(Premises premises) => JsonSerializer.Serialize(premises, StationJson.Options);

    internal static Premises Read(string text) => JsonSerializer.Deserialize<Premises>(text, StationJson.Options)!;
}

/// <summary>What a reviewer confirmed and what not, item by item.</summary>
public sealed record PremisesFindings
{
    public IReadOnlyList<PremisesItem> Confirmed { get; init; } = [];

    public IReadOnlyList<PremisesItem> Missing { get; init; } = [];

    internal static string Write(PremisesFindings findings) => JsonSerializer.Serialize(findings, StationJson.Options);

    internal static PremisesFindings Read(string text) => JsonSerializer.Deserialize<PremisesFindings>(text, StationJson.Options)!;
}

/// <summary>Opening hours of every week.</summary>
public sealed record ServiceHours
{
    public const int NoteMaxLength = 60;

    /// <summary>From Monday on.</summary>
    public required IReadOnlyList<DayOfWeek> Days { get; init; }

    public required TimeOnly Opens { get; init; }

    public required TimeOnly Closes { get; init; }

    /// <summary>For example 中午 12:00 到 14:30 休息.</summary>
    public string? Note { get; init; }

    internal static string Write(ServiceHours hours) => JsonSerializer.Serialize(hours, StationJson.Options);

    internal static ServiceHours Read(string text) => JsonSerializer.Deserialize<ServiceHours>(text, StationJson.Options)!;
}

/// <summary>One line of the checklist by which premises are reviewed.</summary>
public sealed record ChecklistLine(PremisesItem Item, string Words, bool Must, string? Source = null)
{
    private static readonly Lazy<IReadOnlyList<ChecklistLine>> Lines = new(() => StationJson.Shipped<IReadOnlyList<ChecklistLine>>("premises-checklist.json"));

    public static IReadOnlyList<ChecklistLine> All => Lines.Value;
}

internal static class StationJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static T Shipped<T>(string file)
    {
        using var stream = typeof(StationJson).Assembly.GetManifestResourceStream($"Training.Domain.Stations.Definitions.{file}")!;
        return JsonSerializer.Deserialize<T>(stream, Options)!;
    }
}
