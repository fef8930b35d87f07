using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.Tests.Persistence;

public sealed class PreparationTests
{
    [Fact]
    public async Task Preparing_twice_changes_nothing_and_audit_chains_hold_until_a_row_is_edited()
    {
        var folder = Directory.CreateTempSubdirectory("training").FullName;
        var services = new ServiceCollection().AddLogging().AddScoped(_ => AccessScope.Everything)
            .AddTrainingDomain(new ConfigurationBuilder().AddInMemoryCollection([new("Data", folder)]).Build());
        await using (var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }))
        {
            for (var i = 0; i < 2; i++)
            {
                await using var scope = provider.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<PrepareInstallation>().RunAsync();
                Assert.Equal(3296, await scope.ServiceProvider.GetRequiredService<TrainingDbContext>().Regions().CountAsync());
            }

            await using (var scope = provider.CreateAsyncScope())
            {
                var db = scope.ServiceProvider.GetRequiredService<TrainingDbContext>();
                for (var i = 0; i < 3; i++)
                {
                    await AuditTrail.AppendAsync(db, "station/1", Actor.Job, "Test", TimeProvider.System.GetUtcNow().UtcDateTime, after: new { i });
                }

                await db.SaveChangesAsync();
                Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
                await db.AuditEntries().Where(a => a.Sequence == 2).ExecuteUpdateAsync(a => a.SetProperty(x => x.AfterJson, "{\"i\":7}"));
                Assert.Equal(2, (await AuditTrail.VerifyAsync(db)).Broken?.Sequence);
            }
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
