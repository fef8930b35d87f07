using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Training.Domain.Shared;

namespace Training.Domain.Courses;

/// <param name="Text">One line or two, as people read it.</param>
public sealed record Cue(long StartMs, long EndMs, string Text);

/// <summary>Every place that is wrong, each with its line and what to do.</summary>
public sealed record CaptionsWrong(IReadOnlyList<string> Lines) : Refusal(string.Join('\n', Lines), "Text");

/// <summary>
/// Reads WebVTT (W3C WebVTT: signature, blocks, timings) more strictly than players do, so that what is shown is what was written: in order,
/// nothing over another, within the lesson, lines that fit a phone. Styles, regions and tags are refused; settings behind a timing are
/// dropped, since the player places captions itself.
/// </summary>
public static partial class WebVtt
{
    public const int MostCues = 3000;

    public const int MostLines = 2;

    /// <summary>In full-width characters; letters and digits count half.</summary>
    public const double LineWidth = 22;

    /// <summary>A caption may outlast the lesson by so much, as encoders round.</summary>
    public const long SlackMs = 500;

    private const int MostSaid = 30;

    /// <summary>UTF-8 or nothing: what Windows' editor saves otherwise would come out as other characters.</summary>
    public static Result<string> Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return new CaptionsWrong(["文件存成了 UTF-16。用记事本打开，“另存为”，编码选 UTF-8，再传。"]);
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
        }
        catch (DecoderFallbackException wrong)
        {
            var line = 1 + bytes[..Math.Min(wrong.Index < 0 ? 0 : wrong.Index, bytes.Length)].Count((byte)'\n');
            return new CaptionsWrong([$"第 {line} 行的编码读不出来，多半存成了 GBK。用记事本打开，“另存为”，编码选 UTF-8，再传。"]);
        }
    }

    /// <param name="text">Whole file.</param>
    /// <param name="lessonMs">Length of the lesson; null: not known.</param>
    public static Result<IReadOnlyList<Cue>> Parse(string text, long? lessonMs)
    {
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        if (!Signature().IsMatch(lines[0]))
        {
            return new CaptionsWrong([SrtTiming().IsMatch(text) && !text.Contains("WEBVTT", StringComparison.Ordinal)
                ? "这是 SRT 字幕。第一行要写 WEBVTT，时间里的逗号要换成小数点，再另存为 .vtt。"
                : "第 1 行要写 WEBVTT。"]);
        }

        List<Cue> cues = [];
        List<string> wrong = [];
        var at = 1;
        while (at < lines.Length && lines[at].Length > 0)
        {
            at++;
        }

        while (at < lines.Length)
        {
            if (lines[at].Length == 0)
            {
                at++;
                continue;
            }

            var first = at;
            while (at < lines.Length && lines[at].Length > 0)
            {
                at++;
            }

            Block(lines, first, at, cues, wrong, lessonMs);
        }

        if (cues.Count == 0 && wrong.Count == 0)
        {
            wrong.Add("一句字幕也没有。");
        }

        if (cues.Count > MostCues)
        {
            wrong.Add($"有 {cues.Count} 句，最多 {MostCues} 句。");
        }

        return wrong.Count == 0 ? cues
            : new CaptionsWrong(wrong.Count <= MostSaid ? wrong : [.. wrong.Take(MostSaid), $"另外还有 {wrong.Count - MostSaid} 处。"]);
    }

    /// <summary>Of a text that <see cref="Write"/> wrote.</summary>
    public static IReadOnlyList<Cue> Cues(string kept) => Parse(kept, null).Value ?? [];

    public static string Write(IEnumerable<Cue> cues)
    {
        var text = new StringBuilder("WEBVTT\n");
        foreach (var cue in cues)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{Stamp(cue.StartMs)} --> {Stamp(cue.EndMs)}\n{Escape(cue.Text)}\n");
        }

        return text.ToString();
    }

    /// <summary>00:01:02.500</summary>
    public static string Stamp(long ms)
    {
        var time = TimeSpan.FromMilliseconds(ms);
        return string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}.{time.Milliseconds:000}");
    }

    public static double WidthOf(string line) => line.EnumerateRunes().Sum(rune => rune.Value < 0x2E80 && !IsWidePunctuation(rune.Value) ? 0.5 : 1);

    private static void Block(string[] lines, int first, int end, List<Cue> cues, List<string> wrong, long? lessonMs)
    {
        if (lines[first].StartsWith("NOTE", StringComparison.Ordinal) && (lines[first].Length == 4 || lines[first][4] is ' ' or '\t'))
        {
            return;
        }

        if (lines[first].TrimEnd() is "STYLE" or "REGION")
        {
            wrong.Add($"第 {first + 1} 行：不收样式和区域（{lines[first].TrimEnd()}），请去掉这一段。");
            return;
        }

        var timing = lines[first].Contains("-->", StringComparison.Ordinal) ? first : first + 1;
        if (timing >= end || !lines[timing].Contains("-->", StringComparison.Ordinal))
        {
            wrong.Add($"第 {first + 1} 行：这一段没有时间。时间写成 00:00:05.000 --> 00:00:08.000。");
            return;
        }

        var read = Timing().Match(lines[timing]);
        if (!read.Success)
        {
            wrong.Add(lines[timing].Contains(',', StringComparison.Ordinal)
                ? $"第 {timing + 1} 行：时间里用了逗号，要用小数点，写成 00:00:05.000 --> 00:00:08.000。"
                : $"第 {timing + 1} 行：时间不对，写成 00:00:05.000 --> 00:00:08.000。");
            return;
        }

        var said = string.Join('\n', lines[(timing + 1)..end]);
        if (said.Contains('<', StringComparison.Ordinal))
        {
            wrong.Add($"第 {timing + 2} 行：不收尖括号里的标记，只写要看的字。");
            return;
        }

        var cue = new Cue(MsOf(read, "a"), MsOf(read, "b"), Unescape(said));
        if (Refuse(cue, cues.LastOrDefault(), lessonMs) is { } sentence)
        {
            wrong.Add($"第 {timing + 1} 行（{CourseWords.Clock(cue.StartMs)}）：{sentence}");
        }

        cues.Add(cue);
    }

    private static string? Refuse(Cue cue, Cue? last, long? lessonMs)
    {
        var lines = cue.Text.Split('\n');
        return string.IsNullOrWhiteSpace(cue.Text) ? "这一句没有字。"
            : cue.EndMs <= cue.StartMs ? "结束要在开始后面。"
            : last is not null && cue.StartMs < last.StartMs ? $"比上一句（{CourseWords.Clock(last.StartMs)}）还早，要按先后排。"
            : last is not null && cue.StartMs < last.EndMs ? $"和上一句重叠，上一句到 {Stamp(last.EndMs)} 才完。"
            : lessonMs is { } length && cue.EndMs > length + SlackMs ? $"超出了这一课，它只有 {CourseWords.Clock(length)}。"
            : lines.Length > MostLines ? $"有 {lines.Length} 行，最多 {MostLines} 行，分成两句。"
            : lines.FirstOrDefault(line => WidthOf(line) > LineWidth) is { } longer ? $"一行有 {Math.Ceiling(WidthOf(longer))} 个字，手机上放不下，一行最多 {LineWidth} 个字。"
            : null;
    }

    private static long MsOf(Match read, string side)
    {
        long Number(string name) => read.Groups[side + name] is { Success: true } part ? long.Parse(part.Value, CultureInfo.InvariantCulture) : 0;
        return (((Number("h") * 60) + Number("m")) * 60 + Number("s")) * 1000 + Number("f");
    }

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Unescape(string text) => text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal)
        .Replace("&nbsp;", "\u00A0", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);

    private static bool IsWidePunctuation(int value) => value is >= 0x2010 and <= 0x2027 or 0x00B7;

    [GeneratedRegex(@"\AWEBVTT(?:[ \t].*)?\z")]
    private static partial Regex Signature();

    [GeneratedRegex(@"\d{2}:\d{2}:\d{2},\d{3} --> ")]
    private static partial Regex SrtTiming();

    [GeneratedRegex(@"\A(?:(?<ah>\d{2,3}):)?(?<am>[0-5]\d):(?<as>[0-5]\d)\.(?<af>\d{3})[ \t]+-->[ \t]+(?:(?<bh>\d{2,3}):)?(?<bm>[0-5]\d):(?<bs>[0-5]\d)\.(?<bf>\d{3})(?:[ \t].*)?\z")]
    private static partial Regex Timing();
}
