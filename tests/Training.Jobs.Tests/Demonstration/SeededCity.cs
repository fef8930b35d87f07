using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Jobs.Demonstration;
using Training.Testing;

namespace Training.Jobs.Tests.Demonstration;

/// <summary>The city as seed 1 writes it, made once for the tests of this folder; they read it only.</summary>
public sealed class SeededCity : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public DataFolder Folder { get; } = new(Directory.CreateTempSubdirectory("training-city-").FullName);

    public Seeded Seeded { get; private set; } = null!;

    public TimeSpan Took { get; private set; }

    public static async Task<Result<Seeded>> SeedAsync(TestDatabase database, DataFolder folder, int seed)
    {
        await using var db = database.Open();
        return await new SeedDemonstration(db, new Vault(folder), new PasswordHasher<Account>(), folder)
            .RunAsync(seed, new Progress<(double Percent, string? Step)>());
    }

    /// <summary>The city is read by every test of the folder: whoever writes has a copy.</summary>
    public async Task<TrainingDbContext> CopyAsync(DataFolder into)
    {
        var copy = Path.Combine(into.Root, "copy.db");
        await using (var from = Database.Open())
        {
            await from.Database.ExecuteSqlAsync($"VACUUM INTO {copy}");
        }

        return TestDatabase.OpenFile(copy);
    }

    public async Task InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var result = await SeedAsync(Database, Folder, 1);
        Took = watch.Elapsed;
        Seeded = result.Ok ? result.Value : throw new InvalidOperationException(result.Refusal.Message);
    }

    public async Task DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(Folder.Root, recursive: true);
    }
}

[CollectionDefinition(nameof(SeededCity))]
public sealed class SeededCityCollection : ICollectionFixture<SeededCity>;
