using System.IO.Compression;
using System.Security;
using System.Text;

namespace Training.Domain.Tests.Sheets;

/// <summary>A workbook put together from its parts, as other programs (or hostile ones) write it.</summary>
internal sealed class RawWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly List<(string Name, string State, string Xml)> sheets = [];

    public string Styles { get; init; } = "";

    public string SharedTexts { get; init; } = "";

    public string WorkbookProperties { get; init; } = "";

    public string Prologue { get; init; } = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    /// <summary>Rows as XML, or as lines of cells divided by |.</summary>
    public RawWorkbook Sheet(string rows, string after = "", string name = "Sheet1", string state = "visible")
    {
        sheets.Add((name, state, $"<sheetData>{rows}</sheetData>{after}"));
        return this;
    }

    /// <summary>Each text is a line; cells are divided by |; ^ before a cell is a number.</summary>
    public static string Rows(params string[] lines)
    {
        var xml = new StringBuilder();
        for (var i = 0; i < lines.Length; i++)
        {
            xml.Append($"<row r=\"{i + 1}\">");
            var cells = lines[i].Split('|');
            for (var c = 0; c < cells.Length; c++)
            {
                var at = $"{(char)('A' + c)}{i + 1}";
                xml.Append(cells[c].Length == 0 ? ""
                    : cells[c][0] == '^' ? $"<c r=\"{at}\"><v>{cells[c][1..]}</v></c>"
                    : $"<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(cells[c])}</t></is></c>");
            }

            xml.Append("</row>");
        }

        return xml.ToString();
    }

    public static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }

    public byte[] Bytes()
    {
        var parts = new List<(string, string)>
        {
            ("_rels/.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{Links}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
            ("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Links}\">{WorkbookProperties}<sheets>{string.Concat(sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" state=\"{s.State}\" r:id=\"rId{i + 1}\"/>"))}</sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{Links}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))}<Relationship Id=\"s\" Type=\"{Links}/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/><Relationship Id=\"y\" Type=\"{Links}/styles\" Target=\"styles.xml\"/><Relationship Id=\"x\" Type=\"{Links}/externalLink\" Target=\"file:///etc/passwd\" TargetMode=\"External\"/></Relationships>"),
        };
        if (SharedTexts.Length > 0)
        {
            parts.Add(("xl/sharedStrings.xml", $"{Prologue}<sst xmlns=\"{Main}\">{SharedTexts}</sst>"));
        }

        if (Styles.Length > 0)
        {
            parts.Add(("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\">{Styles}</styleSheet>"));
        }

        parts.AddRange(sheets.Select((s, i) => ($"xl/worksheets/sheet{i + 1}.xml", $"{Prologue}<worksheet xmlns=\"{Main}\">{s.Xml}</worksheet>")));
        return Zip([.. parts]);
    }
}
