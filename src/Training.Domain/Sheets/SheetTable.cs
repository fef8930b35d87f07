using System.Text.RegularExpressions;
using Training.Domain.Shared;

namespace Training.Domain.Sheets;

/// <summary>A column that was asked for and where it was found (from 0), with the head as it is written there.</summary>
public sealed record FoundColumn(SheetColumn Column, int Index, string Head);

public sealed record SkippedRow(int Number, string Why);

/// <summary>
/// The table inside a sheet as offices write it: title lines above the head, a head of one to three rows, blank numbered rows, totals,
/// sign lines and notes below. What is not data is told, never dropped in silence.
/// </summary>
public sealed partial record SheetTable
{
    private const int MostRowsAboveHead = 30;
    private const int MostHeadRows = 3;

    private static readonly string[] Totals = ["合计", "小计", "总计", "共计", "累计", "总和", "平均"];

    /// <summary>The running number and our own column of complaints are no data.</summary>
    private static readonly string[] Numbering = ["序号", "序", "编号", "行号", "NO", "NO.", SheetTemplate.ProblemTitle];

    public required string Sheet { get; init; }

    /// <summary>Lines above the head, as written.</summary>
    public required IReadOnlyList<string> Above { get; init; }

    /// <summary>填报单位, if a line says it.</summary>
    public string? ReportedBy { get; init; }

    public required IReadOnlyList<FoundColumn> Columns { get; init; }

    public required IReadOnlyList<SheetRow> Rows { get; init; }

