using System.Globalization;
using Training.Domain.Attendance.Door;
using Training.Domain.Shared;

namespace Training.Domain.Attendance.Paper;

/// <summary>How a sheet is laid out on pages, and how its code and its row numbers are read.</summary>
public static class PaperRules
{
    public const int CodeLength = CardCode.ShortSigns;

    /// <summary>The first page carries title and head, the others the title line alone. Rows are 9 mm high, so that a hand can sign.</summary>
    public const int RowsOnFirstPage = 20;

    public const int RowsOnNextPage = 23;

    /// <summary>Sheets for signing get 20 to 25 blank numbered rows, even if the class is smaller (practice of neighbouring offices).</summary>
    public const int FewestBlank = 20;

    public const int MostBlank = 25;

    /// <summary>One batch of operations takes a walk-in and a mark for every row.</summary>
    public const int MostNamed = 200;

    /// <summary>As many as fill the last page, within what is usual; otherwise the fewest.</summary>
    public static int BlankRows(int named)
    {
        for (var blank = MostBlank; blank > FewestBlank; blank--)
        {
            if (Fills(named + blank))
            {
                return blank;
            }
        }

        return FewestBlank;
    }

    /// <summary>First and last row of each page.</summary>
    public static IEnumerable<(int First, int Last)> Pages(int rows)
    {
        for (var (first, on) = (1, RowsOnFirstPage); first <= rows; (first, on) = (first + on, RowsOnNextPage))
        {
            yield return (first, Math.Min(rows, first + on - 1));
        }
    }

    /// <summary>
    /// Row numbers as people write them: 1-12 14 16-30, with 全到 behind it or not, with Chinese or other marks between. Null with the reason
    /// in <paramref name="wrong"/> when something in it is no row of this sheet.
    /// </summary>
    public static IReadOnlySet<int>? ReadRows(string? text, int rows, out Refusal? wrong)
    {
        var read = new SortedSet<int>();
        var plain = (text ?? "").Normalize(System.Text.NormalizationForm.FormKC).Replace("全到", " ", StringComparison.Ordinal).Replace("到", "-", StringComparison.Ordinal)
            .Replace('—', '-').Replace('–', '-').Replace('~', '-').Replace('至', '-').Replace("行", "", StringComparison.Ordinal);
        foreach (var part in plain.Split([' ', ',', '、', ';', '。', '.', '，', '；', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !TryNumber(ends[0], out var first) || !TryNumber(ends[^1], out var last))
            {
                wrong = new BadRowNumbers(part);
                return null;
            }

            if (first > last || first < 1 || last > rows)
            {
                wrong = first > last ? new BadRowNumbers(part) : new NoSuchRow(first < 1 ? first : last, rows);
                return null;
            }

            read.UnionWith(Enumerable.Range(first, last - first + 1));
        }

        wrong = null;
        return read;
    }

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool Fills(int rows) => rows >= RowsOnFirstPage && (rows - RowsOnFirstPage) % RowsOnNextPage == 0;
}

public sealed record BadRowNumbers(string Part) : Refusal($"“{Part}”看不懂。写行号，比如 1-12 14 16-30。", "Range");

public sealed record NoSuchRow(int Row, int Rows) : Refusal($"这张表只有 {Rows} 行，没有第 {Row} 行。", "Range");
