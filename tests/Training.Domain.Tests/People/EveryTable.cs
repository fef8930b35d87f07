using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;

namespace Training.Domain.Tests.People;

/// <summary>
/// All rows of all tables as text, to say that nothing is otherwise than it was. The written history, the decisions themselves and what
/// only counts changes are left out.
/// </summary>
internal static class EveryTable
{
    private static readonly string[] Decisions = ["AuditEntry", "PersonMerge", "PersonMatch", "WorkItem"];
    private static readonly string[] Counters = ["Version", "AwaitsMatching"];

    public static async Task<IReadOnlyList<string>> ReadAsync(TrainingDbContext db)
    {
        var lines = new List<string>();
        await db.Database.OpenConnectionAsync();
        foreach (var entity in db.Model.GetEntityTypes().Where(e => e.GetTableName() is { } table && !Decisions.Contains(table)).OrderBy(e => e.GetTableName(), StringComparer.Ordinal))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{entity.GetTableName()}\"";
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<string>();
            while (await reader.ReadAsync())
            {
                rows.Add(entity.GetTableName() + " " + string.Join(' ', Enumerable.Range(0, reader.FieldCount)
                    .Where(i => !Counters.Contains(reader.GetName(i)))
                    .Select(i => $"{reader.GetName(i)}={(reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))}")));
            }

            lines.AddRange(rows.Order(StringComparer.Ordinal));
        }

        await db.Database.CloseConnectionAsync();
        return lines;
    }
}
