using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Training.Domain.Persistence;

/// <summary>
/// Inserts many rows of one kind by one statement a chunk, where EF would send one command a row. The rows travel as one JSON parameter;
/// columns, types and converters are those of the model. Keys are the caller's, or the database's own. It writes past the change tracker, so it is for filling
/// and importing: concurrency versions and the written history are the caller's affair too.
/// </summary>
public static class SetInsert
{
    private const int ChunkRows = 2000;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Runs within the caller's transaction, if there is one. Returns how many rows the database took.</summary>
    public static Task<int> InsertManyAsync<T>(
        this TrainingDbContext db, IReadOnlyList<T> rows, IProgress<int>? progress = null, CancellationToken ct = default)
        where T : class => InsertAsync(db, rows, databaseKeys: false, progress, ct);

    /// <summary>The same, with keys that the database makes; the rows do not learn them.</summary>
    public static Task<int> InsertManyUnkeyedAsync<T>(this TrainingDbContext db, IReadOnlyList<T> rows, CancellationToken ct = default)
        where T : class => InsertAsync(db, rows, databaseKeys: true, null, ct);

    private static async Task<int> InsertAsync<T>(
        TrainingDbContext db, IReadOnlyList<T> rows, bool databaseKeys, IProgress<int>? progress, CancellationToken ct)
        where T : class
    {
        if (rows.Count == 0)
        {
            return 0;
        }

        var plan = Plan.Of(db, typeof(T), databaseKeys);
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            command.CommandText = plan.Sql;
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.DbType) = ("@rows", DbType.String);
            command.Parameters.Add(parameter);

            var taken = 0;
            // One for all chunks: each would be a large object of its own otherwise, which the collector lets pile up.
            var buffer = new System.Buffers.ArrayBufferWriter<byte>();
            for (var from = 0; from < rows.Count; from += ChunkRows)
            {
                parameter.Value = plan.Json(buffer, rows, from, Math.Min(from + ChunkRows, rows.Count));
                taken += await command.ExecuteNonQueryAsync(ct);
                progress?.Report(taken);
            }

            if (plan.AfterSql is { } after)
            {
                command.CommandText = after;
                command.Parameters.Clear();
                await command.ExecuteNonQueryAsync(ct);
            }

            return taken;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>The statement for one kind of row, as the provider of the context understands it.</summary>
    public static string SqlFor<T>(TrainingDbContext db, bool databaseKeys) => Plan.Of(db, typeof(T), databaseKeys).Sql;

    private sealed record Column(IProperty Property, string Name, string Type, RelationalTypeMapping Mapping);

    private sealed class Plan
    {
        private static readonly ConcurrentDictionary<(IModel Model, Type Type, bool DatabaseKeys), Plan> Known = new();

        private readonly List<Column> columns;
        private readonly bool isSqlite;

        private Plan(TrainingDbContext db, IEntityType entity, bool databaseKeys)
        {
            var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)
                ?? throw new ArgumentException($"{entity.ClrType.Name} has no table of its own.");
            if (entity.IsOwned() || entity.GetNavigations().Any(n => n.TargetEntityType.IsOwned()))
            {
                throw new ArgumentException($"{entity.ClrType.Name} is one row with what it owns: save it through the context.");
            }

            columns = [.. entity.GetProperties().Select(p => new Column(
                p, p.GetColumnName(table)!, p.GetColumnType(table)!, p.GetRelationalTypeMapping()))];
            var identity = columns.Find(c => c.Property.IsPrimaryKey() && c.Property.ValueGenerated == ValueGenerated.OnAdd && c.Type is "bigint" or "INTEGER");
            if (databaseKeys && identity is not null)
            {
                columns.Remove(identity);
                identity = null;
            }

