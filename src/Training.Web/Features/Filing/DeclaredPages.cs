using Training.Domain.Filing;
using Training.Domain.Filing.Declared;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Web.Hosting;
using Training.Web.Hosting.Tags;

namespace Training.Web.Features.Filing;

public sealed class OpenDeclaredForm
{
    public Guid? Station { get; set; }

    public string? County { get; set; }

    public string? Period { get; set; }
}

/// <summary>Every number and reason that one desk types; a refused form shows them again.</summary>
public sealed class DeclaredForm
{
    public Dictionary<string, string?> Values { get; set; } = [];

    public Dictionary<string, string?> Of { get; set; } = [];

    public Dictionary<string, string?> Notes { get; set; } = [];

    public bool Pass { get; set; }

    /// <summary>Why a line is sent back, by its code; "all" is the sheet as a whole.</summary>
    public Dictionary<string, string?> Reasons { get; set; } = [];
}

/// <summary>The list of declared sheets, and the form that opens one where the standard in force asks for any.</summary>
public sealed record DeclaredListPage(IReadOnlyList<DeclaredListed> Lines, int Total, int Page, DeclaredState? State, StandardDefinition InForce, Month Now)
{
    public OpenDeclaredForm Form { get; init; } = new();

    public IReadOnlyList<Station> Stations { get; init; } = [];

    public IReadOnlyList<Region> Counties { get; init; } = [];

    public bool Asks => DeclaredRules.Asks(InForce);

    public PageOf Pages => new(Page, ReadDeclaredSheets.PageSize, Total, page => $"/declared?page={page}{(State is null ? "" : $"&state={State}")}");

    public static MarkKind MarkOf(DeclaredSheet sheet) => sheet switch
    {
        { SentBack: true } => MarkKind.Short,
        { State: DeclaredState.Done } => MarkKind.Met,
        _ => MarkKind.Wait,
    };
}

public sealed record DeclaredPage(DeclaredView View, DeclaredForm Form, DeclaredColumn? Mine)
{
    public string Address => $"/declared/{View.Sheet.Key}";

    /// <summary>Where the form of the caller's desk is sent.</summary>
    public string Action => $"{Address}/{Mine switch { DeclaredColumn.Own => "own", DeclaredColumn.County => "audit", _ => "review" }}";

    public IEnumerable<IGrouping<StandardSection, DeclaredLine>> Sections => View.Lines.GroupBy(l => l.Section);

    public string Heading(DeclaredColumn column) => DeclaredWords.Heading(View.Definition.Form, column);

    /// <summary>What stands in a field: what was typed, else the own last number, else that of the desk before.</summary>
    public string? Value(DeclaredLine line, DeclaredSlot slot) => Form.Values.TryGetValue(slot.Key, out var typed) ? typed : Number(line, slot)?.Numerator.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public string? Of(DeclaredLine line, DeclaredSlot slot) => Form.Of.TryGetValue(slot.Key, out var typed) ? typed : Number(line, slot)?.Denominator.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public string? Note(DeclaredLine line) => Form.Notes.TryGetValue(line.Item.Code, out var typed) ? typed : Mine is { } mine ? line.Columns[mine].Note : null;

    /// <summary>One column of a line in words.</summary>
    public static string Said(DeclaredLine line, DeclaredColumn column)
    {
        var own = line.Columns[column];
        var figure = line.Asks == LineAsks.Figure ? DeclaredWords.Of(line.Item, [.. own.Numbers.Values]) : "";
        return own.Points is not { } points ? figure : figure.Length == 0 || line.Item.Scoring!.Kind is ScoringKind.ByHand or ScoringKind.Parts ? $"{SheetWords.Plain(points)} 分" : $"{figure}，{SheetWords.Plain(points)} 分";
    }

    /// <summary>The way of the sheet with who went each step and when.</summary>
    public IReadOnlyList<ApprovalStep> Way
    {
        get
        {
            DeclaredState[] states = View.Sheet.IsStation ? [DeclaredState.Filling, DeclaredState.CountyAudit, DeclaredState.CityReview] : [DeclaredState.Filling, DeclaredState.CityReview];
            return
            [
                .. states.Select(state =>
                {
                    var words = state switch { DeclaredState.Filling => "自评", DeclaredState.CountyAudit => "县区审核", _ => "市局考核" };
                    var last = View.Steps.LastOrDefault(s => s.From == state && s.To > state);
                    return View.Sheet.State == state ? new ApprovalStep(words, View.Sheet.SentBack ? StepState.Returned : StepState.Now)
                        : state > View.Sheet.State || last is null ? new ApprovalStep(words, StepState.Later)
                        : new ApprovalStep(words, StepState.Done, ShanghaiTime.DateOf(last.AtUtc).ToString("M月d日", null), By(last));
                }),
            ];
        }
    }

    public IEnumerable<DeclaredStep> SentBack => View.Steps.Where(s => s.To < s.From);

    public string By(DeclaredStep step) => step.AccountId is { } id ? View.Names.GetValueOrDefault(id, "") : "";

    public string LineWords(string code) => code.Length == 0 ? "整张表" : View.Lines.FirstOrDefault(l => l.Item.Code == code) is { } line ? $"{line.Item.Code} {line.Item.Content}" : code;

    private DeclaredFigure? Number(DeclaredLine line, DeclaredSlot slot) =>
        Mine is not { } mine ? null : line.Columns[mine].Numbers.GetValueOrDefault(slot.Key) ?? line.Before(mine)?.Numbers.GetValueOrDefault(slot.Key);
}
