using Training.Domain.Papers;
using Training.Domain.Shared;

namespace Training.Domain.Notices;

/// <summary>公示 as paper: title, text, the list, how to object, publisher and day at the right, as GB/T 9704-2012 sets a letter.</summary>
public static class NoticePaper
{
    public static Paper Of(NoticeView notice)
    {
        var (name, unit, remark) = NoticeWords.Columns(notice.Subject);
        var blocks = new List<PaperBlock> { new PaperText(PaperStyle.Title, notice.Title) };
        blocks.AddRange(notice.Body.Split('\n').Select(p => p.Trim('\r')).Where(p => p.Length > 0).Select(p => new PaperText(PaperStyle.Paragraph, p)));
        blocks.Add(new PaperText(PaperStyle.Paragraph, HowLong(notice)));
        blocks.Add(new PaperTable
        {
            Widths = [8, 22, 34, 36],
            Head = ["序号", name, unit, remark],
            Rows = [.. notice.Items.Select(i => new PaperRow
            {
                Cells = [new($"{i.Ordinal}"), new(i.Name), new(i.Unit ?? "") { Centred = false }, new(i.Remark ?? "") { Centred = false }],
            })],
        });
        if (Result(notice) is { } result)
        {
            blocks.Add(new PaperText(PaperStyle.Paragraph, result));
        }

        blocks.Add(new PaperText(PaperStyle.Right, notice.Publisher));
        blocks.Add(new PaperText(PaperStyle.Right, NoticeWords.Day(notice.FromDate)));
        return new Paper { Name = notice.Title, Blocks = blocks };
    }

    public static string HowLong(NoticeView notice) =>
        $"公示期为{NoticeWords.Day(notice.FromDate)}至{NoticeWords.Day(notice.LastDay)}，共 {notice.WorkingDays} 个工作日（公示当日不计）。"
        + (notice.ExtendReason is null ? "" : $"公示期经延长，原因：{notice.ExtendReason}。")
        + $"公示期内，单位和个人对公示对象有异议的，可以在平台的公示页面填写，或者拨打监督电话 {notice.Phone} 反映。反映情况要实事求是，提倡写明真实姓名和联系方式，我们会保密并给予答复。";

    /// <summary>One sentence on what came of it, or null while it runs.</summary>
    public static string? Result(NoticeView notice) => notice.State switch
    {
        NoticeState.Withdrawn => $"本公示已于{Day(notice)}撤回，原因：{notice.EndReason}。",
        NoticeState.Concluded => $"公示期内收到异议 {notice.Received} 条，经核实成立 {notice.Upheld} 条。"
            + (notice.StruckOff == 0 ? "公示对象全部通过。" : $"{notice.Passed} 个对象通过，{notice.StruckOff} 个取消。")
            + (notice.EndReason is null ? "" : notice.EndReason),
        NoticeState.Running => null,
    };

    /// <summary>Without characters that a file system or a header refuses.</summary>
    public static string FileName(NoticeView notice) => $"公示-{notice.FromDate:yyyyMMdd}-{NoticeWords.Subject(notice.Subject)}.docx";

    private static string Day(NoticeView notice) => notice.EndedUtc is { } utc ? NoticeWords.Day(ShanghaiTime.DateOf(utc)) : "";
}
