using Training.Domain.Audit;
using Training.Domain.Shared;

namespace Training.Domain.Sheets;

/// <summary>
/// A register that can be filled from a workbook. The room that owns the register says which columns it takes and how a row finds the
/// line it belongs to; what may be written is decided by the room's own use cases, never a second time here.
/// </summary>
public interface ISheetImport
{
    /// <summary>In addresses and in the written history: organizations.</summary>
    string Kind { get; }

    /// <summary>What people call a line of it: 承接主体.</summary>
    string Name { get; }

    /// <summary>The verb that somebody needs to bring it in; whoever lacks it is not shown that there is such a thing.</summary>
    string Right => "Imports";

    /// <summary>In the order of the template. The register's export has the same heads, so what went out can come in again.</summary>
    IReadOnlyList<SheetColumn> Columns { get; }

    /// <summary>The register as the reader's scope reaches it, one value a column, in the official order.</summary>
    Task<IReadOnlyList<IReadOnlyList<SheetValue>>> RowsAsync(CancellationToken ct);

    /// <summary>Loads what is needed to judge every row.</summary>
    Task<IImportRegister> OpenAsync(Actor actor, CancellationToken ct);
}

/// <summary>The register during one import. Reads without tracking: the context is cleared after each row.</summary>
public interface IImportRegister
{
    /// <summary>What two rows have in common when they mean the same line; null when nothing can be said.</summary>
    string? KeyOf(ImportRecord record);

    Task<RowMatch> MatchAsync(ImportRecord record, CancellationToken ct);

    /// <summary>Writes the row by the room's use case, which saves. The transaction around it decides whether it stays.</summary>
    Task<Refusal?> WriteAsync(ImportRecord record, RowMatch match, CancellationToken ct);

    /// <summary>After the last row, in the same transaction: what several rows have in common is brought to its end.</summary>
    Task FinishAsync(CancellationToken ct) => Task.CompletedTask;
}

/// <summary>What the register holds for a row.</summary>
public sealed record RowMatch
{
    public static RowMatch New { get; } = new();

    /// <summary>The line that the row belongs to, for the importer's own use; null when it is a new one.</summary>
    public object? Line { get; init; }

    /// <summary>Column key to the value that the register holds, in canonical form. A column that is not named cannot be changed by an import.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    public IReadOnlyList<LineProblem> Problems { get; init; } = [];

    public IReadOnlyList<string> Notes { get; init; } = [];

    public static RowMatch Wrong(string? column, string message) => new() { Problems = [new LineProblem(column, message)] };
}
