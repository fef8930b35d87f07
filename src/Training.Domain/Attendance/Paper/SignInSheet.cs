using Training.Domain.Papers;
using Training.Domain.Shared;

namespace Training.Domain.Attendance.Paper;

/// <summary>签到表 as paper: title, head, the numbered rows with room to sign, sign lines. The print page shows the same words.</summary>
public static class SignInSheet
{
    public const string Title = "现场教学签到表";

    public const string SignLine = "授课讲师（签字）：　　　　　　　站点负责人（签字）：　　　　　　　日期：";

    public const string SumLine = "合计到课：　　　　人　　　上课时间：　　时　　分　　　下课时间：　　时　　分";

    /// <summary>Names and headings of the columns with their widths in millimetres; together the type area of GB/T 9704-2012.</summary>
    public static IReadOnlyList<(string Head, int Width)> Columns { get; } =
        [("序号", 12), ("姓名", 30), ("楼号", 30), ("签到", 32), ("到", 15), ("离开", 15), ("备注", 22)];

    public static IEnumerable<(string Name, string Value)> Head(PaperSheet sheet) =>
    [
        ("承接单位", sheet.Organization ?? "/"), ("站点", sheet.Roll.StationName), ("课题", sheet.Roll.Title), ("日期", Day(sheet)),
        ("讲师", sheet.Trainers.Count > 0 ? string.Join("、", sheet.Trainers) : "/"),
    ];

    /// <param name="sheet">What was laid down.</param>
    /// <param name="code">The QR code that leads to the entry of this sheet, as PNG.</param>
    public static Papers.Paper Of(PaperSheet sheet, byte[] code) => new()
    {
        Name = Title,
        Margins = new PaperMargins(20, 26, 20, 28),
        Foot = $"签到表 {Code(sheet.Paper)}",
        Blocks =
        [
            new PaperPicture(code, 22, "录入这张签到表的二维码"),
            new PaperText(PaperStyle.Title, Title),
            .. Head(sheet).Select(h => new PaperText(PaperStyle.Small, $"{h.Name}：{h.Value}")),
            new PaperTable
            {
                Widths = [.. Columns.Select(c => c.Width)],
                Head = [.. Columns.Select(c => c.Head)],
                Rows = [.. sheet.Lines.Select(l => new PaperRow { Cells = CellsOf(l), MinHeight = 9 })],
            },
            new PaperText(PaperStyle.Small, ""),
            new PaperText(PaperStyle.Small, SumLine),
            new PaperText(PaperStyle.Small, SignLine),
        ],
    };

    /// <summary>Without characters that a file system or a header refuses.</summary>
    public static string FileName(PaperSheet sheet) => $"签到表-{sheet.Day:yyyyMMdd}-{sheet.Paper.Code}.docx";

    /// <summary>As printed: 7K3M Q2XA.</summary>
    public static string Code(RollPaper paper) => Door.CardCode.Spaced(paper.Code);

    /// <summary>A blank row is printed blank, whoever was written down from it since.</summary>
    private static IReadOnlyList<PaperCell> CellsOf(PaperLine line) =>
        [new($"{line.Number}"), new(line.IsBlank ? "" : line.Name!), new(line.IsBlank ? "" : line.Label), new(""), new(""), new(""), new("")];

    private static string Day(PaperSheet sheet)
    {
        var (from, until) = (ShanghaiTime.FromUtc(sheet.Roll.PlannedStartUtc), ShanghaiTime.FromUtc(sheet.Roll.PlannedEndUtc));
        return $"{from.Year}年{from.Month}月{from.Day}日 {from:H:mm}—{until:H:mm}";
    }
}
