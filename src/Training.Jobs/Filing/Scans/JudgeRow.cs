using System.Text;
using Training.Domain.Filing.Scans;

namespace Training.Jobs.Filing.Scans;

/// <summary>What one cell of a row shows: each sign, and the largest piece of ink that is not printed there.</summary>
/// <param name="Moved">How far, in points, a line with a figure lies to a side of where the row's other lines lie.</param>
public sealed record CellSeen(SheetCell Cell, IReadOnlyList<SignSeen> Signs, int Strange, float Moved);

/// <param name="Words">What is amiss, for people; null when nothing is.</param>
/// <param name="Cells">Cells with something amiss.</param>
public sealed record RowJudgement(RowVerdict Verdict, string? Words, IReadOnlyList<CellSeen> Cells);

/// <summary>
/// Says of a row whether the paper agrees. A row agrees only if every sign of it was found, no figure fits another one nearly as well, and
/// nothing is written where nothing is printed: whatever is left over goes before people.
/// </summary>
public static class JudgeRow
{
    /// <summary>Correlation from which a sign counts as found. On spoilt pages of the drill printed signs stayed above 0.85.</summary>
    private const double Found = 0.72;

    /// <summary>Below this the place shows something else.</summary>
    private const double Lost = 0.45;

    /// <summary>By how much a figure must fit better than any other. On spoilt pages of the drill right figures led by 0.19 and more.</summary>
    private const double Lead = 0.07;

    /// <summary>Ink too much or too little at one spot of a sign.</summary>
    private const double Amiss = 0.5;

    /// <summary>Points at 200 an inch, a third of a square millimetre: smaller pieces are held for dust.</summary>
    private const int Stroke = 22;

    /// <summary>Less than half a figure's width: a figure put before another one pushes the rest by one.</summary>
    private const float Pushed = 5;

    public static RowJudgement Of(bool signed, IReadOnlyList<CellSeen> cells)
    {
        var wrong = cells.Where(c => c.Signs.Any(s => !Agrees(s)) || (!signed && (c.Strange >= Stroke || c.Moved > Pushed))).ToList();
        if (wrong.Count == 0)
        {
            return new(RowVerdict.Same, null, []);
        }

        // Under a hand, or a seal without colour, a sign may be lost without anybody having changed it; a row of which hardly anything is found stands elsewhere on the paper.
        var all = cells.SelectMany(c => c.Signs).ToList();
        var differs = all.Count(s => s.Agreement >= Lost) * 2 >= all.Count && all.Exists(IsOther);
        return new(differs ? RowVerdict.Differs : RowVerdict.Unclear, Words(wrong, signed), wrong);
    }

    /// <summary>The cell's words as they seem to stand on the paper; null when no figure stands for another one.</summary>
    public static string? Read(CellSeen cell)
    {
        if (!cell.Signs.Any(IsOther) || cell.Signs.Any(s => !IsOther(s) && s.Agreement < Lost))
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var sign in cell.Signs)
        {
            text.Append(IsOther(sign) ? sign.Rival!.Value : sign.Sign.Sign);
        }

        return text.ToString();
    }

    public static bool Agrees(SignSeen sign) => sign.Agreement >= Found && sign.Amiss < Amiss && (sign.Rival is null || sign.Agreement - sign.RivalAgreement >= Lead);

    private static bool IsOther(SignSeen sign) => sign.Rival is not null && sign.RivalAgreement >= Found && sign.RivalAgreement - sign.Agreement >= Lead;

    private static string Words(List<CellSeen> wrong, bool signed)
    {
        var said = new List<string>();
        foreach (var sign in wrong.SelectMany(c => c.Signs).Where(IsOther).Take(4))
        {
            said.Add($"{sign.Sign.Sign} 的位置像是 {sign.Rival}");
        }

        var lost = wrong.SelectMany(c => c.Signs).Where(s => !Agrees(s) && !IsOther(s)).Select(s => s.Sign.Sign).ToList();
        if (lost.Count > 0)
        {
            said.Add($"“{string.Concat(lost.Take(8))}”{(lost.Count > 8 ? $"等 {lost.Count} 个字" : "")}没有对上");
        }

        if (!signed && wrong.Any(c => c.Strange >= Stroke))
        {
            said.Add("空白处多出字迹");
        }

        if (!signed && wrong.Any(c => c.Moved > Pushed))
        {
            said.Add("数字左右挪了位置");
        }

        return string.Join("；", said);
    }
}
