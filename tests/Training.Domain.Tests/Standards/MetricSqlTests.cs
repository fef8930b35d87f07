using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Testing;

namespace Training.Domain.Tests.Standards;

/// <summary>Every metric is one statement on each of the three providers, counted and listed.</summary>
public sealed class MetricSqlTests
{
    private static readonly MetricWindow Window = new()
    {
        Codes = new CodeRange(410900000000, 411000000000),
        First = Month.From(2026, 7),
        Last = Month.From(2026, 9),
        CutOff = new DateOnly(2026, 9, 30),
        People = 30,
        Minutes = 60,
    };

    public static TheoryData<string> Metrics => [.. MetricRegistry.Names];

    [Theory]
    [MemberData(nameof(Metrics))]
    public void It_translates_on_all_three_providers(string metric)
    {
        foreach (var db in Unconnected.All())
        {
            using (db)
            {
                foreach (var sql in (string[])
                [
                    MetricTallies.Rows(db, metric, Window).ToQueryString(),
                    MetricTallies.ByStation(db, metric, Window, 10).ToQueryString(),
                    MetricTallies.ByCounty(db, metric, Window, 10).ToQueryString(),
                ])
                {
                    Assert.Contains("SELECT", sql, StringComparison.Ordinal);
                    if (db is SqlServerTrainingDbContext)
                    {
                        Assert.Empty(SqlServerSyntax.Errors(sql));
                    }
                }
            }
        }
    }
}