            var helper = db.GetService<ISqlGenerationHelper>();
            var name = helper.DelimitIdentifier(table.Name, table.Schema);
            var list = string.Join(", ", columns.Select(c => helper.DelimitIdentifier(c.Name)));
            switch (db)
            {
                case SqliteTrainingDbContext:
                    isSqlite = true;
                    var read = string.Join(", ", columns.Select((c, i) => c.Type is "BLOB" ? $"unhex(value ->> '$.c{i}')" : $"value ->> '$.c{i}'"));
                    Sql = $"INSERT INTO {name} ({list}) SELECT {read} FROM json_each(@rows)";
                    break;
                case PostgresTrainingDbContext:
                    var typed = string.Join(", ", columns.Select((c, i) => $"c{i} {c.Type}"));
                    Sql = $"INSERT INTO {name} ({list}) SELECT {Names()} FROM json_to_recordset(CAST(@rows AS json)) AS r({typed})";
                    // Rows written by their own keys leave the sequence behind.
                    AfterSql = identity is null ? null
                        : $"SELECT setval(pg_get_serial_sequence('{name}', '{identity.Name}'), (SELECT MAX({helper.DelimitIdentifier(identity.Name)}) FROM {name}))";
                    break;
                default:
                    var with = string.Join(", ", columns.Select((c, i) => $"c{i} {c.Type} '$.c{i}'"));
                    var insert = $"INSERT INTO {name} ({list}) SELECT {Names()} FROM OPENJSON(@rows) WITH ({with});";
                    Sql = identity is null ? insert : $"SET IDENTITY_INSERT {name} ON; {insert} SET IDENTITY_INSERT {name} OFF;";
                    break;
            }

            string Names() => string.Join(", ", columns.Select((_, i) => $"c{i}"));
        }

        public string Sql { get; }

        public string? AfterSql { get; }

        public static Plan Of(TrainingDbContext db, Type type, bool databaseKeys) =>
            Known.GetOrAdd((db.Model, type, databaseKeys), static (key, context) => new Plan(
                context, context.Model.FindEntityType(key.Type) ?? throw new ArgumentException($"{key.Type.Name} is not a table of the model."), key.DatabaseKeys), db);

        public string Json<T>(System.Buffers.ArrayBufferWriter<byte> buffer, IReadOnlyList<T> rows, int from, int until)
            where T : class
        {
            buffer.ResetWrittenCount();
            using (var writer = new Utf8JsonWriter(buffer, Compact))
            {
                writer.WriteStartArray();
                for (var i = from; i < until; i++)
                {
                    writer.WriteStartObject();
                    for (var c = 0; c < columns.Count; c++)
                    {
                        var value = columns[c].Property.GetGetter().GetClrValue(rows[i]);
                        if (value is not null && columns[c].Mapping.Converter is { } converter)
                        {
                            value = converter.ConvertToProvider(value);
                        }

                        if (value is not null)
                        {
                            writer.WritePropertyName($"c{c}");
                            Write(writer, value, columns[c]);
                        }
                    }

                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            }

            return Encoding.UTF8.GetString(buffer.WrittenSpan);
        }

        /// <summary>Each provider keeps the form in which its own driver writes the value, so that rows of both ways compare equal.</summary>
        private void Write(Utf8JsonWriter writer, object value, Column column)
        {
            switch (value)
            {
                case string text: writer.WriteStringValue(text); break;
                case long number: writer.WriteNumberValue(number); break;
                case int number: writer.WriteNumberValue(number); break;
                case short number: writer.WriteNumberValue(number); break;
                case double number: writer.WriteNumberValue(number); break;
                case decimal number when isSqlite: writer.WriteStringValue(number.ToString("0.0###########################", CultureInfo.InvariantCulture)); break;
                case decimal number: writer.WriteNumberValue(number); break;
                case bool yes when isSqlite: writer.WriteNumberValue(yes ? 1 : 0); break;
                case bool yes: writer.WriteBooleanValue(yes); break;
                case Guid guid: writer.WriteStringValue(isSqlite ? guid.ToString("D").ToUpperInvariant() : guid.ToString("D")); break;
                case DateOnly date: writer.WriteStringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
                case TimeOnly time: writer.WriteStringValue(time.ToString("HH:mm:ss.fffffff", CultureInfo.InvariantCulture)); break;
                case DateTime instant:
                    writer.WriteStringValue(isSqlite
                        ? instant.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)
                        : instant.ToString(column.Type is "timestamp with time zone" ? "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture));
                    break;
                case byte[] bytes when column.Type is "bytea": writer.WriteStringValue($"\\x{Convert.ToHexString(bytes)}"); break;
                case byte[] bytes when isSqlite: writer.WriteStringValue(Convert.ToHexString(bytes)); break;
                case byte[] bytes: writer.WriteBase64StringValue(bytes); break;
                case System.Collections.IEnumerable many:
                    writer.WriteStartArray();
                    foreach (var one in many)
                    {
                        Write(writer, one, column);
                    }

                    writer.WriteEndArray();
                    break;
                default: throw new NotSupportedException($"{column.Name}: no JSON form for {value.GetType().Name}.");
            }
        }
    }
}
