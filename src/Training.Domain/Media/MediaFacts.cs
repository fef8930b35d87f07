using System.Text.Json;

namespace Training.Domain.Media;

/// <summary>What was measured of an original before anything was encoded: enough for every later run to begin without looking again.</summary>
/// <param name="Media">Which picture and sound, and how long each really is.</param>
/// <param name="Gain">What brings the sound to its level; null without sound.</param>
/// <param name="VoiceGain">The same of the small sound, which has one channel: two that differ are quieter as one.</param>
/// <param name="Still">The picture hardly changes; null until the lowest rendition was made and counted.</param>
public sealed record MediaFacts(AdmittedMedia Media, LoudnessGain? Gain, LoudnessGain? VoiceGain, bool? Still = null)
{
    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Null where the text is none of ours: then the file is looked at again.</summary>
    public static MediaFacts? Read(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize<MediaFacts>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
