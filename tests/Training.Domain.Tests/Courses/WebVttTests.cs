using System.Text;
using Training.Domain.Courses;

namespace Training.Domain.Tests.Courses;

public sealed class WebVttTests
{
    private const string Good = "WEBVTT - 翻身\n\nNOTE 谁写的\n\n1\n00:00.000 --> 00:04.000 align:start\n先说一声，\n往哪边翻。\n\n00:00:04.000 --> 00:00:08.500\n血压 &lt; 140 &amp; 静坐\n";

    [Fact]
    public void What_is_read_is_written_the_same_and_nothing_in_it_is_markup()
    {
        var cues = WebVtt.Parse("\uFEFF" + Good.ReplaceLineEndings("\r\n"), 10_000).Value!;
        Assert.Equal([new Cue(0, 4000, "先说一声，\n往哪边翻。"), new Cue(4000, 8500, "血压 < 140 & 静坐")], cues);
        var written = WebVtt.Write(cues);
        Assert.Contains("血压 &lt; 140 &amp; 静坐", written, StringComparison.Ordinal);
        Assert.Equal(cues, WebVtt.Cues(written));
        Assert.Equal("WEBVTT\n\n01:00:00.000 --> 01:00:01.050\n完 --&gt; 了\n", WebVtt.Write([new(3_600_000, 3_601_050, "完 --> 了")]));
    }

    [Theory]
    [InlineData("", "第 1 行要写 WEBVTT")]
    [InlineData("WEBVTTX\n", "第 1 行要写 WEBVTT")]
    [InlineData("1\n00:00:01,000 --> 00:00:02,000\n你好\n", "这是 SRT")]
    [InlineData("WEBVTT\n", "一句字幕也没有")]
    [InlineData("WEBVTT\n\n你好\n", "第 3 行：这一段没有时间")]
    [InlineData("WEBVTT\n\n00:00:01,000 --> 00:00:02,000\n你好\n", "第 3 行：时间里用了逗号")]
    [InlineData("WEBVTT\n\n0:01.000 --> 00:02.000\n你好\n", "第 3 行：时间不对")]
    [InlineData("WEBVTT\n\n00:02.000 --> 00:02.000\n你好\n", "第 3 行（0:02）：结束要在开始后面")]
    [InlineData("WEBVTT\n\n00:02.000 --> 00:03.000\n你好\n\n00:01.000 --> 00:01.500\n先\n", "第 6 行（0:01）：比上一句（0:02）还早")]
    [InlineData("WEBVTT\n\n00:02.000 --> 00:04.000\n你好\n\n00:03.000 --> 00:05.000\n先\n", "第 6 行（0:03）：和上一句重叠，上一句到 00:00:04.000 才完")]
    [InlineData("WEBVTT\n\n00:02.000 --> 00:11.000\n你好\n", "第 3 行（0:02）：超出了这一课，它只有 0:10")]
    [InlineData("WEBVTT\n\n00:02.000 --> 00:04.000\n一\n二\n三\n", "第 3 行（0:02）：有 3 行")]
    [InlineData("WEBVTT\n\n00:02.000 --> 00:04.000\n一二三四五六七八九十一二三四五六七八九十一二三\n", "一行有 23 个字")]
    [InlineData("WEBVTT\n\n00:02.000 --> 00:04.000\n \n", "第 3 行（0:02）：这一句没有字")]
    [InlineData("WEBVTT\n\n00:02.000 --> 00:04.000\n<b>你好</b>\n", "第 4 行：不收尖括号里的标记")]
    [InlineData("WEBVTT\n\nSTYLE\n::cue { background: url(//x) }\n\n00:02.000 --> 00:04.000\n好\n", "第 3 行：不收样式和区域")]
    public void What_is_wrong_is_named_by_its_line(string text, string says) =>
        Assert.Contains(Assert.IsType<CaptionsWrong>(WebVtt.Parse(text, 10_000).Refusal).Lines, line => line.StartsWith(says, StringComparison.Ordinal) || line.Contains(says, StringComparison.Ordinal));

    [Fact]
    public void Every_wrong_row_is_said_and_a_line_of_letters_counts_half()
    {
        var wrong = Assert.IsType<CaptionsWrong>(WebVtt.Parse("WEBVTT\n\n00:03.000 --> 00:02.000\n一\n\n00:04,000 --> 00:05.000\n二\n\n三\n", null).Refusal);
        Assert.Equal(3, wrong.Lines.Count);
        Assert.Equal(11, WebVtt.WidthOf("abcdefghij0123456789ab"));
        Assert.Equal(4, WebVtt.WidthOf("“先”…"));
    }

    [Fact]
    public void Only_utf_8_is_read()
    {
        Assert.Equal(Good, WebVtt.Decode(Encoding.UTF8.GetBytes("\uFEFF" + Good)).Value);
        Assert.Contains("UTF-16", Assert.IsType<CaptionsWrong>(WebVtt.Decode(Encoding.Unicode.GetPreamble()).Refusal).Lines[0], StringComparison.Ordinal);
        byte[] gbk = [.. "WEBVTT\n\n00:02.000 --> 00:04.000\n"u8, 0xC4, 0xE3, 0xBA, 0xC3, 0x0A];
        Assert.StartsWith("第 4 行的编码读不出来", Assert.IsType<CaptionsWrong>(WebVtt.Decode(gbk).Refusal).Lines[0], StringComparison.Ordinal);
    }
}
