using System.Text;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Evidence;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Sheets;

namespace Training.Domain.Divisions;

/// <summary>A list that was sent and what it would change.</summary>
public sealed record ReadDivisionList(string Sha256, DivisionPlan Plan);

/// <summary>
/// Keeps an uploaded list of divisions (.xlsx, or .csv in UTF-8) by its content and says what it would change. Division lists are published
/// by the state and hold nobody's data, so the file store keeps them for ever.
/// </summary>
public sealed class DivisionLists(TrainingDbContext db, IFileStore files, TimeProvider clock)
{
    public const long MostBytes = 10_000_000;

    public static IReadOnlyList<SheetColumn> Columns { get; } =
    [
        new("code", "代码", ColumnKind.Code) { Required = true, MaxLength = 12, Aliases = ["区划代码", "统计用区划代码", "code"], Hint = "2、4、6、9 或 12 位。", Example = "410922100101" },
        new("name", "名称") { Required = true, MaxLength = Region.NameMaxLength, Aliases = ["区划名称", "单位名称", "name"], Example = "古城村村民委员会" },
        new("level", "级别") { Aliases = ["level"], Hint = "可以空着，由代码定。", Example = "社区、村" },
        new("parent", "上级代码") { Aliases = ["parent_code"], Hint = "可以空着，由代码定。", Example = "410922100" },
    ];

    public async Task<Result<ReadDivisionList>> TakeInAsync(byte[] content, CancellationToken ct = default)
    {
        var plan = await PlanAsync(content, ct);
        if (!plan.Ok)
        {
            return plan.Refusal;
        }

        var kept = await files.KeepAsync(new MemoryStream(content, writable: false), ct);
        if (!await db.StoredFiles().AnyAsync(f => f.Sha256 == kept.Sha256, ct))
        {
            db.StoredFiles().Add(new StoredFile { Sha256 = kept.Sha256, Bytes = kept.Bytes, StoredUtc = clock.UtcNow() });
            await db.SaveChangesAsync(ct);
        }

        return new ReadDivisionList(kept.Sha256, plan.Value);
    }

    /// <summary>A list that was kept before, against the register as it is now.</summary>
    public async Task<Result<ReadDivisionList>> FindAsync(string sha256, CancellationToken ct = default)
    {
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower) || !files.Holds(sha256))
        {
            return new NotFound("这份区划表");
        }

        await using var file = files.Open(sha256);
        if (file.Length > MostBytes)
        {
            return new NotFound("这份区划表");
        }

        var content = new byte[file.Length];
        await file.ReadExactlyAsync(content, ct);
        var plan = await PlanAsync(content, ct);
        return plan.Ok ? new ReadDivisionList(sha256, plan.Value) : new NotFound("这份区划表");
    }

    private async Task<Result<DivisionPlan>> PlanAsync(byte[] content, CancellationToken ct)
    {
        var lines = Lines(content);
        return lines.Ok ? DivisionPlan.Of(await db.Regions().AsNoTracking().ToDictionaryAsync(r => r.Code, ct), lines.Value) : lines.Refusal;
    }

    private static Result<IReadOnlyList<DivisionLine>> Lines(byte[] content)
    {
        // Whatever is no zip is taken for the CSV; its first line must name the columns.
        if (!content.AsSpan().StartsWith("PK"u8))
        {
            using var text = new StringReader(Encoding.UTF8.GetString(content).TrimStart('\uFEFF'));
            return content.Length > 0 && content.AsSpan(0, Math.Min(content.Length, 200)).IndexOf((byte)',') > 0
                ? DivisionText.Read(text)
                : new NotASheet("这不是区划表。传 .xlsx，或者存成 UTF-8 的 .csv，列是：代码、名称、级别、上级代码。");
        }

        var grid = SheetReader.Read(content, limits: SheetLimits.Default with { MostRows = DivisionText.MostLines });
        if (!grid.Ok)
        {
            return grid.Refusal;
        }

        var table = SheetTable.Find(grid.Value, Columns);
        if (!table.Ok)
        {
            return table.Refusal;
        }

        string Text(SheetRow row, string key) =>
            table.Value.Columns.FirstOrDefault(c => c.Column.Key == key) is { } found && !row[found.Index].FromMerge ? row[found.Index].Text : "";
        return DivisionText.Read([.. table.Value.Rows.Select(row => (row.Number, (IReadOnlyList<string>)[Text(row, "code"), Text(row, "name"), Text(row, "level"), Text(row, "parent")]))]);
    }
}
