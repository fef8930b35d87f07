using System.Globalization;
using System.Xml;
using Training.Domain.Shared;

namespace Training.Domain.Sheets;

/// <summary>
/// Reads one sheet of an .xlsx workbook as rows of cells. Formulas count by the value that was stored with them, links to other files are
/// never followed, macros never run. Whatever is wrong with the file comes back as a sentence.
/// </summary>
public static class SheetReader
{
    /// <param name="content">The file.</param>
    /// <param name="sheet">Name of the sheet; the first visible one that holds something when null.</param>
    public static Result<SheetGrid> Read(byte[] content, string? sheet = null, SheetLimits? limits = null)
    {
        try
        {
            var opened = SheetPackage.Open(content, limits ?? SheetLimits.Default);
            if (!opened.Ok)
            {
                return opened.Refusal;
            }

            using var package = opened.Value;
            return new Workbook(package, limits ?? SheetLimits.Default).Read(sheet);
        }
        catch (TooMuchException tooMuch)
        {
            return tooMuch.Refusal;
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or EndOfStreamException or OverflowException or NotSupportedException)
        {
            return new BrokenSheet();
        }
    }

    private sealed class Workbook(SheetPackage package, SheetLimits limits)
    {
        private readonly List<string> notes = [];
        private List<string> texts = [];
        private NumberFormats formats = NumberFormats.None;
        private bool uses1904;

        public Result<SheetGrid> Read(string? wanted)
        {
            var sheets = Sheets();
            var parts = package.Relations(package.Workbook);
            string? PartOf(string kind) => parts.FirstOrDefault(p => p.Type.EndsWith(kind, StringComparison.Ordinal) && package.Holds(p.Target))?.Target;
            texts = PartOf("/sharedStrings") is { } shared ? SharedTexts(shared) : [];
            formats = PartOf("/styles") is { } styles ? NumberFormats.Read(package, styles) : NumberFormats.None;

            SheetGrid? found = null;
            foreach (var (name, id, isHidden) in sheets)
            {
                var part = parts.FirstOrDefault(p => p.Id == id && p.Type.EndsWith("/worksheet", StringComparison.Ordinal));
                if (part is null || !package.Holds(part.Target))
                {
                    continue;
                }

                if (wanted is null && isHidden)
                {
                    if (name != SheetTemplate.ChoicesSheet)
                    {
                        notes.Add($"工作表“{name}”是隐藏的，没有读。");
                    }

                    continue;
                }

                if (found is null && (wanted is null || wanted == name))
                {
                    var rows = Rows(part.Target);
                    found = rows.Count == 0 ? null : new SheetGrid { Name = name, Rows = rows, Uses1904 = uses1904, Notes = notes };
                }
                else if (found is not null && name != SheetTemplate.ExplanationSheet)
                {
                    notes.Add($"工作表“{name}”没有读，这一次只读“{found.Name}”。");
                }
            }

            return found is null ? new EmptySheet() : found;
        }

        private List<(string Name, string Id, bool IsHidden)> Sheets()
        {
            var sheets = new List<(string, string, bool)>();
            using var xml = package.Read(package.Workbook);
            while (xml.Read())
            {
                if (xml.NodeType is not XmlNodeType.Element)
                {
                    continue;
                }

                if (xml.LocalName == "workbookPr")
                {
                    uses1904 = xml.GetAttribute("date1904") is "1" or "true";
                }
                else if (xml.LocalName == "sheet" && sheets.Count < 500)
                {
                    sheets.Add((xml.GetAttribute("name") ?? "", RelationId(xml), xml.GetAttribute("state") is "hidden" or "veryHidden"));
                }
            }

            return sheets;
        }

        /// <summary>Strict and ordinary workbooks name the namespace of r:id differently.</summary>
        private static string RelationId(XmlReader xml)
        {
            for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
            {
                if (xml.LocalName == "id" && xml.NamespaceURI.Length > 0)
                {
                    var id = xml.Value;
                    xml.MoveToElement();
                    return id;
                }
            }

            xml.MoveToElement();
            return "";
        }

        private List<string> SharedTexts(string part)
        {
            var found = new List<string>();
            using var xml = package.Read(part);
            while (xml.Read())
            {
                if (xml.NodeType is XmlNodeType.Element && xml.LocalName == "si")
                {
                    if (found.Count >= limits.MostSharedTexts)
                    {
                        throw new TooMuchException(new SheetTooLarge("这个文件里的文字太多，没有读。拆成几份再传。"));
                    }

                    found.Add(CellText.Read(xml, limits.MostCellLetters));
                }
            }

            return found;
        }

