using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Training.Domain.Sheets;

/// <summary>Reads one cell as its column asks, forgiving what offices write and refusing what would have to be guessed.</summary>
public static partial class CellReader
{
    private static readonly string[] Unknown = ["/", "无", "—", "-", "——"];

    private static readonly Dictionary<string, bool> Yes = new(StringComparer.Ordinal)
    {
        ["是"] = true, ["有"] = true, ["√"] = true, ["✓"] = true, ["1"] = true, ["y"] = true, ["yes"] = true, ["true"] = true,
        ["否"] = false, ["无"] = false, ["×"] = false, ["x"] = false, ["0"] = false, ["n"] = false, ["no"] = false, ["false"] = false, ["没有"] = false,
    };

    public static CellReading Read(SheetColumn column, SheetCell cell, bool uses1904 = false)
    {
        switch (cell.Kind)
        {
            case CellKind.Error:
                return CellReading.Wrong($"这一格是公式出错的结果（{cell.Text}）。改成填写的内容。");
            case CellKind.FormulaWithoutValue:
                return CellReading.Wrong("这一格是公式，文件里没有存下结果。用 Excel 打开存一次，或者改成填写的内容。");
        }

        if (cell.IsBlank || IsUnknown(column, Level(cell.Text)))
        {
            return column.Required ? CellReading.Wrong($"“{column.Title}”没有填。") : new CellReading("");
        }

        return column.Kind switch
        {
            ColumnKind.Text => Line(column, cell.Text, null),
            ColumnKind.PersonName => PersonName(column, cell.Text),
            ColumnKind.WholeNumber => WholeNumber(column, cell),
            ColumnKind.Decimal => decimal.TryParse(Level(cell.Text), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var fraction)
                ? new CellReading(fraction.ToString("G29", CultureInfo.InvariantCulture)) : CellReading.Wrong($"“{cell.Text.Trim()}”不是数。"),
            ColumnKind.Date => Date(cell, uses1904),
            ColumnKind.Time => Time(cell),
            ColumnKind.Phone => Phone(cell),
            ColumnKind.IdentityNumber => IdentityNumber(cell),
            ColumnKind.Code => Code(column, cell),
            ColumnKind.Choice => Choice(column, cell.Text),
            _ => Yes.TryGetValue(Level(cell.Text).ToLowerInvariant(), out var yes)
                ? new CellReading(yes ? "是" : "否") : CellReading.Wrong($"“{cell.Text.Trim()}”看不懂，填“是”或“否”。"),
        };
    }

