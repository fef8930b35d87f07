namespace Training.Jobs.Filing.Scans;

/// <summary>How many, and of how many.</summary>
public sealed record DrillShare(int Of, int Right)
{
    public static readonly DrillShare None = new(0, 0);

    public DrillShare And(bool right) => new(Of + 1, Right + (right ? 1 : 0));
}

/// <summary>What a drill came to.</summary>
public sealed class ScanDrillResult
{
    private readonly SortedDictionary<string, DrillShare> sheets = new(StringComparer.Ordinal);
    private readonly SortedDictionary<CodeLoss, DrillShare> codes = [];
    private readonly SortedDictionary<Planting, DrillShare> planted = [];
    private readonly SortedDictionary<Tone, DrillShare> untouched = [];
    private readonly List<string> troubles = [];

    /// <summary>Scans by pages and order of the paper; right where each page came out as what it is, and what was missing as missing.</summary>
    public IReadOnlyDictionary<string, DrillShare> Sheets => sheets;

    /// <summary>Pages by what befell their code; right where it was read all the same.</summary>
    public IReadOnlyDictionary<CodeLoss, DrillShare> Codes => codes;

    /// <summary>Codes that were read by the printed signs.</summary>
    public int BySigns { get; private set; }

    /// <summary>Pages held for another page or for another sheet's than they are.</summary>
    public int Wrong { get; private set; }

    /// <summary>Rows that say something else than what was signed; right where they did not pass for agreeing.</summary>
    public IReadOnlyDictionary<Planting, DrillShare> Planted => planted;

    /// <summary>Of these, rows said to differ, the others being left to people.</summary>
    public int CaughtSurely { get; private set; }

    /// <summary>Rows that nobody had touched; right where they were found to agree.</summary>
    public IReadOnlyDictionary<Tone, DrillShare> Untouched => untouched;

    public int FalselyDiffering { get; private set; }

    /// <summary>What went wrong or was left to people, one line each.</summary>
    public IReadOnlyList<string> Troubles => troubles;

    public int Pages => codes.Values.Sum(c => c.Of);

    /// <summary>Pages whose QR nothing but a red seal befell.</summary>
    public DrillShare Whole => Sum(CodeLoss.None, CodeLoss.RedSeal);

    /// <summary>Pages whose QR is gone, and whose printed code is there.</summary>
    public DrillShare WithoutQr => Sum(CodeLoss.BlackSeal, CodeLoss.Edge, CodeLoss.Smear);

    public DrillShare Changes => new(planted.Values.Sum(p => p.Of), planted.Values.Sum(p => p.Right));

    public DrillShare Rows => new(untouched.Values.Sum(p => p.Of), untouched.Values.Sum(p => p.Right));

    /// <summary>Ninety-nine of a hundred codes that can be read are; no page is held for another one, no change passes, nothing untouched is said to differ.</summary>
    public bool Holds => Whole.Right >= Whole.Of * 0.99 && Wrong == 0 && Changes.Right == Changes.Of && FalselyDiffering == 0;

    public void Page(CodeLoss loss, bool read, bool bySigns, bool wrong)
    {
        codes[loss] = codes.GetValueOrDefault(loss, DrillShare.None).And(read);
        BySigns += read && bySigns ? 1 : 0;
        Wrong += wrong ? 1 : 0;
    }

    public void Sheet(string kind, bool right) => sheets[kind] = sheets.GetValueOrDefault(kind, DrillShare.None).And(right);

    public void Change(Planting how, bool caught, bool surely)
    {
        planted[how] = planted.GetValueOrDefault(how, DrillShare.None).And(caught);
        CaughtSurely += surely ? 1 : 0;
    }

    public void Row(Tone tone, bool agrees, bool differs)
    {
        untouched[tone] = untouched.GetValueOrDefault(tone, DrillShare.None).And(agrees);
        FalselyDiffering += differs ? 1 : 0;
    }

    public void Trouble(string what) => troubles.Add(what);

    private DrillShare Sum(params CodeLoss[] losses) => new(losses.Sum(l => codes.GetValueOrDefault(l, DrillShare.None).Of), losses.Sum(l => codes.GetValueOrDefault(l, DrillShare.None).Right));
}