    public required IReadOnlyList<SkippedRow> Skipped { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public bool Uses1904 { get; init; }

    public static Result<SheetTable> Find(SheetGrid grid, IReadOnlyList<SheetColumn> columns)
    {
        var width = grid.Width;
        var best = (Score: 0, Start: 0, Depth: 0, Found: new List<FoundColumn>());
        // The shallowest head that says as much: a title above a head of one row is no part of it.
        for (var depth = 1; depth <= MostHeadRows; depth++)
        {
            for (var start = 0; start < Math.Min(grid.Rows.Count - depth + 1, MostRowsAboveHead); start++)
            {
                var found = Match(Heads(grid, start, depth, width), columns);
                var score = (found.Count(f => f.Column.Required) * 100) + found.Select(f => f.Column.Key).Distinct().Count();
                if (score > best.Score)
                {
                    best = (score, start, depth, found);
                }
            }
        }

        if (Refuse(grid, columns, best.Found, best.Score == 0 ? null : Heads(grid, best.Start, best.Depth, width)) is { } refusal)
        {
            return refusal;
        }

        var heads = Heads(grid, best.Start, best.Depth, width);
        var above = grid.Rows.Take(best.Start).Select(row => string.Join(' ', Own(row).Select(cell => cell.Text.Trim()))).Where(line => line.Length > 0).ToList();
        var (rows, skipped) = Sort([.. grid.Rows.Skip(best.Start + best.Depth)], best.Found, heads);
        var unused = heads.Select((head, index) => (Head: head, Index: index))
            .Where(h => h.Head.Length > 0 && best.Found.All(f => f.Index != h.Index) && !Numbering.Contains(Plain(Leaf(h.Head)))).Select(h => Leaf(h.Head)).Distinct().ToList();
        var notes = grid.Notes.ToList();
        if (unused.Count > 0)
        {
            notes.Add($"这些列没有用上：{string.Join('、', unused)}。");
        }

        return new SheetTable
        {
            Sheet = grid.Name,
            Above = above,
            ReportedBy = above.Select(line => Reporter().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value.Trim() is { Length: > 0 } by ? by : null,
            Columns = best.Found,
            Rows = rows,
            Skipped = skipped,
            Notes = notes,
            Uses1904 = grid.Uses1904,
        };
    }

    /// <summary>For each column the words of its head from top to bottom, joined by a line break; a word that a merged area repeats counts once.</summary>
    private static List<string> Heads(SheetGrid grid, int start, int depth, int width)
    {
        var heads = new List<string>(width);
        for (var column = 0; column < width; column++)
        {
            var words = new List<string>();
            for (var i = start; i < start + depth; i++)
            {
                var word = CellReader.Level(grid.Rows[i][column].Text);
                if (word.Length > 0 && (words.Count == 0 || words[^1] != word))
                {
                    words.Add(word);
                }
            }

            heads.Add(string.Join('\n', words));
        }

        return heads;
    }

    private static List<FoundColumn> Match(List<string> heads, IReadOnlyList<SheetColumn> columns)
    {
        var found = new List<FoundColumn>();
        for (var index = 0; index < heads.Count; index++)
        {
            if (heads[index].Length == 0)
            {
                continue;
            }

            string[] readings = [Plain(heads[index].Replace("\n", "", StringComparison.Ordinal)), Plain(Leaf(heads[index])), Unbracketed(Leaf(heads[index]))];
            var column = columns.FirstOrDefault(c => readings.Any(r => Plain(c.Title) == r))
                ?? columns.FirstOrDefault(c => c.Aliases.Any(alias => readings.Contains(Plain(alias))));
            if (column is not null)
            {
                found.Add(new FoundColumn(column, index, heads[index].Replace('\n', ' ')));
            }
        }

        return found;
    }

    private static HeadMissing? Refuse(SheetGrid grid, IReadOnlyList<SheetColumn> columns, List<FoundColumn> found, List<string>? heads)
    {
        var required = columns.Where(c => c.Required).ToList();
        if (heads is null || (found.Count < 2 && columns.Count > 1))
        {
            return new HeadMissing($"工作表“{grid.Name}”里没有找到表头。表头要有这些列：{string.Join('、', required.Select(c => c.Title))}。可以先下载模板，照着填。");
        }

        if (found.GroupBy(f => f.Column.Key).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            return new HeadMissing($"“{twice.First().Column.Title}”有 {twice.Count()} 列（{string.Join('、', twice.Select(f => SheetGrid.ColumnName(f.Index)))} 列），留一列，再传。");
        }

        var missing = required.Where(c => found.All(f => f.Column.Key != c.Key)).Select(c => $"“{c.Title}”").ToList();
        return missing.Count == 0 ? null
            : new HeadMissing($"表头少了{string.Join('、', missing)}。找到的列有：{string.Join('、', heads.Where(h => h.Length > 0).Select(Leaf))}。");
    }

    private static (List<SheetRow> Rows, List<SkippedRow> Skipped) Sort(List<SheetRow> after, List<FoundColumn> found, List<string> heads)
    {
        var rows = new List<SheetRow>();
        var skipped = new List<SkippedRow>();
        foreach (var row in after)
        {
            if (WhyNoData(row, found, heads) is { } why)
            {
                skipped.Add(new SkippedRow(row.Number, why));
            }
            else
            {
                rows.Add(row);
            }
        }

        return (rows, skipped);
    }

    private static string? WhyNoData(SheetRow row, List<FoundColumn> found, List<string> heads)
    {
        var own = Own(row).ToList();
        var filled = found.Where(f => !row[f.Index].IsBlank && !row[f.Index].FromMerge).ToList();
        var first = own.Count == 0 ? "" : CellReader.Level(own[0].Text);
        if (own.Take(3).Any(cell => Totals.Any(total => CellReader.Level(cell.Text) is var text && (text == total || text == $"{total}:"))))
        {
            return "合计行";
        }

        if (found.Count(f => CellReader.Level(row[f.Index].Text) is { Length: > 0 } text && text == Leaf(heads[f.Index])) >= Math.Min(2, found.Count))
        {
            return "重复的表头";
        }

        if (FootStart().IsMatch(first) && filled.Count <= Math.Max(1, found.Count / 2))
        {
            return "落款或说明";
        }

        if (own.Count == 1 && Enumerable.Range(0, row.Width).Count(c => row[c].FromMerge) >= Math.Max(2, found.Count / 2))
        {
            return "分组标题或说明";
        }

        return filled.Count == 0 ? "只有序号的空行" : null;
    }

    /// <summary>Cells that hold something of their own, not what a merged area spreads.</summary>
    private static IEnumerable<SheetCell> Own(SheetRow row) =>
        Enumerable.Range(0, row.Width).Select(column => row[column]).Where(cell => !cell.IsBlank && !cell.FromMerge);

    private static string Leaf(string head) => head[(head.LastIndexOf('\n') + 1)..];

    private static string Plain(string head) => CellReader.Level(head).Trim('*', ':', '★').ToUpperInvariant();

    /// <summary>联系电话（手机） is headed 联系电话.</summary>
    private static string Unbracketed(string head) => Plain(Bracket().Replace(CellReader.Level(head), ""));

    [GeneratedRegex(@"[(（\[【].*[)）\]】]")]
    private static partial Regex Bracket();

    [GeneratedRegex(@"(?:填报单位|填表单位|报送单位|单位名称|培训单位|单位)\s*(?:[（(][^）)]*[)）])?\s*[:：]\s*(.*?)(?:\s+(?:填报时间|填表时间|日期|时间|单位)\s*[:：].*)?$")]
    private static partial Regex Reporter();

    [GeneratedRegex(@"^(?:单位负责人|负责人|审核人|填表人|制表人|制表|经办人|填报人|填报时间|填表时间|填表日期|主管领导|联系电话:|联系人:|备注:|注:|注\d|说明:|填表说明|填报说明|县区审核|承接主体负责人|单位:|\(盖章)")]
    private static partial Regex FootStart();
}
