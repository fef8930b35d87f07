using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Testing;

namespace Training.Domain.Tests.Persistence;

public class MigrationTests
{
    /// <summary>Compares the model with the snapshot; no server is asked, so SQL Server is checked too.</summary>
    [Fact]
    public void Every_provider_has_migrations_for_the_whole_model()
    {
        foreach (var db in Unconnected.All())
        {
            using (db)
            {
                Assert.False(db.Database.HasPendingModelChanges(), $"{db.GetType().Name}: run build/migrations.sh and commit the result");
            }
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_prepared_database_has_every_table_of_the_model_and_no_migration_left(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();

        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        foreach (var table in db.Model.GetEntityTypes().Select(e => e.GetTableName()).OfType<string>().Distinct())
        {
#pragma warning disable EF1002 // a table's name cannot be a parameter; it comes from the model
            await db.Database.ExecuteSqlRawAsync($"""SELECT COUNT(*) FROM "{table}" """);
#pragma warning restore EF1002
        }
    }
}
