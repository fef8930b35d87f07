using System.Data.Common;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Training.Domain.Audit;

namespace Training.Testing;

/// <summary>The product changed rows and told nobody, or told it in words that nobody can read.</summary>
public sealed class WrittenWithoutHistoryException(string message) : Exception(message);

/// <summary>
/// Holds the product to its word wherever a test runs it: who changes rows adds an entry of the written history in the same save, or in
/// the same transaction, and what stands in the entry has its Chinese words. What a test or a builder writes by itself is arranging and is
/// left alone; which places and rows of the product need no entry stands in without-history.tsv and rows-without-history.tsv.
/// </summary>
public sealed partial class HistoryWatch : SaveChangesInterceptor, IDbTransactionInterceptor, IDbCommandInterceptor
{
    private static readonly HashSet<string> Places = [.. Lines("without-history.tsv")];
    private static readonly HashSet<string> Rows = [.. Lines("rows-without-history.tsv")];

    private static readonly AsyncLocal<bool> Arranges = new();

    private readonly ConditionalWeakTable<DbContext, Transaction> open = [];

    private HistoryWatch()
    {
    }

    public static HistoryWatch Instance { get; } = new();

    /// <summary>For builders that arrange through the product's own doors, until it is disposed.</summary>
    public static IDisposable Arranging()
    {
        Arranges.Value = true;
        return new Done();
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var entries = eventData.Context!.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        var told = false;
        foreach (var entry in entries)
        {
            if (entry is { Entity: AuditEntry line, State: EntityState.Added })
            {
                told = true;
                Read(line);
            }
        }

        Note(eventData.Context, told, () => entries.Where(Counts).Select(e => e.Metadata.ClrType.Name));
        return ValueTask.FromResult(result);
    }

    ValueTask<InterceptionResult<int>> IDbCommandInterceptor.NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken)
    {
        if (eventData.Context is { } context)
        {
            if (eventData.CommandSource is CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete)
            {
                Note(context, false, () => ChangedBy(command.CommandText));
            }
            else if (command.CommandText.Contains("INSERT INTO \"AuditEntry\"", StringComparison.Ordinal))
            {
                Note(context, true, () => []);
            }
        }

        return ValueTask.FromResult(result);
    }

    ValueTask<InterceptionResult> IDbTransactionInterceptor.TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken)
    {
        if (eventData.Context is { } context && open.TryGetValue(context, out var written))
        {
            open.Remove(context);
            if (!written.Told && written.Untold.Count > 0)
            {
                throw new WrittenWithoutHistoryException($"A transaction was written without history: {string.Join("; ", written.Untold)}");
            }
        }

        return ValueTask.FromResult(result);
    }

    Task IDbTransactionInterceptor.TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken)
    {
        if (eventData.Context is { } context)
        {
            open.Remove(context);
        }

        return Task.CompletedTask;
    }

    private void Note(DbContext context, bool told, Func<IEnumerable<string>> changes)
    {
        var written = context.Database.CurrentTransaction is null ? null : open.GetOrCreateValue(context);
        if (told)
        {
            written?.Told = true;
            return;
        }

        if (written is { Told: true })
        {
            return;
        }

        var names = changes().Distinct().Order(StringComparer.Ordinal).ToList();
        if (names.Count == 0 || Arranges.Value || Writer() is not { } writer)
        {
            return;
        }

        var untold = $"{string.Join(", ", names)} by {writer}";
        if (written is null)
        {
            throw new WrittenWithoutHistoryException($"Written without history: {untold}");
        }

        written.Untold.Add(untold);
    }

    private static bool Counts(EntityEntry entry)
    {
        var type = entry.Metadata.ClrType.Name.Split('`')[0];
        return !Rows.Contains(type)
            && !(entry.State == EntityState.Modified && entry.Properties.Where(IsChanged).All(p => Rows.Contains($"{type}.{p.Metadata.Name}")));
    }

    /// <summary>Identity marks every column of an account that it saves.</summary>
    private static bool IsChanged(PropertyEntry property) =>
        property.IsModified && !property.Metadata.GetValueComparer().Equals(property.OriginalValue, property.CurrentValue);

    /// <summary>Table and columns of a statement that EF made of ExecuteUpdate, the table of ExecuteDelete.</summary>
    private static IEnumerable<string> ChangedBy(string statement)
    {
        var table = TableName().Match(statement).Groups["name"].Value;
        var set = SetColumns().Match(statement).Groups["columns"].Value;
        var columns = ColumnName().Matches(set).Select(m => $"{table}.{m.Groups["name"].Value}").ToList();
        return Rows.Contains(table) || (columns.Count > 0 && columns.All(Rows.Contains)) ? [] : [table];
    }

    [GeneratedRegex("^(?:UPDATE|DELETE FROM) \"(?<name>\\w+)\"")]
    private static partial Regex TableName();

    [GeneratedRegex(@"\bSET (?<columns>.*?)(?:\s+FROM\s|\s+WHERE\s|$)", RegexOptions.Singleline)]
    private static partial Regex SetColumns();

    [GeneratedRegex("\"(?<name>\\w+)\" =")]
    private static partial Regex ColumnName();

    /// <summary>The place of the product that writes; null for a test's own hand and for a place that is listed.</summary>
    private static string? Writer()
    {
        // Most saves are a test's own arranging: files and lines are looked up, which is slow, for the product's frame alone.
        const int toCaller = 2;
        var frames = new StackTrace(toCaller, fNeedFileInfo: false).GetFrames();
        for (var at = 0; at < frames.Length; at++)
        {
            var type = frames[at].GetMethod()?.DeclaringType;
            var assembly = type?.Assembly.GetName().Name ?? "";
            if (!assembly.StartsWith("Training.", StringComparison.Ordinal) || type!.FullName!.StartsWith("Training.Domain.Persistence.", StringComparison.Ordinal)
                || type.FullName.StartsWith(typeof(HistoryWatch).FullName!, StringComparison.Ordinal))
            {
                continue;
            }

            if (assembly is not ("Training.Domain" or "Training.Jobs" or "Training.Web"))
            {
                return null;
            }

            var file = new StackFrame(toCaller + at, needFileInfo: true).GetFileName()?.Replace('\\', '/') ?? type.FullName;
            var from = file.IndexOf("src/Training.", StringComparison.Ordinal);
            var place = from < 0 ? file : file[from..];
            return Places.Contains(place) ? null : place;
        }

        return null;
    }

    private static void Read(AuditEntry line)
    {
        var unread = HistoryWords.Unread(line.BeforeJson).Concat(HistoryWords.Unread(line.AfterJson)).Distinct().ToList();
        if (unread.Count > 0)
        {
            throw new WrittenWithoutHistoryException($"{line.Process} writes what has no words in Audit/Definitions/fields.tsv: {string.Join(", ", unread)}");
        }
    }

    private static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(HistoryWatch).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t')[0])];
    }

    private sealed class Done : IDisposable
    {
        public void Dispose() => Arranges.Value = false;
    }

    private sealed class Transaction
    {
        public bool Told { get; set; }

        public List<string> Untold { get; } = [];
    }
}
