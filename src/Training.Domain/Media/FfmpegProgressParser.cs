using System.Globalization;

namespace Training.Domain.Media;

/// <summary>How far ffmpeg is: written time, pictures written, times faster than playing, and whether it says that it has ended.</summary>
public readonly record struct FfmpegProgress(TimeSpan? OutTime, long Frames, double? Speed, bool Ended);

/// <summary>
/// Reads the key=value lines of <c>-progress</c>; a block ends with progress=continue or progress=end. Any value may be N/A. The key
/// out_time_ms holds microseconds too, so only out_time_us is read.
/// </summary>
public sealed class FfmpegProgressParser
{
    private TimeSpan? outTime;
    private long frames;
    private double? speed;

    /// <summary>The block, when this line was its last.</summary>
    public FfmpegProgress? Add(string line)
    {
        var separator = line.IndexOf('=', StringComparison.Ordinal);
        if (separator <= 0)
        {
            return null;
        }

        var value = line.AsSpan(separator + 1).Trim();
        switch (line.AsSpan(0, separator).Trim())
        {
            case "out_time_us" when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var microseconds):
                outTime = TimeSpan.FromMicroseconds(Math.Max(0, microseconds));
                break;
            case "frame" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count):
                frames = count;
                break;
            case "speed":
                speed = double.TryParse(value.TrimEnd('x'), NumberStyles.Float, CultureInfo.InvariantCulture, out var times) ? times : null;
                break;
            case "progress":
                return new FfmpegProgress(outTime, frames, speed, value is "end");
        }

        return null;
    }
}
