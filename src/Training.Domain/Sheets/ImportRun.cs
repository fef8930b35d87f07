using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Sheets;

/// <summary>
/// Takes a sheet row by row through the room's own use cases inside one transaction. A preview is the same run, rolled back: what it
/// refuses is what the import would refuse, and there is no second set of rules to fall out of step.
/// </summary>
public sealed class ImportRun(TrainingDbContext db)
{
    /// <summary>Rows of data that are taken at once: each runs through a use case.</summary>
    public const int MostRows = 2000;

    private const string RowPoint = "row";

    public static Result<SheetTable> Read(ISheetImport import, byte[] content)
    {
        var grid = SheetReader.Read(content);
        if (!grid.Ok)
        {
            return grid.Refusal;
        }

        var table = SheetTable.Find(grid.Value, import.Columns);
        return !table.Ok ? table
            : table.Value.Rows.Count == 0 ? new HeadMissing("表头认出来了，下面没有填东西。填好再传。")
            : table.Value.Rows.Count > MostRows ? new SheetTooLarge($"有 {table.Value.Rows.Count} 行，一次最多 {MostRows} 行。按乡镇拆成几份，一份一份传。")
            : table;
    }

    /// <param name="keep">Given the plan as it came out, whether to keep what was written. Called inside the transaction, so what it saves goes the same way.</param>
    public async Task<ImportPlan> RunAsync(ISheetImport import, SheetTable table, Actor actor, Func<ImportPlan, Task<bool>> keep, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var register = await import.OpenAsync(actor, ct);
        var lines = new List<PlannedLine>(table.Rows.Count);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            // A use case that refuses half-way takes back what it wrote of the row, and nothing of the rows before.
            await transaction.CreateSavepointAsync(RowPoint, ct);
            var line = await LineAsync(register, table, row, seen, ct);
            if (line.Verdict is LineVerdict.Wrong)
            {
                await transaction.RollbackToSavepointAsync(RowPoint, ct);
            }

            await transaction.ReleaseSavepointAsync(RowPoint, ct);
            lines.Add(line);
            db.ChangeTracker.Clear();
        }

        await register.FinishAsync(ct);
        db.ChangeTracker.Clear();
        var plan = new ImportPlan
        {
            Sheet = table.Sheet, Above = table.Above, ReportedBy = table.ReportedBy, Notes = table.Notes, Skipped = table.Skipped,
            Columns = [.. table.Columns.Select(c => c.Column.Key)], Lines = lines,
        };
        if (await keep(plan))
        {
            await transaction.CommitAsync(ct);
        }
        else
        {
            await transaction.RollbackAsync(ct);
            db.ChangeTracker.Clear();
        }

        return plan;
    }

    private static async Task<PlannedLine> LineAsync(IImportRegister register, SheetTable table, SheetRow row, Dictionary<string, int> seen, CancellationToken ct)
    {
        var cells = table.Columns.ToDictionary(c => c.Column.Key, c => row[c.Index].Text);
        var values = new Dictionary<string, string>();
        var problems = new List<LineProblem>();
        var notes = new List<string>();
        foreach (var found in table.Columns)
        {
            var reading = CellReader.Read(found.Column, row[found.Index], table.Uses1904);
            if (reading.Error is { } error)
            {
                problems.Add(new LineProblem(found.Column.Key, error));
            }

            if (reading.Note is { } note)
            {
                notes.Add($"{found.Column.Title}：{note}");
            }

            values[found.Column.Key] = reading.Text ?? "";
        }

        PlannedLine Line(LineVerdict verdict, IReadOnlyList<LineChange>? changes = null) => new()
        {
            Number = row.Number, Verdict = verdict, Cells = cells, Problems = problems, Notes = notes, Changes = changes ?? [],
        };
        if (problems.Count > 0)
        {
            return Line(LineVerdict.Wrong);
        }

        var record = new ImportRecord(row.Number, values);
        if (register.KeyOf(record) is { } key && !seen.TryAdd(key, row.Number))
        {
            problems.Add(new LineProblem(null, $"和第 {seen[key]} 行是同一个。留一行，或者写明不同的地方。"));
            return Line(LineVerdict.Wrong);
        }

        var match = await register.MatchAsync(record, ct);
        problems.AddRange(match.Problems);
        notes.AddRange(match.Notes);
        if (problems.Count > 0)
        {
            return Line(LineVerdict.Wrong);
        }

        // An empty cell leaves what the register holds: a sheet that lacks a value is no order to forget it.
        var changes = match.Values is null ? [] : table.Columns
            .Where(c => record[c.Column.Key] is { } value && match.Values.TryGetValue(c.Column.Key, out var held) && held != value)
            .Select(c => new LineChange(c.Column.Key, match.Values[c.Column.Key], values[c.Column.Key])).ToList();
        if (match.Values is not null && changes.Count == 0)
        {
            return Line(LineVerdict.Same);
        }

        if (await register.WriteAsync(record, match, ct) is { } refusal)
        {
            problems.Add(new LineProblem(refusal.Field, refusal.Message));
            return Line(LineVerdict.Wrong);
        }

        return Line(match.Values is null ? LineVerdict.New : LineVerdict.Changed, changes);
    }
}
