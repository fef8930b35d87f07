using System.Data;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Evidence;
using Training.Domain.Filing;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Jobs.Filing;

/// <summary>One edit of one bit, and whether the proof found it.</summary>
public sealed record DrillEdit(string Where, bool Found);

/// <summary>
/// Turns single bits in a copy of an installation, past the product, as somebody with the database and the files could: in rows of the filings,
/// in records under filed figures, in files and in snapshots. The same seed makes the same edits. The installation itself is only read.
/// </summary>
public sealed class FilingDrill(DataFolder copy, IServiceProvider services, int seed)
{
    private static readonly Type[] Tables = [typeof(CountyFiling), typeof(FilingPart), typeof(FilingStep), typeof(FilingReturn), typeof(FilingRemark), typeof(FilingSignature), typeof(FilingSupplement), typeof(SubsidyEntry)];

    // Keys of the database itself: what they tie together is proved by the hashes.
    private static readonly HashSet<string> Left = ["Id", "Version"];

    /// <summary>What of a record counts: table, column, the record's own column, its kind.</summary>
    private static readonly (string Table, string Column, string Of, RecordKind Kind)[] Counted =
    [
        ("Session", "TaughtMinutes", "Id", RecordKind.Session), ("RollEntry", "Present", "SessionId", RecordKind.Session), ("HomeVisit", "Minutes", "Id", RecordKind.HomeVisit),
        ("HouseholdFile", "StationId", "Id", RecordKind.HouseholdFile), ("HelpService", "StationId", "Id", RecordKind.HelpService),
    ];

    private readonly Random random = new(seed);

