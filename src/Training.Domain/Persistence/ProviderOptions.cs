using Microsoft.EntityFrameworkCore;

namespace Training.Domain.Persistence;

/// <summary>How a context speaks to its provider; the same for the site, the command line, the tests and the benchmarks.</summary>
public static class ProviderOptions
{
    /// <summary>
    /// A list in a query travels as one parameter. As a parameter a value (EF's default) the statement would depend on the list's length and be
    /// written anew at every call; each scoped query has such a list, the stations of its caller.
    /// </summary>
    public static TOptions For<TOptions>(this TOptions options, DatabaseProvider provider, string connection)
        where TOptions : DbContextOptionsBuilder
    {
        switch (provider)
        {
            case DatabaseProvider.Sqlite:
                options.UseSqlite(connection, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
                    .AddInterceptors(SqliteTurns.Instance);
                break;
            case DatabaseProvider.Postgres:
                options.UseNpgsql(connection, postgres => postgres.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter));
                break;
            case DatabaseProvider.SqlServer:
                options.UseSqlServer(connection, sqlServer => sqlServer.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter));
                break;
        }

        return options;
    }
}
