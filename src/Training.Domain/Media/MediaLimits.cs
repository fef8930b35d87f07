namespace Training.Domain.Media;

/// <summary>What an upload may ask of the machine. A file beyond one of these is refused with a sentence, never tried.</summary>
public sealed record MediaLimits
{
    public static readonly MediaLimits Default = new();

    public long FileBytes { get; init; } = 8L * 1000 * 1000 * 1000;

    /// <summary>4096 × 2304: every phone's 4K, upright or lying.</summary>
    public long PicturePixels { get; init; } = 4096L * 2304;

    public int Streams { get; init; } = 32;

    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Four hours at 60 frames a second.</summary>
    public long Frames { get; init; } = 4L * 3600 * 60;

    public TimeSpan Gap { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How much shorter than declared a readable file may be: the larger of this and <see cref="ShortfallShare"/>.</summary>
    public TimeSpan Shortfall { get; init; } = TimeSpan.FromSeconds(1);

    public double ShortfallShare { get; init; } = 0.03;
}
