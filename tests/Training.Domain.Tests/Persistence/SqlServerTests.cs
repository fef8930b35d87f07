using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Testing;

namespace Training.Domain.Tests.Persistence;

/// <summary>What can be known about SQL Server without one: its scripts and statements are read by Microsoft's own parser.</summary>
public class SqlServerTests
{
    [Theory]
    [InlineData(MigrationsSqlGenerationOptions.Default)]
    [InlineData(MigrationsSqlGenerationOptions.Idempotent)]
    public void The_migration_script_is_read_without_an_error(MigrationsSqlGenerationOptions options)
    {
        using var db = Unconnected.SqlServer(AccessScope.Everything);

        var script = db.GetService<IMigrator>().GenerateScript(options: options);

        Assert.Contains("CREATE TABLE [RollEntry]", script, StringComparison.Ordinal);
        Assert.Empty(SqlServerSyntax.Errors(script));
    }

    [Theory]
    [InlineData("SELECT * FROM [Roll] LIMIT 1")]
    [InlineData("CREATE TABLE IF NOT EXISTS [Roll] ([Id] bigint)")]
    [InlineData("SELECT [Id],, [Key] FROM [Roll]")]
    public void What_SQL_Server_does_not_read_is_found(string sql) => Assert.NotEmpty(SqlServerSyntax.Errors(sql));

    public static TheoryData<string> Metrics => [.. MetricRegistry.Names];

    /// <summary>Rows, tallies of stations and tallies of counties: the three statements that any metric of any standard becomes.</summary>
    [Theory]
    [MemberData(nameof(Metrics))]
    public void Every_metric_is_a_statement_for_SQL_Server(string metric)
    {
        using var db = Unconnected.SqlServer(AccessScope.Everything);
        var month = Month.From(2026, 10);
        var window = new MetricWindow { Codes = RegionCodes.RangeOf(Places.City), First = month, Last = month, CutOff = month.LastDay, People = 30, Minutes = 60 };

        Assert.Empty(SqlServerSyntax.Errors(MetricTallies.Rows(db, metric, window).ToQueryString()));
        Assert.Empty(SqlServerSyntax.Errors(MetricTallies.ByStation(db, metric, window, 1).ToQueryString()));
        Assert.Empty(SqlServerSyntax.Errors(MetricTallies.ByCounty(db, metric, window, 1).ToQueryString()));
    }

    [Fact]
    public async Task A_query_of_a_test_is_translated_and_read_for_SQL_Server_too()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open(AccessScope.Of([new(Places.Qingfeng, Places.Qingfeng + 1_000_000), new(Places.Nanle, Places.Nanle + 1_000_000)], [1, 2]));
        var names = new[] { "甲", "乙" };

        await db.StationMembers().Where(m => m.FromDate <= new DateOnly(2026, 10, 1)).CountAsync();
        await db.Stations().Where(s => names.Contains(s.Name)).OrderBy(s => s.Name).Skip(1).Take(names.Length)
            .Select(s => new { s.Name, Members = db.StationMembers().Count(m => m.StationId == s.Id) }).ToListAsync();
        await db.Stations().Where(s => s.Name == names[0]).ExecuteUpdateAsync(s => s.SetProperty(x => x.Capacity, names.Length));
        await db.StationSteps().Where(s => s.StationId == names.Length).ExecuteDeleteAsync();

        var statements = SqlServerTranslation.Instance.Statements;
        Assert.Contains(statements, s => s.Contains("COUNT(*)", StringComparison.Ordinal) && s.Contains("[StationMember]", StringComparison.Ordinal));
        Assert.Contains(statements, s => s.Contains("OFFSET", StringComparison.Ordinal) && s.Contains("[Station]", StringComparison.Ordinal));
        Assert.Contains(statements, s => s.StartsWith("UPDATE", StringComparison.Ordinal));
        Assert.Contains(statements, s => s.StartsWith("DELETE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_query_that_only_SQLite_understands_is_found()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => db.Stations().FromSqlRaw("""SELECT * FROM "Station" LIMIT 3""").ToListAsync());

        Assert.Contains("SQL Server would not read this", refused.Message, StringComparison.Ordinal);
    }
}
