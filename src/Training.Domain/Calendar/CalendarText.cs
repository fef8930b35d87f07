using System.Globalization;

namespace Training.Domain.Calendar;

/// <summary>One line of a typed or uploaded list that cannot be taken, by its number from 1.</summary>
public sealed record BadCalendarLine(int Line, string Why)
{
    public string Sentence => $"第 {Line} 行：{Why}";
}

/// <summary>What a text of lines date,name,kind says.</summary>
public sealed record CalendarReading(IReadOnlyList<CalendarFact> Facts, IReadOnlyList<BadCalendarLine> Wrong)
{
    public bool Ok => Wrong.Count == 0;
}

/// <summary>
/// Reads a year's list as offices type it: one day a line, date, name and kind divided by commas or tabs; 2027-01-01, 2027/1/1 and
/// 2027年1月1日 are one date; holiday or 放假, makeup-workday or 上班. Reports every wrong line, not the first alone.
/// </summary>
public static class CalendarText
{
    private static readonly string[] DateForms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日"];

    private static readonly Dictionary<string, CalendarDayKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["holiday"] = CalendarDayKind.Holiday, ["放假"] = CalendarDayKind.Holiday, ["休"] = CalendarDayKind.Holiday,
        ["makeup-workday"] = CalendarDayKind.MakeUpWorkday, ["上班"] = CalendarDayKind.MakeUpWorkday, ["调休上班"] = CalendarDayKind.MakeUpWorkday, ["班"] = CalendarDayKind.MakeUpWorkday,
    };

    /// <summary>The list that ships with the product: holidays and make-up days of 2023 to 2026, as the yearly notices of 国务院办公厅 set them.</summary>
    public static CalendarReading Shipped()
    {
        using var stream = typeof(CalendarText).Assembly.GetManifestResourceStream("Training.Domain.Calendar.Definitions.workdays.csv")!;
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd(), null);
    }

    /// <param name="year">The year that all lines must lie in; null takes any.</param>
    public static CalendarReading Read(string text, int? year)
    {
        var facts = new List<CalendarFact>();
        var wrong = new List<BadCalendarLine>();
        var lines = new Dictionary<DateOnly, int>();
        var number = 0;
        foreach (var line in text.TrimStart('\uFEFF').Split('\n').Select(l => l.Trim('\r', ' ', '\u3000')))
        {
            number++;
            if (line.Length == 0 || (number == 1 && (line.StartsWith("date", StringComparison.OrdinalIgnoreCase) || line.StartsWith("日期", StringComparison.Ordinal))))
            {
                continue;
            }

            var (fact, why) = ReadLine(line, year);
            if (fact is null)
            {
                wrong.Add(new BadCalendarLine(number, why));
            }
            else if (!lines.TryAdd(fact.Date, number))
            {
                wrong.Add(new BadCalendarLine(number, $"{Said(fact.Date)}在第 {lines[fact.Date]} 行已经写过，一天只写一行"));
            }
            else
            {
                facts.Add(fact);
            }
        }

        return new CalendarReading(facts, wrong);
    }

    private static (CalendarFact? Fact, string Why) ReadLine(string line, int? year)
    {
        var cells = line.Split(',', '，', '\t').Select(c => c.Trim(' ', '\u3000')).ToArray();
        if (cells.Length != 3)
        {
            return (null, "要有三样，用逗号隔开：日期、节日名、放假或上班");
        }

        if (!DateOnly.TryParseExact(cells[0], DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return (null, $"日期“{Cut(cells[0])}”看不懂。写成 {year ?? 2027}-01-01");
        }

        if (year is { } only && date.Year != only)
        {
            return (null, $"{Said(date)}不在 {only} 年里");
        }

        if (cells[1].Length is 0 or > CalendarListDay.NameMaxLength)
        {
            return (null, $"节日名要有 1 到 {CalendarListDay.NameMaxLength} 个字");
        }

        if (!Kinds.TryGetValue(cells[2], out var kind))
        {
            return (null, $"“{Cut(cells[2])}”不认识，写“放假”或“上班”");
        }

        return kind == CalendarDayKind.MakeUpWorkday && date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
            ? (null, $"{Said(date)}不是星期六、星期日，本来就上班，不用写")
            : (new CalendarFact(date, cells[1], kind), "");
    }

    private static string Said(DateOnly date) => $"{date.Year}年{date.Month}月{date.Day}日";

    private static string Cut(string text) => text.Length <= 20 ? text : text[..20] + "……";
}