        private List<SheetRow> Rows(string part)
        {
            var rows = new List<SheetRow>();
            var merges = new List<MergedArea>();
            var hidden = new List<int>();
            SheetRow? row = null;
            int rowNumber = 0, column = -1, formulas = 0;
            using var xml = package.Read(part);
            while (xml.Read())
            {
                if (xml.NodeType is not XmlNodeType.Element)
                {
                    continue;
                }

                switch (xml.LocalName)
                {
                    case "row":
                        var number = xml.GetAttribute("r") is { } r ? Whole(r) : rowNumber + 1;
                        if (number <= rowNumber)
                        {
                            throw new InvalidDataException("Rows are out of order.");
                        }

                        (rowNumber, column) = (number, -1);
                        row = new SheetRow(number, xml.GetAttribute("hidden") is "1" or "true");
                        break;
                    case "c" when row is not null:
                        column = xml.GetAttribute("r") is { } at ? ColumnOf(at) : column + 1;
                        var (cell, isFormula) = Cell(xml);
                        formulas += isFormula ? 1 : 0;
                        if (cell.IsBlank)
                        {
                            break;
                        }

                        if (column >= limits.MostColumns)
                        {
                            throw new TooMuchException(new SheetTooLarge($"第 {row.Number} 行有 {limits.MostColumns} 列以外的内容，没有读。删掉右边多余的列，再传。"));
                        }

                        if (row.Width == 0)
                        {
                            if (rows.Count >= limits.MostRows)
                            {
                                throw new TooMuchException(new SheetTooLarge($"超过 {limits.MostRows} 行，没有读。按乡镇或月份拆成几份，再传。"));
                            }

                            rows.Add(row);
                            if (row.IsHidden)
                            {
                                hidden.Add(row.Number);
                            }
                        }

                        row.Put(column, cell);
                        break;
                    case "mergeCell" when xml.GetAttribute("ref") is { } area && merges.Count < limits.MostMergedCells:
                        if (area.Split(':') is [var from, var until])
                        {
                            merges.Add(new MergedArea(RowOf(from), RowOf(until), ColumnOf(from), ColumnOf(until)));
                        }

                        break;
                }
            }

            if (hidden.Count > 0)
            {
                notes.Add($"第 {Some(hidden)}行是隐藏的，也读了。");
            }

            if (formulas > 0)
            {
                notes.Add($"有 {formulas} 格是公式，读的是存好的结果。");
            }

            TakeApart(rows, merges);
            return rows;
        }

        private (SheetCell Cell, bool IsFormula) Cell(XmlReader xml)
        {
            if (xml.IsEmptyElement)
            {
                return (SheetCell.Nothing, false);
            }

            var type = xml.GetAttribute("t") ?? "n";
            var style = xml.GetAttribute("s") is { } s ? Whole(s) : 0;

            var depth = xml.Depth;
            var isFormula = false;
            string? value = null;
            xml.Read();
            while (xml.Depth > depth)
            {
                switch (xml.NodeType is XmlNodeType.Element ? xml.LocalName : "")
                {
                    case "f":
                        isFormula = true;
                        xml.Skip();
                        break;
                    case "v":
                    case "is":
                        value = CellText.Read(xml, limits.MostCellLetters);
                        xml.Read();
                        break;
                    default:
                        xml.Skip();
                        break;
                }
            }

            var cell = value is null ? isFormula ? new SheetCell(CellKind.FormulaWithoutValue, "") : SheetCell.Nothing
                : type switch
                {
                    "s" => new SheetCell(CellKind.Text, Whole(value) is var index && index < texts.Count ? texts[index] : throw new InvalidDataException("No such text.")),
                    "str" or "inlineStr" => new SheetCell(CellKind.Text, value),
                    "b" => new SheetCell(CellKind.Boolean, value == "1" ? "是" : "否", value == "1" ? 1 : 0),
                    "e" => new SheetCell(CellKind.Error, value),
                    "d" => new SheetCell(CellKind.Text, value),
                    _ => formats.Cell(style, value, uses1904),
                };
            return (cell, isFormula);
        }

        private void TakeApart(List<SheetRow> rows, List<MergedArea> merges)
        {
            var width = rows.Count == 0 ? 0 : rows.Max(row => row.Width);
            var byNumber = rows.Select(row => row.Number).ToList();
            var budget = limits.MostMergedCells;
            foreach (var area in merges)
            {
                var start = byNumber.BinarySearch(area.Top);
                if (start < 0 || rows[start][area.Left] is not { IsBlank: false } origin)
                {
                    continue;
                }

                for (var i = start; i < rows.Count && rows[i].Number <= area.Bottom; i++)
                {
                    for (var column = area.Left; column <= Math.Min(area.Right, width - 1); column++)
                    {
                        if (--budget < 0)
                        {
                            throw new TooMuchException(new SheetTooLarge("合并的单元格太多，没有读。取消合并，再传。"));
                        }

                        if (rows[i][column].IsBlank)
                        {
                            rows[i].Put(column, origin with { FromMerge = true });
                        }
                    }
                }
            }
        }

        private static string Some(List<int> numbers) =>
            string.Join('、', numbers.Take(8)) + (numbers.Count > 8 ? $" 等 {numbers.Count} " : " ");

        private static int ColumnOf(string reference)
        {
            var column = 0;
            foreach (var letter in reference.TakeWhile(char.IsAsciiLetter))
            {
                column = checked((column * 26) + (char.ToUpperInvariant(letter) - 'A' + 1));
            }

            return column is > 0 and <= 16_384 ? column - 1 : throw new InvalidDataException($"{reference} is no cell.");
        }

        private static int RowOf(string reference) => Whole(reference.TrimStart('$').TrimStart([.. "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"]).TrimStart('$'));

        private static int Whole(string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 1_048_576
                ? number : throw new InvalidDataException($"{text} is no number of a row, style or text.");
    }
}