    /// <summary>A text without white space and with full-width letters and digits levelled; for comparing, never for keeping.</summary>
    public static string Level(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in Readable(text).Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control))
            {
                plain.Append(rune.ToString());
            }
        }

        return plain.ToString();
    }

    /// <summary>Unknown is written / on official forms; where no word is expected, a dash or 无 says the same.</summary>
    private static bool IsUnknown(SheetColumn column, string text) =>
        text == "/" || (column.Kind is not (ColumnKind.Text or ColumnKind.PersonName or ColumnKind.YesNo) && Unknown.Contains(text) && !column.Choices.Contains(text));

    private static CellReading Line(SheetColumn column, string text, string? note)
    {
        if (Readable(text).Contains('\uFFFD', StringComparison.Ordinal))
        {
            return CellReading.Wrong("这一格里有坏了的字符，重新打一遍。");
        }

        var line = text.Trim();
        if (line.Length != text.Length)
        {
            note ??= "前后的空格去掉了。";
        }

        if (line.AsSpan().IndexOfAny('\n', '\r', '\t') >= 0)
        {
            return CellReading.Wrong("这一格里换了行，写成一行。");
        }

        return line.Length > column.MaxLength
            ? CellReading.Wrong($"“{column.Title}”最多 {column.MaxLength} 个字，这一格有 {line.Length} 个。")
            : new CellReading(line, null, note);
    }

    private static CellReading PersonName(SheetColumn column, string text)
    {
        var name = text.Trim();
        return Spread().Match(name) is { Success: true } spread
            ? Line(column, spread.Groups[1].Value + spread.Groups[2].Value, $"“{name}”去掉了中间的空格。")
            : Line(column, text, null);
    }

    private static CellReading WholeNumber(SheetColumn column, SheetCell cell)
    {
        var text = Level(cell.Text).Replace(",", "", StringComparison.Ordinal);
        if (Figure().Match(text) is { Success: true } figure)
        {
            text = figure.Groups[1].Value;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return CellReading.Wrong($"“{cell.Text.Trim()}”不是整数。");
        }

        return number < column.Least ? CellReading.Wrong($"“{column.Title}”不能小于 {column.Least}。")
            : number > column.Most ? CellReading.Wrong($"“{column.Title}”不能大于 {column.Most}。")
            : new CellReading(number.ToString(CultureInfo.InvariantCulture));
    }

    private static CellReading Date(SheetCell cell, bool uses1904)
    {
        var text = Level(cell.Text);
        if (cell.Kind is CellKind.Date)
        {
            return new CellReading(text[..10]);
        }

        if (cell.Kind is CellKind.Number && cell.Number is >= 1 and < 100_000 && NumberFormats.Calendar(Math.Floor(cell.Number), uses1904) is { } day)
        {
            return new CellReading($"{day:yyyy-MM-dd}", null, $"{text} 按 Excel 的日期读成 {day.Year}年{day.Month}月{day.Day}日。");
        }

        var digits = ChineseDigits(text);
        if (WrittenDate().Match(digits) is { Success: true } parts
            && int.Parse(parts.Groups["y"].Value, CultureInfo.InvariantCulture) is var year and >= 1900 and < 2200
            && int.Parse(parts.Groups["m"].Value, CultureInfo.InvariantCulture) is var month and >= 1 and <= 12
            && int.Parse(parts.Groups["d"].Value, CultureInfo.InvariantCulture) is var of && of >= 1 && of <= DateTime.DaysInMonth(year, month))
        {
            return new CellReading($"{new DateOnly(year, month, of):yyyy-MM-dd}");
        }

        return CellReading.Wrong($"“{cell.Text.Trim()}”不是日期，写成 2026年3月5日 这样。");
    }

    /// <summary>A date with a time gives its time; a date without one says no time at all.</summary>
    private static CellReading Time(SheetCell cell)
    {
        if (cell.Kind is CellKind.Date or CellKind.Number && cell.Number is >= 0 and < 100_000 && (cell.Number < 1 || cell.Number % 1 > 0))
        {
            var minutes = (int)Math.Round(cell.Number % 1 * 1440);
            return minutes < 1440 ? new CellReading($"{new TimeOnly(minutes / 60, minutes % 60):HH:mm}") : CellReading.Wrong("24:00 写成第二天，或者写 23:59。");
        }

        if (WrittenTime().Match(Level(cell.Text)) is { Success: true } parts)
        {
            var hour = int.Parse(parts.Groups["h"].Value, CultureInfo.InvariantCulture);
            var minute = parts.Groups["half"].Success ? 30 : parts.Groups["m"].Success ? int.Parse(parts.Groups["m"].Value, CultureInfo.InvariantCulture) : 0;
            hour += parts.Groups["pm"].Success && hour < 12 ? 12 : 0;
            if (hour < 24 && minute < 60)
            {
                return new CellReading($"{new TimeOnly(hour, minute):HH:mm}");
            }
        }

        return CellReading.Wrong($"“{cell.Text.Trim()}”不是几点几分，写成 9:00 或者 14:30 这样。");
    }

    private static CellReading Phone(SheetCell cell)
    {
        if (cell.Kind is CellKind.Number && Math.Abs(cell.Number) >= 1e13)
        {
            return CellReading.Wrong("号码太长，不像电话。");
        }

        var text = Level(cell.Text).Replace("-", "", StringComparison.Ordinal).Replace("－", "", StringComparison.Ordinal);
        if (text.StartsWith("+86", StringComparison.Ordinal))
        {
            text = text[3..];
        }

        return text.Length > 0 && text.All(char.IsAsciiDigit)
            ? new CellReading(text)
            : CellReading.Wrong("电话只填数字，一格一个号码。");
    }

    private static CellReading IdentityNumber(SheetCell cell)
    {
        var text = Level(cell.Text).ToUpperInvariant();
        if (cell.Kind is CellKind.Number && Math.Abs(cell.Number) >= 1e15)
        {
            return CellReading.Wrong("身份证号被 Excel 当成数字，后三位已经丢了。把这一列设成“文本”，照证件重填。");
        }

        if (Scientific().IsMatch(text))
        {
            return CellReading.Wrong("身份证号被 Excel 改成了科学计数，原来的号丢了。把这一列设成“文本”，照证件重填。");
        }

        if (text.Length == 15 && text.All(char.IsAsciiDigit))
        {
            return CellReading.Wrong("这是 15 位的旧身份证号，要填 18 位的。");
        }

        if (text.Length != 18)
        {
            return CellReading.Wrong($"身份证号要 18 位，这里是 {text.Length} 位。");
        }

        if (!text[..17].All(char.IsAsciiDigit) || !(char.IsAsciiDigit(text[17]) || text[17] == 'X'))
        {
            return CellReading.Wrong("身份证号只能是数字，最后一位可以是 X。");
        }

        if (!HasRightCheckDigit(text))
        {
            return CellReading.Wrong(text.EndsWith("000", StringComparison.Ordinal)
                ? "身份证号后三位都是 0，是被 Excel 改坏的。把这一列设成“文本”，照证件重填。"
                : "身份证号对不上校验位，照证件再看一遍。");
        }

        return new CellReading(text, null, text.EndsWith("000", StringComparison.Ordinal) ? "后三位都是 0，Excel 常把身份证号改成这样，照证件核对一下。" : null);
    }

    private static CellReading Code(SheetColumn column, SheetCell cell)
    {
        var text = Level(cell.Text);
        return text.All(char.IsAsciiDigit) && text.Length <= column.MaxLength ? new CellReading(text) : CellReading.Wrong($"“{column.Title}”只填数字代码。");
    }

    private static CellReading Choice(SheetColumn column, string text)
    {
        var asked = Level(text);
        var found = column.Choices.FirstOrDefault(choice => Level(choice) == asked) ?? column.ChoiceAliases.GetValueOrDefault(asked);
        return found is not null ? new CellReading(found)
            : CellReading.Wrong($"“{text.Trim()}”不在可选的里面，填：{string.Join('、', column.Choices.Take(12))}{(column.Choices.Count > 12 ? " 等，见模板" : "")}。");
    }

    /// <summary>GB 11643-1999.</summary>
    private static bool HasRightCheckDigit(string text)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return "10X98765432"[weights.Select((weight, i) => weight * (text[i] - '0')).Sum() % 11] == text[17];
    }

    /// <summary>二〇二六年三月十五日 with figures.</summary>
    private static string ChineseDigits(string text)
    {
        if (text.IndexOfAny([.. "一二三四五六七八九"]) < 0)
        {
            return text;
        }

        const string Digits = "〇一二三四五六七八九";
        var figures = string.Concat(text.Replace('零', '〇').Replace('○', '〇').Select(c => Digits.IndexOf(c) is var d and >= 0 ? (char)('0' + d) : c));
        return Tens().Replace(figures, match => $"{(match.Groups[1].Length == 0 ? "1" : match.Groups[1].Value)}{(match.Groups[2].Length == 0 ? "0" : match.Groups[2].Value)}");
    }

    /// <summary>Half a pair of UTF-16 cannot be normalised; it becomes the mark for a broken character.</summary>
    private static string Readable(string text) => string.Concat(text.EnumerateRunes());

    [GeneratedRegex(@"^(\p{Lo}|[\uD800-\uDBFF][\uDC00-\uDFFF])\s+(\p{Lo}|[\uD800-\uDBFF][\uDC00-\uDFFF])$")]
    private static partial Regex Spread();

    [GeneratedRegex(@"^(-?\d+)(?:\.0+)?(?:人|个|座|名|户|平方米|张)?$")]
    private static partial Regex Figure();

    [GeneratedRegex(@"^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})$|^(?<y>\d{4})[-./年](?<m>\d{1,2})[-./月](?<d>\d{1,2})日?(?:\d{1,2}:\d{2}(?::\d{2})?)?$")]
    private static partial Regex WrittenDate();

    [GeneratedRegex(@"^(?:上午|早上|(?<pm>下午|晚上))?(?<h>\d{1,2})(?::(?<m>\d{2})(?::\d{2})?|[点时](?:(?<half>半)|(?<m>\d{1,2})分?)?)$")]
    private static partial Regex WrittenTime();

    [GeneratedRegex(@"^\d(?:\.\d+)?E\+?\d+$")]
    private static partial Regex Scientific();

    [GeneratedRegex(@"(\d?)十(\d?)")]
    private static partial Regex Tens();
}
