using System.Collections;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.Internal;
using Microsoft.EntityFrameworkCore.Storage;
using Training.Domain.Persistence;

namespace Training.Testing;

/// <summary>
/// There is no SQL Server to test on, so every query that any test runs on SQLite is at the same time translated for SQL Server and the
/// result parsed; the test that made the query fails when either goes wrong. Hooked into each <see cref="TestDatabase"/>, so a new query
/// is checked by its first test without being entered anywhere.
/// </summary>
public sealed class SqlServerTranslation : IQueryExpressionInterceptor
{
    public static SqlServerTranslation Instance { get; } = new();

    private readonly ConcurrentDictionary<string, bool> seen = new();

    /// <summary>Every different statement that was made and found right in this process.</summary>
    public ICollection<string> Statements => seen.Keys;

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        if (eventData.Context is SqliteTrainingDbContext asked)
        {
            Check(queryExpression, asked.Scope);
        }

        return queryExpression;
    }

    public void Check(Expression query, AccessScope scope)
    {
        var caught = new CommandCatcher();
        using var db = new SqlServerTrainingDbContext(
            new DbContextOptionsBuilder<SqlServerTrainingDbContext>()
                .For(DatabaseProvider.SqlServer, "Server=nowhere")
                .AddInterceptors(caught)
                .ConfigureWarnings(w => w.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning, CoreEventId.FirstWithoutOrderByAndFilterWarning, CoreEventId.RowLimitingOperationWithoutOrderByWarning, RelationalEventId.MultipleCollectionIncludeWarning))
                .Options,
            scope);
        var moved = new Mover(db).Visit(query);
        var parameters = new ParameterFinder();
        parameters.Visit(moved);
        Run(db, moved, parameters.Found);

        if (caught.Text is null)
        {
            throw new InvalidOperationException($"SQL Server was asked nothing for {query}");
        }

        var errors = SqlServerSyntax.Errors(caught.Text);
        if (errors.Count > 0)
        {
            throw new InvalidOperationException($"SQL Server would not read this: {string.Join("; ", errors)}\n{caught.Text}");
        }

        seen.TryAdd(caught.Text, true);
    }

    private static void Run(SqlServerTrainingDbContext db, Expression query, IEnumerable<QueryParameterExpression> parameters)
    {
        var database = db.GetService<IDatabase>();
        var context = db.GetService<IQueryContextFactory>().Create();
        foreach (var parameter in parameters)
        {
            context.Parameters[parameter.Name] = ValueOf(parameter.Type);
        }

        var compile = typeof(IDatabase).GetMethod(nameof(IDatabase.CompileQuery))!.MakeGenericMethod(ResultOf(query.Type));
        Delegate run;
        try
        {
            run = (Delegate)compile.Invoke(database, [query, false])!;
        }
        catch (System.Reflection.TargetInvocationException e)
        {
            throw new InvalidOperationException($"SQL Server cannot be asked this: {e.InnerException!.Message}", e.InnerException);
        }

        try
        {
            if (run.DynamicInvoke(context) is IEnumerable rows and not string)
            {
                foreach (var row in rows)
                {
                    GC.KeepAlive(row);
                }
            }
        }
        catch (Exception e) when (e is CommandCaught || e.InnerException is CommandCaught)
        {
            // The statement is known; there is nobody to run it.
        }
    }

    private static Type ResultOf(Type query)
    {
        var rows = query.GetInterfaces().Append(query).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQueryable<>));
        return rows is null ? query : typeof(IEnumerable<>).MakeGenericType(rows.GetGenericArguments());
    }

    /// <summary>Any value of the type: it decides nothing but how long a list of values is.</summary>
    private static object? ValueOf(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare == typeof(string))
        {
            return "x";
        }

        if (bare == typeof(DateTime))
        {
            return DateTime.UnixEpoch;
        }

        if (bare == typeof(object[]))
        {
            return Array.Empty<object>();
        }

        if (bare.IsPrimitive && bare != typeof(bool) && bare != typeof(char))
        {
            // Not 0: a query that takes no row is answered without asking.
            return Convert.ChangeType(1, bare, System.Globalization.CultureInfo.InvariantCulture);
        }

        if (bare.IsValueType)
        {
            return Activator.CreateInstance(bare);
        }

        var element = bare.IsArray ? bare.GetElementType()
            : bare.GetInterfaces().Append(bare).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
        if (element is null)
        {
            return bare.GetConstructor(Type.EmptyTypes) is null ? null : Activator.CreateInstance(bare);
        }

        var values = Array.CreateInstance(element, 2);
        values.SetValue(ValueOf(element), 0);
        values.SetValue(ValueOf(element), 1);
        if (bare.IsInstanceOfType(values))
        {
            return values;
        }

        return bare.GetConstructor([typeof(IEnumerable<>).MakeGenericType(element)]) is { } copy ? copy.Invoke([values]) : values;
    }

    /// <summary>Puts the tables of SQL Server's model where those of SQLite's stand.</summary>
    private sealed class Mover(TrainingDbContext db) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) => node switch
        {
#pragma warning disable EF1001 // raw SQL has no other root to take apart
            FromSqlQueryRootExpression raw => new FromSqlQueryRootExpression(db.Model.FindEntityType(raw.EntityType.Name)!, raw.Sql, Visit(raw.Argument)),
#pragma warning restore EF1001
            EntityQueryRootExpression root => new EntityQueryRootExpression(db.Model.FindEntityType(root.EntityType.Name)!),
            _ => base.VisitExtension(node),
        };
    }

    private sealed class ParameterFinder : ExpressionVisitor
    {
        public HashSet<QueryParameterExpression> Found { get; } = [];

        protected override Expression VisitExtension(Expression node)
        {
            if (node is QueryParameterExpression parameter)
            {
                Found.Add(parameter);
                return node;
            }

            return base.VisitExtension(node);
        }
    }

    private sealed class CommandCaught : Exception;

    private sealed class CommandCatcher : DbCommandInterceptor, IDbConnectionInterceptor
    {
        public string? Text { get; private set; }

        public InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
            InterceptionResult.Suppress();

        public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
            throw Catch(command);

        public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) =>
            throw Catch(command);

        public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) =>
            throw Catch(command);

        private CommandCaught Catch(DbCommand command)
        {
            Text = command.CommandText;
            return new CommandCaught();
        }
    }
}
