using System.Security.Claims;
using System.Text.RegularExpressions;
using Training.Domain.Sheets;
using Training.Web.Hosting;

namespace Training.Web.Features.Sheets;

/// <param name="Refused">Why the file that was just sent was not taken.</param>
public sealed record ImportKindPage(ISheetImport Import, IReadOnlyList<ImportDraft> Recent, string? Refused = null);

/// <summary>A preview, cut to one verdict and one page of rows; null shows every row in the sheet's order.</summary>
public sealed partial record PreviewPage(ISheetImport Import, OpenDraft Open, LineVerdict? Show, int Number)
{
    public const int Size = 100;

    public ImportPlan Plan => Open.Plan;

    public string Address => $"/imports/{Import.Kind}/{Open.Draft.Key}";

    public IReadOnlyList<SheetColumn> Columns { get; } = [.. Open.Plan.Columns.Select(key => Import.Columns.First(column => column.Key == key))];

    public IReadOnlyList<PlannedLine> Shown => [.. Chosen.Skip((Number - 1) * Size).Take(Size)];

    public PageOf Pages => new(Number, Size, Chosen.Count, page => To(Show, page));

    public int Writes => Plan.Count(LineVerdict.New) + Plan.Count(LineVerdict.Changed);

    private List<PlannedLine> Chosen => [.. Plan.Lines.Where(line => Show is null || line.Verdict == Show)];

    /// <summary>Wrong rows first; without any, what would change; then what is new.</summary>
    public static LineVerdict? First(ImportPlan plan) =>
        new[] { LineVerdict.Wrong, LineVerdict.Changed, LineVerdict.New }.Cast<LineVerdict?>().FirstOrDefault(verdict => plan.Count(verdict!.Value) > 0);

    public string To(LineVerdict? show, int page = 1) =>
        $"{Address}?show={show?.ToString().ToLowerInvariant() ?? "all"}{(page > 1 ? $"&page={page}" : "")}";

    /// <summary>The row among its neighbours.</summary>
    public string AmongAll(PlannedLine line)
    {
        var at = Plan.Lines.TakeWhile(other => other.Number != line.Number).Count();
        return $"{To(null, (at / Size) + 1)}#row-{line.Number}";
    }

    public string TitleOf(string? column) => Import.Columns.FirstOrDefault(c => c.Key == column)?.Title ?? "整行";

    /// <summary>A cell as the page may show it: the middle of telephone and identity numbers stays covered.</summary>
    public static string Shielded(SheetColumn column, string text) => column.Kind switch
    {
        ColumnKind.Phone => Digits().Replace(text, run => run.Length < 7 ? run.Value : $"{run.Value[..3]}****{run.Value[^4..]}"),
        ColumnKind.IdentityNumber => Digits().Replace(text, run => run.Length < 10 ? run.Value : $"{run.Value[..6]}********{run.Value[^4..]}"),
        _ => text,
    };

    [GeneratedRegex(@"\d+[Xx]?")]
    private static partial Regex Digits();
}

/// <summary>The kinds of import that somebody may use: an office brings in registers, a station its old rolls.</summary>
public static class PermittedImports
{
    public static IReadOnlyList<ISheetImport> ImportsFor(this ImportDesk desk, ClaimsPrincipal user) => [.. desk.Imports.Where(import => user.May(import.Right))];

    public static ISheetImport? FindFor(this ImportDesk desk, ClaimsPrincipal user, string kind) =>
        desk.Find(kind) is { } import && user.May(import.Right) ? import : null;
}

public static class VerdictWords
{
    public static string Of(LineVerdict verdict) => verdict switch
    {
        LineVerdict.Wrong => "要改",
        LineVerdict.New => "新增",
        LineVerdict.Changed => "改动",
        LineVerdict.Same => "没有变",
    };

    public static string Of(DraftState state) => state switch
    {
        DraftState.Previewed => "看过，还没导入",
        DraftState.Confirmed => "导入了",
        DraftState.Dropped => "没有导入",
    };
}
