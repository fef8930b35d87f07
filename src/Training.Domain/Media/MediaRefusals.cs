using System.Globalization;
using Training.Domain.Shared;

namespace Training.Domain.Media;

/// <summary>A file that cannot become a lesson. The message is the one sentence that the trainer reads.</summary>
public abstract record MediaRefusal(string Message) : Refusal(Message, "File");

public sealed record EmptyFile() : MediaRefusal("这个文件是空的，没有内容。请重新选择文件，再传一次。");

public sealed record FileTooLarge(long Bytes, long LimitBytes) : MediaRefusal(string.Create(CultureInfo.InvariantCulture,
    $"文件有 {Bytes / 1e9:0.0} GB，最大能收 {LimitBytes / 1e9:0.0} GB。请压缩或剪成几段再上传。"));

public sealed record PlaylistFile() : MediaRefusal("这是一个播放列表，不是视频本身。请上传拍好的视频或录音文件。");

public sealed record WebPageFile() : MediaRefusal("这是一个网页文件，不是视频。请把网页里的视频下载下来，再上传视频文件。");

public sealed record ArchiveOrDocumentFile() : MediaRefusal("这是一个文档或压缩包，不是视频。请换成拍好的视频或录音文件再传。");

public sealed record PictureFile() : MediaRefusal("这是一张图片，不是视频。请上传拍好的视频或录音文件。");

public sealed record TextFile() : MediaRefusal("这是一个文字或字幕文件，没有画面也没有声音。请上传拍好的视频或录音文件。");

public sealed record UnknownFormat() : MediaRefusal("认不出这个文件的格式。请先在手机或电脑上试播，能放的话转成 MP4 再上传。");

public sealed record Unreadable() : MediaRefusal("文件损坏或者没有传完，读不出来。请先在手机或电脑上试播原文件，再重新上传。");

public sealed record NothingToPlay() : MediaRefusal("文件里没有能放的画面，也没有声音。请先试播原文件，再重新上传。");

public sealed record UnsupportedCodec(string Codec) : MediaRefusal($"这种编码（{Codec}）放不了。请用剪辑软件转成 MP4（H.264）再上传。");

public sealed record PictureTooLarge(int? Width, int? Height) : MediaRefusal(Width is { } w && Height is { } h
    ? $"画面尺寸 {w}×{h} 太大，最大能收 4K（4096×2304）。请缩小后再上传。"
    : "画面尺寸太大，最大能收 4K（4096×2304）。请缩小后再上传。");

public sealed record TooLong(TimeSpan Duration, TimeSpan Limit) : MediaRefusal(
    $"时长 {Spoken.Duration(Duration)}，最长能收 {Spoken.Duration(Limit)}。请剪成几段再上传。");

public sealed record TooManyFrames(long Limit) : MediaRefusal(
    $"画面帧数超过 {Limit} 帧，处理不了。请把视频转成每秒 30 帧，或剪成几段再上传。");

public sealed record TooManyStreams(int Count, int Limit) : MediaRefusal(
    $"文件里有 {Count} 条音视频轨道，最多能收 {Limit} 条。请转成普通的 MP4 再上传。");

/// <summary>The file says it is longer than what can be read of it.</summary>
public sealed record IncompleteFile(TimeSpan Claimed, TimeSpan Readable) : MediaRefusal(
    $"文件不完整：应有 {Spoken.Duration(Claimed)}，只有 {Spoken.Duration(Readable)}能放。请重新上传原文件。");

/// <summary>Nothing is seen or heard for too long in between; such a file claims time that nobody can learn in.</summary>
public sealed record LongGap(TimeSpan Gap) : MediaRefusal(
    $"中间有 {Spoken.Duration(Gap)}没有画面也没有声音，不能算一课。请检查原文件，剪掉空白再上传。");

public sealed record TooDamaged() : MediaRefusal("画面或声音大部分损坏，整理不出能看的课。请先试播原文件，再重新上传。");

public sealed record TooHeavy() : MediaRefusal("这个文件处理太久或太占内存，已经停下。请转成普通的 MP4（H.264，1080p 以内）再上传。");

public static class Spoken
{
    /// <summary>18 分 52 秒; one decimal below ten seconds, so that 1.7 seconds is not told as 2.</summary>
    public static string Duration(TimeSpan value)
    {
        if (value < TimeSpan.FromSeconds(10))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds:0.#} 秒");
        }

        var seconds = (long)Math.Round(value.TotalSeconds);
        var parts = new List<string>(3);
        if (seconds >= 3600)
        {
            parts.Add($"{seconds / 3600} 小时");
        }

        if (seconds / 60 % 60 > 0)
        {
            parts.Add($"{seconds / 60 % 60} 分");
        }

        if (seconds % 60 > 0)
        {
            parts.Add($"{seconds % 60} 秒");
        }

        return string.Join(' ', parts);
    }
}
