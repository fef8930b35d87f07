using System.Text.Encodings.Web;
using System.Text.Json;

namespace Training.Domain.Courses;

/// <param name="StartMs">From the lesson's beginning.</param>
public sealed record Chapter(long StartMs, string Title);

/// <param name="Key">Of one <see cref="LessonCaption"/>, and so of one text.</param>
public sealed record ShownCaption(Guid Key, string Language, string Label);

/// <param name="Key">Of the attachment.</param>
public sealed record Handout(Guid Key, string Title);

/// <param name="Key">Of the <see cref="LessonSoundTrack"/>.</param>
public sealed record ShownTrack(Guid Key, string Label);

/// <summary>What belongs to a lesson beside its recording, as a version keeps it.</summary>
public sealed record LessonContent
{
    public static readonly LessonContent Empty = new();

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IReadOnlyList<Chapter> Chapters { get; init; } = [];

    public IReadOnlyList<ShownCaption> Captions { get; init; } = [];

    public IReadOnlyList<Handout> Handouts { get; init; } = [];

    public IReadOnlyList<ShownTrack> Tracks { get; init; } = [];

    public static LessonContent Read(string json) => JsonSerializer.Deserialize<LessonContent>(json, Json)!;

    public string Write() => JsonSerializer.Serialize(this, Json);
}
