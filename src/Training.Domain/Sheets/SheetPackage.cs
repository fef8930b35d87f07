using System.IO.Compression;
using System.Text;
using System.Xml;
using Training.Domain.Shared;

namespace Training.Domain.Sheets;

/// <summary>
/// The zip that a workbook is, opened as something a stranger made: told apart from other kinds of file by its content, read with counted
/// bytes, without document types, without following any address in it.
/// </summary>
internal sealed class SheetPackage : IDisposable
{
    private static readonly byte[] Zip = "PK\u0003\u0004"u8.ToArray();
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    private static readonly byte[] Encrypted = Encoding.Unicode.GetBytes("EncryptedPackage");

    private readonly ZipArchive archive;
    private readonly Allowance allowance;

    private SheetPackage(ZipArchive archive, SheetLimits limits)
    {
        this.archive = archive;
        allowance = new Allowance(limits.MostUnpackedBytes);
    }

    /// <summary>The workbook's own part, for example xl/workbook.xml.</summary>
    public string Workbook { get; private set; } = "";

    public static Result<SheetPackage> Open(byte[] content, SheetLimits limits)
    {
        if (content.Length == 0)
        {
            return new EmptySheet();
        }

        if (content.Length > limits.MostBytes)
        {
            return new SheetTooLarge($"文件超过 {limits.MostBytes / 1_000_000} MB，没有读。拆成几份，去掉图片，再传。");
        }

        if (content.AsSpan().StartsWith(Ole))
        {
            return new NotASheet(content.AsSpan().IndexOf(Encrypted) >= 0
                ? "这个文件设了密码，打不开。先用 Excel 去掉密码，再传。"
                : "这是旧格式的文件（.xls 或 .doc）。用 Excel 打开，另存为“Excel 工作簿（.xlsx）”，再传。");
        }

        if (!content.AsSpan().StartsWith(Zip))
        {
            return new NotASheet("这不是 Excel 工作簿（.xlsx），改了后缀名也不行。CSV 或文本请用 Excel 打开，另存为 .xlsx，再传。");
        }

        var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        var package = new SheetPackage(archive, limits);
        if (archive.GetEntry("word/document.xml") is not null)
        {
            package.Dispose();
            return new NotASheet("这是 Word 文件。把里面的表格复制到 Excel 里，存成 .xlsx，再传。");
        }

        if (archive.GetEntry("xl/workbook.bin") is not null)
        {
            package.Dispose();
            return new NotASheet("这是二进制工作簿（.xlsb）。用 Excel 打开，另存为 .xlsx，再传。");
        }

        package.Workbook = package.Relations("").FirstOrDefault(r => r.Type.EndsWith("/officeDocument", StringComparison.Ordinal))?.Target ?? "";
        if (archive.GetEntry(package.Workbook) is null)
        {
            package.Dispose();
            return new NotASheet("这不是 Excel 工作簿（.xlsx）。用 Excel 打开，另存为 .xlsx，再传。");
        }

        return package;
    }

    public bool Holds(string part) => archive.GetEntry(part) is not null;

    public XmlReader Read(string part) => XmlReader.Create(
        new CountedStream((archive.GetEntry(part) ?? throw new InvalidDataException($"{part} is missing.")).Open(), allowance),
        new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, CloseInput = true,
        });

    /// <summary>What a part points to inside the file, by id; addresses outside it are left out.</summary>
    public IReadOnlyList<Relation> Relations(string part)
    {
        var slash = part.LastIndexOf('/') + 1;
        var name = $"{part[..slash]}_rels/{part[slash..]}.rels";
        var found = new List<Relation>();
        if (!Holds(name))
        {
            return found;
        }

        using var xml = Read(name);
        while (xml.Read())
        {
            if (xml.NodeType is XmlNodeType.Element && xml.LocalName == "Relationship" && xml.GetAttribute("TargetMode") != "External"
                && xml.GetAttribute("Id") is { } id && xml.GetAttribute("Target") is { } target)
            {
                found.Add(new Relation(id, xml.GetAttribute("Type") ?? "", Resolve(part[..slash], target)));
            }
        }

        return found;
    }

    public void Dispose() => archive.Dispose();

    private static string Resolve(string folder, string target)
    {
        var steps = new List<string>();
        foreach (var step in (target.StartsWith('/') ? target : folder + target).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == ".." && steps.Count > 0)
            {
                steps.RemoveAt(steps.Count - 1);
            }
            else if (step is not ("." or ".."))
            {
                steps.Add(step);
            }
        }

        return string.Join('/', steps);
    }

    public sealed record Relation(string Id, string Type, string Target);

    private sealed class Allowance(long bytes)
    {
        private long left = bytes;

        public void Take(int count)
        {
            if ((left -= count) < 0)
            {
                throw new TooMuchException(new SheetTooLarge("这个文件展开以后太大，没有读。新建一个工作簿，只把要导入的行复制进去，再传。"));
            }
        }
    }

    private sealed class CountedStream(Stream inner, Allowance allowance) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            allowance.Take(read);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}

/// <summary>Ends the reading of a workbook from deep inside; the reader turns it into the refusal that it carries.</summary>
internal sealed class TooMuchException(Refusal refusal) : Exception(refusal.Message)
{
    public Refusal Refusal { get; } = refusal;
}
