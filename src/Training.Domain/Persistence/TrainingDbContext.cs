using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Training.Domain.Shared;

namespace Training.Domain.Persistence;

/// <summary>
/// The database, knowing no feature: mappings are found by scanning, tables are extension methods in the features. One subclass a
/// provider holds that provider's migrations. Every query is cut to the caller's <see cref="AccessScope"/>; contexts are never pooled,
/// since a pooled one would keep the last caller's scope.
/// </summary>
public abstract class TrainingDbContext(DbContextOptions options, AccessScope scope) : DbContext(options)
{
    /// <summary>The scope that this context's queries are cut to.</summary>
    public AccessScope Scope { get; } = scope;

    // The filters read these as members of the context, so that each query takes its own context's values as parameters.
    private long ScopeFrom => Scope.From;

    private long ScopeUntil => Scope.Until;

    private bool ScopeIsOneRange => Scope.IsOneRange;

    private long[] ScopeBounds => Scope.Bounds;

    private bool ScopeIsStationBound => Scope.IsStationBound;

    private long[] ScopeStations => Scope.Stations;

    private long? ScopeOrganization => Scope.Organization;

    private DateOnly ScopeDay => Scope.Day;

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Saving is asynchronous: call SaveChangesAsync.");

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        foreach (var entry in ChangeTracker.Entries<IVersioned>())
        {
            if (entry.State is EntityState.Modified)
            {
                entry.Entity.Version++;
            }
        }

        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<Month>().HaveConversion<MonthConverter>();
        configurationBuilder.DefaultTypeMapping<Month>().HasConversion<MonthConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Properties<decimal>().HavePrecision(18, 2);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(TrainingDbContext).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes().ToList())
        {
            if (typeof(IVersioned).IsAssignableFrom(entity.ClrType))
            {
                modelBuilder.Entity(entity.ClrType).Property<long>(nameof(IVersioned.Version)).IsConcurrencyToken();
            }

            if (typeof(IOrganizationRow).IsAssignableFrom(entity.ClrType))
            {
                modelBuilder.Entity(entity.ClrType).HasQueryFilter(IOrganizationRow.OrganizationFilter, Filter(nameof(OrganizationFilter), entity.ClrType));
            }

            if (typeof(IPersonRow).IsAssignableFrom(entity.ClrType))
            {
                FilterPeople(modelBuilder, entity.ClrType);
                continue;
            }

            var filter = typeof(IStationScoped).IsAssignableFrom(entity.ClrType) ? nameof(StationFilter)
                : typeof(IRegionScoped).IsAssignableFrom(entity.ClrType) ? nameof(RegionFilter)
                : null;
            if (filter is not null)
            {
                // Named by its entity, so that a query can look past one of them and keep the others.
                modelBuilder.Entity(entity.ClrType).HasQueryFilter(entity.ClrType.Name, Filter(filter, entity.ClrType));
            }
        }
    }

    private void FilterPeople(ModelBuilder model, Type row)
    {
        var types = model.Model.GetEntityTypes().Select(e => e.ClrType).ToList();
        var known = types.Where(typeof(IStationLink).IsAssignableFrom).Select(link => Filter(nameof(KnownThrough), row, link)).Aggregate(Or);
        var lent = types.Where(typeof(ICountyLink).IsAssignableFrom).Select(link => Filter(nameof(LentThrough), row, link)).Aggregate(Or);
        model.Entity(row).HasQueryFilter(row.Name, Or(Filter(nameof(RegionFilter), row), Or(lent, And(Filter(nameof(Bound), row), known))));
        model.Entity(row).HasQueryFilter(IPersonRow.StationFilter, Or(Filter(nameof(Unbound), row), known));
    }

    private LambdaExpression Filter(string name, params Type[] rows) =>
        (LambdaExpression)typeof(TrainingDbContext).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(rows).Invoke(this, null)!;

    private static LambdaExpression Or(LambdaExpression one, LambdaExpression other) => Join(one, other, Expression.OrElse);

    private static LambdaExpression And(LambdaExpression one, LambdaExpression other) => Join(one, other, Expression.AndAlso);

    private static LambdaExpression Join(LambdaExpression one, LambdaExpression other, Func<Expression, Expression, Expression> by) =>
        Expression.Lambda(by(one.Body, ReplacingExpressionVisitor.Replace(other.Parameters[0], one.Parameters[0], other.Body)), one.Parameters);

    private Expression<Func<T, bool>> Bound<T>()
        where T : IPersonRow => row => ScopeIsStationBound;

    private Expression<Func<T, bool>> Unbound<T>()
        where T : IPersonRow => row => !ScopeIsStationBound;

    /// <summary>The link is itself cut to the scope's stations.</summary>
    private Expression<Func<T, bool>> KnownThrough<T, TLink>()
        where T : IPersonRow
        where TLink : class, IStationLink => row => Set<TLink>().Any(link => link.PersonId == row.Id);

    private Expression<Func<T, bool>> LentThrough<T, TLink>()
        where T : IPersonRow
        where TLink : class, ICountyLink =>
        row => Set<TLink>().Any(link => link.PersonId == row.Id && link.CountyCode >= ScopeFrom && link.CountyCode < ScopeUntil
            && (ScopeIsOneRange || ScopeBounds.Count(b => b <= link.CountyCode) % 2 == 1)
            && link.FromDate <= ScopeDay && (link.UntilDate == null || ScopeDay < link.UntilDate));

    private Expression<Func<T, bool>> RegionFilter<T>()
        where T : IRegionScoped =>
        row => row.RegionCode >= ScopeFrom && row.RegionCode < ScopeUntil
            && (ScopeIsOneRange || ScopeBounds.Count(b => b <= row.RegionCode) % 2 == 1);

    private Expression<Func<T, bool>> StationFilter<T>()
        where T : IStationScoped =>
        row => row.RegionCode >= ScopeFrom && row.RegionCode < ScopeUntil
            && (ScopeIsOneRange || ScopeBounds.Count(b => b <= row.RegionCode) % 2 == 1)
            && (!ScopeIsStationBound || ScopeStations.Contains(row.StationId));

    private Expression<Func<T, bool>> OrganizationFilter<T>()
        where T : class, IOrganizationRow
    {
        var column = T.OrganizationColumn;
        return row => ScopeOrganization == null || EF.Property<long?>(row, column) == ScopeOrganization;
    }

    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        v => v.Kind == DateTimeKind.Utc ? v : Refuse(v),
        v => DateTime.SpecifyKind(v, DateTimeKind.Utc))
    {
        private static DateTime Refuse(DateTime value) =>
            throw new ArgumentException($"Instants are UTC; {value:o} is {value.Kind}.");
    }

    private sealed class MonthConverter() : ValueConverter<Month, int>(v => v.Number, v => Month.FromNumber(v));
}
