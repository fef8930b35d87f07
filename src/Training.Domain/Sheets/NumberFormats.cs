using System.Globalization;
using System.Text;
using System.Xml;

namespace Training.Domain.Sheets;

/// <summary>Tells by a workbook's styles which numbers are shown as dates, and gives every number the text that a person sees.</summary>
internal sealed class NumberFormats
{
    private readonly List<(bool IsDate, int Zeros)> styles = [];

    public static NumberFormats None { get; } = new();

    public static NumberFormats Read(SheetPackage package, string part)
    {
        var result = new NumberFormats();
        var custom = new Dictionary<int, string>();
        var inCells = false;
        using var xml = package.Read(part);
        while (xml.Read())
        {
            if (xml.NodeType is XmlNodeType.EndElement && xml.LocalName == "cellXfs")
            {
                inCells = false;
            }

            if (xml.NodeType is not XmlNodeType.Element)
            {
                continue;
            }

            switch (xml.LocalName)
            {
                case "numFmt" when Number(xml.GetAttribute("numFmtId")) is { } id:
                    custom[id] = xml.GetAttribute("formatCode") ?? "";
                    break;
                case "cellXfs":
                    inCells = !xml.IsEmptyElement;
                    break;
                case "xf" when inCells && result.styles.Count < 70_000:
                    var format = Number(xml.GetAttribute("numFmtId")) ?? 0;
                    result.styles.Add(custom.TryGetValue(format, out var code) ? (ShowsDate(code), ZerosOf(code)) : (IsBuiltInDate(format), 0));
                    break;
            }
        }

        return result;
    }

    public SheetCell Cell(int style, string value, bool uses1904)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return new SheetCell(CellKind.Text, value);
        }

        var (isDate, zeros) = style < styles.Count ? styles[style] : default;
        if (isDate && Calendar(number, uses1904) is { } date)
        {
            return new SheetCell(CellKind.Date, date.TimeOfDay == TimeSpan.Zero ? $"{date:yyyy-MM-dd}" : $"{date:yyyy-MM-dd HH:mm}", number);
        }

        var text = TextOf(number);
        return new SheetCell(CellKind.Number, zeros > 0 && text.All(char.IsAsciiDigit) ? text.PadLeft(zeros, '0') : text, number);
    }

    /// <summary>The day that a serial number stands for. Excel counts a 29th of February 1900 that never was; that one gives nothing.</summary>
    public static DateTime? Calendar(double serial, bool uses1904)
    {
        if (uses1904)
        {
            serial += 1462;
        }

        if (serial is < 1 or >= 2_958_466 || Math.Floor(serial) == 60)
        {
            return null;
        }

        return Rounded(DateTime.FromOADate(serial < 60 ? serial + 1 : serial));
    }

    private static DateTime Rounded(DateTime time) => new(((time.Ticks + TimeSpan.TicksPerSecond / 2) / TimeSpan.TicksPerSecond) * TimeSpan.TicksPerSecond, DateTimeKind.Unspecified);

    /// <summary>Fifteen digits count, as in Excel; a longer whole number is written out with zeros where digits were lost.</summary>
    private static string TextOf(double number)
    {
        var rounded = double.Parse(number.ToString("E14", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Math.Abs(rounded) is < 1e21 and (>= 1e-7 or 0)
            ? ((decimal)rounded == decimal.Truncate((decimal)rounded) ? decimal.Truncate((decimal)rounded) : (decimal)rounded).ToString(CultureInfo.InvariantCulture)
            : rounded.ToString("R", CultureInfo.InvariantCulture);
    }

    private static bool IsBuiltInDate(int format) => format is >= 14 and <= 22 or >= 27 and <= 36 or >= 45 and <= 47 or >= 50 and <= 58;

    private static bool ShowsDate(string code)
    {
        var letters = Letters(code);
        return letters.AsSpan().IndexOfAny("ymdhs") >= 0 && letters.AsSpan().IndexOfAny('0', '#', '?') is var digit
            && (digit < 0 || letters.Contains("s.0", StringComparison.Ordinal)) && !letters.Contains("general", StringComparison.Ordinal);
    }

    private static int ZerosOf(string code) => code.Length > 0 && code.All(c => c == '0') ? code.Length : 0;

    /// <summary>A format code without its quoted words, escaped characters and bracketed parts.</summary>
    private static string Letters(string code)
    {
        var letters = new StringBuilder(code.Length);
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '"':
                    i = code.IndexOf('"', i + 1) is var end and >= 0 ? end : code.Length;
                    break;
                case '[':
                    i = code.IndexOf(']', i + 1) is var close and >= 0 ? close : code.Length;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case ';':
                    return letters.ToString();
                default:
                    letters.Append(char.ToLowerInvariant(code[i]));
                    break;
            }
        }

        return letters.ToString();
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