    /// <summary>Copies what a proof reads: the database as it stands in one moment, the keys, and the files.</summary>
    public static DataFolder Copy(DataFolder from, string to)
    {
        var folder = new DataFolder(to);
        using (var source = Connect(from.Database))
        {
            using var into = Connect(folder.Database);
            source.BackupDatabase(into);
        }

        foreach (var (own, other) in ((string, string)[])[(from.Keys, folder.Keys), (from.Files, folder.Files)])
        {
            foreach (var file in Directory.EnumerateFiles(own, "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(other, Path.GetRelativePath(own, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }

        return folder;
    }

    /// <summary>Proves the copy, turns so many bits one after the other, each put back before the next.</summary>
    public async Task<IReadOnlyList<DrillEdit>> RunAsync(int edits, IProgress<int>? progress = null, CancellationToken ct = default)
    {
        if (await FaultsAsync(ct) is { Length: > 0 } before)
        {
            throw new InvalidOperationException($"The copy does not stand before it is edited: {before}");
        }

        var done = new List<DrillEdit>();
        for (var n = 0; n < edits; n++)
        {
            var edit = (n % 4) switch
            {
                0 => await RowAsync(ct),
                1 => await RecordAsync(ct),
                2 => await FileAsync(ct),
                _ => await SnapshotAsync(ct),
            };
            done.Add(edit ?? await SnapshotAsync(ct));
            progress?.Report(n + 1);
        }

        return done;
    }

    private async Task<DrillEdit?> RowAsync(CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var model = scope.ServiceProvider.GetRequiredService<TrainingDbContext>().Model;
        var columns = Tables.SelectMany(t => model.FindEntityType(t)!.GetProperties()).Where(p => !Left.Contains(p.Name)).ToList();
        for (var attempt = 0; attempt < 50; attempt++)
        {
            var property = columns[random.Next(columns.Count)];
            var (table, column) = (((IEntityType)property.DeclaringType).GetTableName()!, property.GetColumnName());
            if (Pick($"SELECT Id FROM \"{table}\" WHERE \"{column}\" IS NOT NULL ORDER BY Id") is { } id)
            {
                return await TurnAsync(table, column, id, (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(bool), ct);
            }
        }

        return null;
    }

    private async Task<DrillEdit?> RecordAsync(CancellationToken ct)
    {
        var content = await AnyContentAsync(ct);
        var (table, column, of, kind) = Counted[random.Next(Counted.Length)];
        var records = content.Records.Where(r => r.Kind == kind.ToString()).Select(r => r.Id).ToList();
        return records.Count > 0 && Pick($"SELECT Id FROM \"{table}\" WHERE \"{of}\" = {records[random.Next(records.Count)]} AND \"{column}\" IS NOT NULL ORDER BY Id") is { } id
            ? await TurnAsync(table, column, id, column == "Present", ct)
            : null;
    }

    private async Task<DrillEdit?> FileAsync(CancellationToken ct)
    {
        var files = (await AnyContentAsync(ct)).Files;
        if (files.Count == 0)
        {
            return null;
        }

        var sha256 = files[random.Next(files.Count)].Sha256;
        var path = new FolderFileStore(copy).PathOf(sha256);
        var bytes = await File.ReadAllBytesAsync(path, ct);
        var (at, bit) = (random.Next(bytes.Length), (byte)(1 << random.Next(8)));
        bytes[at] ^= bit;
        await File.WriteAllBytesAsync(path, bytes, ct);
        var found = await FaultsAsync(ct) is { Length: > 0 };
        bytes[at] ^= bit;
        await File.WriteAllBytesAsync(path, bytes, ct);
        return new(string.Create(CultureInfo.InvariantCulture, $"文件 {sha256[..12]} 第 {at} 字节"), found);
    }

    private async Task<DrillEdit> SnapshotAsync(CancellationToken ct)
    {
        var id = Pick("SELECT Id FROM \"FilingSnapshot\" ORDER BY Id")!.Value;
        return await TurnAsync("FilingSnapshot", random.Next(4) == 0 ? "Sha256" : "Json", id, isBool: false, ct);
    }

    /// <summary>Turns a bit of one cell, asks the proof, and puts the cell back. What the database itself does not take is found too.</summary>
    private async Task<DrillEdit> TurnAsync(string table, string column, long id, bool isBool, CancellationToken ct)
    {
        var old = Cell(table, column, id);
        var where = $"{table}.{column} 第 {id} 行";
        try
        {
            Write(table, column, id, Turned(old, isBool));
        }
        catch (SqliteException)
        {
            return new(where, true);
        }

        var found = await FaultsAsync(ct) is { Length: > 0 };
        Write(table, column, id, old);
        return new(where, found);
    }

    private object Turned(object value, bool isBool)
    {
        switch (value)
        {
            case long number:
                return number ^ (isBool ? 1 : 1L << random.Next(8));
            case string text:
                var at = random.Next(text.Length);
                // Of the lower bits, so that the character stays one that a database keeps.
                return $"{text[..at]}{(char)(text[at] ^ (1 << random.Next(4)))}{text[(at + 1)..]}";
            case byte[] bytes:
                var changed = bytes.ToArray();
                changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
                return changed;
            default:
                throw new InvalidOperationException($"A {value.GetType().Name} has no bit to turn.");
        }
    }

    /// <summary>What the proof says of the copy; empty when all fits. A text that can no longer be read is a fault as well.</summary>
    private async Task<string> FaultsAsync(CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            return string.Join('；', (await scope.ServiceProvider.GetRequiredService<ProveFilings>().RunAsync(ct: ct)).Faults.Select(f => f.What));
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidOperationException or ArgumentException or System.Text.Json.JsonException or DbUpdateException or InvalidCastException)
        {
            return unreadable.Message;
        }
    }

    private async Task<SnapshotContent> AnyContentAsync(CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrainingDbContext>();
        var ids = await db.FilingSnapshots().OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(ct);
        var id = ids[random.Next(ids.Count)];
        return CanonicalJson.Read<SnapshotContent>((await db.FilingSnapshots().AsNoTracking().SingleAsync(s => s.Id == id, ct)).Json);
    }

    private long? Pick(string statement)
    {
        using var connection = Connect(copy.Database);
        using var command = Command(connection, statement);
        using var reader = command.ExecuteReader();
        var ids = new List<long>();
        while (reader.Read())
        {
            ids.Add(reader.GetInt64(0));
        }

        return ids.Count == 0 ? null : ids[random.Next(ids.Count)];
    }

    private object Cell(string table, string column, long id)
    {
        using var connection = Connect(copy.Database);
        using var command = Command(connection, $"SELECT \"{column}\" FROM \"{table}\" WHERE \"Id\" = {id}");
        return command.ExecuteScalar()!;
    }

    private void Write(string table, string column, long id, object value)
    {
        using var connection = Connect(copy.Database);
        using var command = Command(connection, $"UPDATE \"{table}\" SET \"{column}\" = $value WHERE \"Id\" = {id}");
        command.Parameters.AddWithValue("$value", value);
        command.ExecuteNonQuery();
    }

    // Names come from the model and from the list above, never from a caller.
#pragma warning disable CA2100
    private static SqliteCommand Command(SqliteConnection connection, string statement)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement;
        return command;
    }
#pragma warning restore CA2100

    /// <summary>Foreign keys are not asked: whoever edits past the product does not ask either.</summary>
    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = false, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }
}
