using System.Globalization;

namespace Training.Domain.Media;

/// <summary>Integrated loudness by EBU R 128, in LUFS, and the highest sample in dB below full scale.</summary>
public readonly record struct LoudnessReading(double Integrated, double Peak)
{
    /// <summary>Below this there is nothing to hear, or too little of it to measure: such a sound is left as it is.</summary>
    public const double Silence = -60;

    public bool IsSilent => !(Integrated > Silence);
}

/// <summary>How much louder, and whether a limiter must then hold the peaks.</summary>
public sealed record LoudnessGain(double Decibels, bool Limited);

/// <summary>
/// All lessons at one loudness, so that nobody reaches for the knob between two: -16 LUFS, as is usual for speech on telephones. The sound
/// is measured first and then moved by one constant gain; only what would go over is held by a limiter, and then what comes out is
/// measured again and the gain corrected, because a limiter takes loudness away.
/// </summary>
public static class Loudness
{
    public const double Target = -16;

    /// <summary>How far off a finished sound may be, LU.</summary>
    public const double Tolerance = 1;

    /// <summary>No sample goes over this, dB: room for what the encoder adds.</summary>
    public const double Ceiling = -1.5;

    /// <summary>More than this lifts the noise of the room and not the speaker.</summary>
    private const double MostGain = 40;

    private const double CloseEnough = 0.3;

    /// <summary>A limiter eats a part of every step, so steps are longer than what is missing.</summary>
    private const double Push = 1.4;

    /// <summary>The first guess; null where there is nothing to lift.</summary>
    public static LoudnessGain? First(LoudnessReading source)
    {
        if (source.IsSilent)
        {
            return null;
        }

        var gain = Math.Clamp(Target - source.Integrated, -MostGain, MostGain);
        return new LoudnessGain(Math.Round(gain, 2), source.Peak + gain > Ceiling);
    }

    /// <summary>The next guess after what the last one came to; null when that is close enough or can go no further.</summary>
    public static LoudnessGain? Corrected(LoudnessGain last, LoudnessReading result)
    {
        var off = Target - result.Integrated;
        if (result.IsSilent || Math.Abs(off) <= CloseEnough || last.Decibels >= MostGain)
        {
            return null;
        }

        return last with { Decibels = Math.Round(Math.Min(last.Decibels + (off * Push), MostGain), 2), Limited = true };
    }

    /// <summary>The filters of a gain, each with its comma before it; empty for none.</summary>
    public static string Filters(LoudnessGain? gain) => gain is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $",volume={gain.Decibels:0.##}dB") +
          // Linear limit of the ceiling: 10^(-1.5/20).
          (gain.Limited ? ",alimiter=limit=0.841:attack=5:release=50:level=disabled" : "");

    /// <summary>Whether a finished sound stands where it should.</summary>
    public static bool IsOnTarget(LoudnessReading result) => result.IsSilent || Math.Abs(result.Integrated - Target) <= Tolerance;
}

/// <summary>Picks the summary of ffmpeg's ebur128 filter out of its log.</summary>
public sealed class LoudnessLog
{
    private bool inSummary;
    private double? integrated;
    private double? peak;

    public LoudnessReading? Reading => integrated is { } value ? new LoudnessReading(value, peak ?? 0) : null;

    public void Add(string line)
    {
        if (line.Contains("Summary:", StringComparison.Ordinal))
        {
            inSummary = true;
        }
        else if (inSummary && integrated is null)
        {
            integrated = Value(line, "I:", "LUFS");
        }
        else if (inSummary)
        {
            peak ??= Value(line, "Peak:", "dBFS");
        }
    }

    /// <summary>-inf of digital silence is read as the bottom of the scale.</summary>
    private static double? Value(string line, string name, string unit)
    {
        var from = line.IndexOf(name, StringComparison.Ordinal);
        var to = line.IndexOf(unit, StringComparison.Ordinal);
        if (from < 0 || to < from)
        {
            return null;
        }

        var text = line.AsSpan(from + name.Length, to - from - name.Length).Trim();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : -120;
    }
}
