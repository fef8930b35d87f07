using System.Globalization;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>The period that a sheet is filled for: a month (2026-10), a quarter (2026-Q3) or a year (2026).</summary>
public sealed record SheetPeriod
{
    private SheetPeriod(Month first, Month last)
    {
        First = first;
        Last = last;
    }

    public Month First { get; }

    public Month Last { get; }

    public bool IsMonth => First == Last;

    public bool IsYear => First.AddMonths(11) == Last;

    public IEnumerable<Month> Months
    {
        get
        {
            for (var month = First; month <= Last; month = month.Next)
            {
                yield return month;
            }
        }
    }

    /// <summary>As in addresses, file names and on the command line.</summary>
    public string Key => IsMonth ? First.ToString()
        : IsYear ? First.Year.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{First.Year}-Q{Quarter}");

    /// <summary>As people read it: 2026年10月, 2026年第三季度, 2026年.</summary>
    public string Label => IsMonth ? $"{First.Year}年{First.MonthOfYear}月"
        : IsYear ? $"{First.Year}年"
        : $"{First.Year}年第{"一二三四"[Quarter - 1]}季度";

    private int Quarter => ((First.MonthOfYear - 1) / 3) + 1;

    public static SheetPeriod Of(Month month) => new(month, month);

    public static SheetPeriod QuarterOf(Month month)
    {
        var first = Month.From(month.Year, (((month.MonthOfYear - 1) / 3) * 3) + 1);
        return new(first, first.AddMonths(2));
    }

    public static SheetPeriod YearOf(Month month) => new(Month.From(month.Year, 1), Month.From(month.Year, 12));

    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SheetPeriod? period)
    {
        period = null;
        if (Month.TryParse(text, out var month))
        {
            period = Of(month);
        }
        else if (text is { Length: 7 } && text[4..6] == "-Q" && text[6] is >= '1' and <= '4' && Month.TryParse($"{text[..4]}-01", out var january))
        {
            period = QuarterOf(january.AddMonths((text[6] - '1') * 3));
        }
        else if (text is { Length: 4 } && Month.TryParse($"{text}-01", out january))
        {
            period = YearOf(january);
        }

        return period is not null;
    }

    public override string ToString() => Key;
}
