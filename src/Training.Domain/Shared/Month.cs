using System.Globalization;

namespace Training.Domain.Shared;

/// <summary>
/// A calendar month in Asia/Shanghai, the period by which the standard counts. Stored as yyyymm. A record gets its month when it is
/// written, from the instant at which it really began.
/// </summary>
public readonly record struct Month : IComparable<Month>, ISpanParsable<Month>
{
    private Month(int number) => Number = number;

    /// <summary>yyyymm.</summary>
    public int Number { get; }

    public int Year => Number / 100;

    public int MonthOfYear => Number % 100;

    public DateOnly FirstDay => new(Year, MonthOfYear, 1);

    public DateOnly LastDay => FirstDay.AddMonths(1).AddDays(-1);

    public DateTime StartUtc => ShanghaiTime.ToUtc(FirstDay);

    public DateTime EndUtc => ShanghaiTime.ToUtc(FirstDay.AddMonths(1));

    public Month Next => AddMonths(1);

    public Month Previous => AddMonths(-1);

    public static Month Of(DateTime utc) => Of(ShanghaiTime.DateOf(utc));

    public static Month Of(DateOnly date) => new((date.Year * 100) + date.Month);

    public static Month From(int year, int month) => Of(new DateOnly(year, month, 1));

    public static Month FromNumber(int number) => From(number / 100, number % 100);

    public Month AddMonths(int months) => Of(FirstDay.AddMonths(months));

    public int CompareTo(Month other) => Number.CompareTo(other.Number);

    public static bool operator <(Month left, Month right) => left.Number < right.Number;

    public static bool operator >(Month left, Month right) => left.Number > right.Number;

    public static bool operator <=(Month left, Month right) => left.Number <= right.Number;

    public static bool operator >=(Month left, Month right) => left.Number >= right.Number;

    /// <summary>As in addresses and on the command line: 2026-10.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{MonthOfYear:00}");

    public static Month Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var month) ? month : throw new FormatException("A month is written as 2026-10.");

    public static Month Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Month result)
    {
        result = default;
        if (s.Length != 7 || s[4] != '-'
            || !int.TryParse(s[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(s[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var month)
            || year < 1900 || month is < 1 or > 12)
        {
            return false;
        }

        result = From(year, month);
        return true;
    }

    public static bool TryParse(string? s, IFormatProvider? provider, out Month result) => TryParse(s.AsSpan(), provider, out result);

    public static bool TryParse(string? s, out Month result) => TryParse(s.AsSpan(), null, out result);
}
