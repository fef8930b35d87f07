using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Training.Domain.Sheets;

namespace Training.Domain.Filing.Packs;

/// <summary>The index as a workbook: the lines with their figures, the records behind each, every file with its hash, and what was left out.</summary>
internal static partial class PackWorkbook
{
    public static byte[] Of(PackManifest head, IReadOnlyList<PackLine> lines, IReadOnlyList<PackFile> files) => Fixed(SheetWriter.Write(
        new SheetLayout
        {
            Name = "目录",
            Title = $"{head.Title}佐证材料目录",
            Lines = [$"纸上的码 {Documents.SheetCode.Spaced(head.Code)}"],
            Columns = [new("项目"), new("项目内容"), new("具体要求"), new("实施情况"), new("达标"), new("记录"), new("文件")],
            Rows = lines.Select(l => (IReadOnlyList<SheetValue>)
                [l.Section, l.Title, l.Line.Item.Requirement, l.Line.Text.ToString(), l.Line.AsksCounty ? "按全县算" : l.Line.IsMet ? "达标" : "未达标", l.Rows.Count, l.PaperCount]),
        },
        new SheetLayout
        {
            Name = "明细",
            Columns = [new("项目内容"), new("日期"), new("站点"), new("内容"), new("数"), new("差什么、为什么不计"), new("抽查"), new("文件")],
            Rows = lines.SelectMany(l => l.Rows.Select(r => (IReadOnlyList<SheetValue>)
                [l.Title, r.Day, r.Station, PackRules.Title(r), r.Value, r.Short, l.Marks.GetValueOrDefault(r), Cut(string.Join("\n", l.Papers.GetValueOrDefault(r, [])))])),
        },
        new SheetLayout
        {
            Name = "文件",
            Columns = [new("文件"), new("是什么"), new("项"), new("字节"), new("SHA-256"), new("原件 SHA-256")],
            Rows = files.Select(f => (IReadOnlyList<SheetValue>)[f.Path, f.What, string.Join('、', f.Items), (decimal)f.Bytes, f.Sha256, f.Original]),
        },
        new SheetLayout
        {
            Name = "没有放进来的",
            Columns = [new("项"), new("什么"), new("为什么"), new("原件 SHA-256")],
            Rows = head.LeftOut.Select(g => (IReadOnlyList<SheetValue>)[g.Item, g.What, g.Because, g.Sha256]),
        }));

    /// <summary>The same cells, the same bytes: the packaging writes the hour and numbers of its own choosing.</summary>
    private static byte[] Fixed(byte[] workbook)
    {
        using var output = new MemoryStream();
        var numbers = new Dictionary<string, string>(StringComparer.Ordinal);
        using (var from = new ZipArchive(new MemoryStream(workbook)))
        using (var into = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var entry in from.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
            {
                using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
                var text = Relation().Replace(reader.ReadToEnd(), found =>
                {
                    if (!numbers.TryGetValue(found.Groups[1].Value, out var number))
                    {
                        numbers[found.Groups[1].Value] = number = $"rId{numbers.Count + 1}";
                    }

                    return $"\"{number}\"";
                });
                var made = into.CreateEntry(entry.FullName, CompressionLevel.Optimal);
                made.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var writer = new StreamWriter(made.Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
                writer.Write(text);
            }
        }

        return output.ToArray();
    }

    private static string Cut(string text) => text.Length <= 30_000 ? text : text[..30_000];

    [GeneratedRegex("\"(R[0-9a-f]{8,32})\"")]
    private static partial Regex Relation();
}
