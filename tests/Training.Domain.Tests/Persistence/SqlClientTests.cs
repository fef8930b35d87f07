using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Stations;
using Training.Testing;

namespace Training.Domain.Tests.Persistence;

/// <summary>SqlClient over the wire: without the stand-in assembly in build/ a login works and every command with a parameter throws.</summary>
public class SqlClientTests
{
    [Fact]
    public async Task A_command_with_a_parameter_goes_there_and_back()
    {
        await using var server = new TdsStub(answer: 45);
        await using var connection = new SqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new SqlCommand("SELECT @people", connection);
        command.Parameters.AddWithValue("@people", "三十人");

        Assert.Equal(45, await command.ExecuteScalarAsync());
        Assert.Contains("SELECT @people", Assert.Single(server.Calls), StringComparison.Ordinal);
        Assert.Contains("三十人", server.Calls[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_of_the_product_with_its_scope_as_parameters_goes_there_and_back()
    {
        await using var server = new TdsStub(answer: 120);
        await using var db = new SqlServerTrainingDbContext(
            new DbContextOptionsBuilder<SqlServerTrainingDbContext>().For(DatabaseProvider.SqlServer, server.ConnectionString).Options,
            AccessScope.Of([new(Places.Qingfeng, Places.Qingfeng + 1_000_000)]));

        Assert.Equal(120, await db.Stations().CountAsync());
        Assert.Contains("FROM [Station]", Assert.Single(server.Calls), StringComparison.Ordinal);
    }
}
