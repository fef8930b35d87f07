namespace Training.Domain.Media;

/// <summary>What one rendition of a lesson is for.</summary>
public enum RenditionKind
{
    /// <summary>A step of the ladder: picture alone, played together with the sound.</summary>
    Video,

    /// <summary>The lesson's own sound.</summary>
    Audio,

    /// <summary>The same sound, mono and small: for a very thin line and for taking home (45 minutes below 12 MB).</summary>
    Voice,

    /// <summary>One picture every two seconds, where the picture hardly changes: slides on a line that carries no film.</summary>
    Stills,

    /// <summary>The lesson spoken by somebody else, in the dialect of the place.</summary>
    SoundTrack,
}
