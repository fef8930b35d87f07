using Training.Domain.Notices;

namespace Training.Web.Features.Notices;

/// <summary>Reads a list typed line by line: 个人 or 单位, name, unit, deed, divided by commas or tabs. Names are kept as written.</summary>
public static class TypedLines
{
    public static (IReadOnlyList<NoticeLine> Lines, IReadOnlyList<string> Wrong) Read(string text)
    {
        var lines = new List<NoticeLine>();
        var wrong = new List<string>();
        var number = 0;
        foreach (var line in text.Split('\n').Select(l => l.TrimEnd('\r')))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var cells = line.Split(['，', ',', '\t'], 4);
            if (cells.Length < 2 || cells[0].Trim() is not ("个人" or "单位"))
            {
                wrong.Add($"第 {number} 行：写成“个人，姓名，单位，事迹”或者“单位，名称，，事迹”");
                continue;
            }

            if (cells[1] != cells[1].Trim())
            {
                wrong.Add($"第 {number} 行：名字前后有空格，去掉再来");
                continue;
            }

            lines.Add(new NoticeLine
            {
                SubjectKey = Guid.CreateVersion7(), Name = cells[1], IsPerson = cells[0].Trim() == "个人", Unit = Cell(cells, 2), Remark = Cell(cells, 3),
            });
        }

        return (lines, wrong);
    }

    private static string? Cell(string[] cells, int index) => cells.Length > index && cells[index].Length > 0 ? cells[index] : null;
}
