using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Training.Domain.Persistence;

/// <summary>
/// A query that is sent many times a second: taken apart once for each provider instead of at every call, which costs more than a small
/// statement itself. It is cut to the scope of the context that it runs on like any other.
/// </summary>
public abstract class PreparedQuery<TRun>(Func<TRun> make)
{
    private readonly ConcurrentDictionary<IModel, TRun> made = new();

    protected TRun For(TrainingDbContext db) => made.GetOrAdd(db.Model, static (_, one) => one(), make);

    protected static async Task<List<TRow>> ReadAsync<TRow>(IAsyncEnumerable<TRow> rows, CancellationToken ct)
    {
        var list = new List<TRow>();
        await foreach (var row in rows.WithCancellation(ct))
        {
            list.Add(row);
        }

        return list;
    }
}

public sealed class PreparedQuery<TOne, TRow>(Expression<Func<TrainingDbContext, TOne, IQueryable<TRow>>> query)
    : PreparedQuery<Func<TrainingDbContext, TOne, IAsyncEnumerable<TRow>>>(() => EF.CompileAsyncQuery(query))
{
    public Task<List<TRow>> ToListAsync(TrainingDbContext db, TOne one, CancellationToken ct) => ReadAsync(For(db)(db, one), ct);
}

public sealed class PreparedQuery<TOne, TTwo, TRow>(Expression<Func<TrainingDbContext, TOne, TTwo, IQueryable<TRow>>> query)
    : PreparedQuery<Func<TrainingDbContext, TOne, TTwo, IAsyncEnumerable<TRow>>>(() => EF.CompileAsyncQuery(query))
{
    public Task<List<TRow>> ToListAsync(TrainingDbContext db, TOne one, TTwo two, CancellationToken ct) => ReadAsync(For(db)(db, one, two), ct);
}

public sealed class PreparedQuery<TOne, TTwo, TThree, TRow>(Expression<Func<TrainingDbContext, TOne, TTwo, TThree, IQueryable<TRow>>> query)
    : PreparedQuery<Func<TrainingDbContext, TOne, TTwo, TThree, IAsyncEnumerable<TRow>>>(() => EF.CompileAsyncQuery(query))
{
    public Task<List<TRow>> ToListAsync(TrainingDbContext db, TOne one, TTwo two, TThree three, CancellationToken ct) =>
        ReadAsync(For(db)(db, one, two, three), ct);
}

public sealed class PreparedQuery<TOne, TTwo, TThree, TFour, TRow>(Expression<Func<TrainingDbContext, TOne, TTwo, TThree, TFour, IQueryable<TRow>>> query)
    : PreparedQuery<Func<TrainingDbContext, TOne, TTwo, TThree, TFour, IAsyncEnumerable<TRow>>>(() => EF.CompileAsyncQuery(query))
{
    public Task<List<TRow>> ToListAsync(TrainingDbContext db, TOne one, TTwo two, TThree three, TFour four, CancellationToken ct) =>
        ReadAsync(For(db)(db, one, two, three, four), ct);
}

public sealed class PreparedQuery<TOne, TTwo, TThree, TFour, TFive, TRow>(
    Expression<Func<TrainingDbContext, TOne, TTwo, TThree, TFour, TFive, IQueryable<TRow>>> query)
    : PreparedQuery<Func<TrainingDbContext, TOne, TTwo, TThree, TFour, TFive, IAsyncEnumerable<TRow>>>(() => EF.CompileAsyncQuery(query))
{
    public Task<List<TRow>> ToListAsync(TrainingDbContext db, TOne one, TTwo two, TThree three, TFour four, TFive five, CancellationToken ct) =>
        ReadAsync(For(db)(db, one, two, three, four, five), ct);
}

public static class PreparedQueries
{
    /// <summary>The same query past the filters of these names, or past all of them when none is named.</summary>
    public static Expression<TQuery> IgnoreQueryFilters<TQuery>(this Expression<TQuery> query, params string[] names)
    {
        Type[] row = [query.ReturnType.GetGenericArguments()[0]];
        Expression[] arguments = names.Length == 0 ? [query.Body] : [query.Body, Expression.Constant(names)];
        return Expression.Lambda<TQuery>(
            Expression.Call(typeof(EntityFrameworkQueryableExtensions), nameof(EntityFrameworkQueryableExtensions.IgnoreQueryFilters), row, arguments), query.Parameters);
    }
}
