using System.Globalization;
using Training.Domain.Papers;

namespace Training.Domain.Courses;

/// <summary>One piece of a lesson as it lies on the stick.</summary>
public sealed record KitPiece(string FileName, double Seconds)
{
    public string Minutes => string.Create(CultureInfo.InvariantCulture, $"{(int)Seconds / 60} 分 {(int)Seconds % 60:00} 秒");
}

/// <summary>
/// 播出单: which piece is played when, for whoever keeps the loudspeaker. Three times a day, as villages do; the hours are for the village to
/// change. A piece follows the next, so that in a few days everybody has heard the lesson whole.
/// </summary>
public static class BroadcastSlip
{
    private static readonly string[] Slots = ["早 6:40", "中午 11:40", "傍晚 17:40"];

    public static Paper Of(string course, string lesson, string trainer, IReadOnlyList<KitPiece> pieces, bool hasFilm, DateOnly madeOn) => new()
    {
        Name = $"播出单 {lesson}",
        Blocks =
        [
            new PaperText(PaperStyle.Title, "村（社区）大喇叭播出单"),
            new PaperText(PaperStyle.Line, $"课程：{course}"),
            new PaperText(PaperStyle.Line, lesson == course ? $"讲师：{trainer}" : $"本节：{lesson}　　讲师：{trainer}"),
            new PaperText(PaperStyle.Line, "站点：＿＿＿＿＿＿＿＿＿＿＿＿　　播出人：＿＿＿＿＿＿＿＿"),
            new PaperTable
            {
                Widths = [14, 18, 40, 14, 14],
                Head = ["哪一天", "时段（可改）", "播放的文件", "时长", "播过打勾"],
                Rows = [.. pieces.Select((piece, n) => new PaperRow
                {
                    Cells =
                    [
                        new PaperCell(n % Slots.Length == 0 ? $"第 {(n / Slots.Length) + 1} 天" : ""), new PaperCell(Slots[n % Slots.Length]),
                        new PaperCell(piece.FileName) { Centred = false }, new PaperCell(piece.Minutes), new PaperCell("□"),
                    ],
                })],
            },
            new PaperText(PaperStyle.Small, "用法：把这个文件夹拷到 U 盘（几课的文件夹可以放在一起），插到大喇叭的功放上，按文件名前面的数字顺序放。各段声音大小已经调到一样，放的时候不用再拧音量。"),
            .. hasFilm ? [new PaperText(PaperStyle.Small, "电视：U 盘插到电视或机顶盒，打开最后的“电视版”文件就能看。")] : (PaperBlock[])[],
            new PaperText(PaperStyle.Right, $"{madeOn.Year}年{madeOn.Month}月{madeOn.Day}日做的包"),
        ],
    };
}
