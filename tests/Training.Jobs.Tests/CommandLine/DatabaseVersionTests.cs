using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Jobs.CommandLine;
using Training.Testing;

namespace Training.Jobs.Tests.CommandLine;

/// <summary>Every verb that opens the database says in one sentence which version it is of and what to do, and leaves it as it was.</summary>
public sealed class DatabaseVersionTests : IDisposable
{
    private const string Foreign = "20250101000000_Initial";

    /// <summary>A verb that is not written here fails the first test.</summary>
    private static readonly Verb[] All =
    [
        new("seed", []) { Prepares = true },
        new("account", ["liming", "--name", "李明"]) { Prepares = true },
        new("worker", []) { Prepares = true },
        new("quota-check", ["--month", "2026-10"]),
        new("sheet", ["--county", "410922", "--period", "2026-10", "--out", Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"))]),
        new("filing-drill", []),
        new("scan-drill", []),
        new("verify", []),
        new("verify", ["--pack", typeof(DatabaseVersionTests).Assembly.Location]),
        new("rotate-keys", []),
    ];

    private static readonly string[] WithoutDatabase = ["transcode", "pdf"];

    private readonly string data = Directory.CreateTempSubdirectory("training-version-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_database_of_another_version_is_named_by_every_verb_that_opens_one()
    {
        Assert.Equal(TrainingCommandLine.Verbs.Order(StringComparer.Ordinal), All.Select(v => v.Name).Distinct().Concat(WithoutDatabase).Order(StringComparer.Ordinal));
        await using (var database = await TestDatabase.CreateAsync())
        {
            await using var db = database.Open();
            await db.Database.ExecuteSqlAsync($"UPDATE __EFMigrationsHistory SET MigrationId = {Foreign}");
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {Path.Combine(data, "training.db")}");
        }

        await SayAsync(All, new DatabaseOfOtherVersionException(Foreign).Message);
    }

    /// <summary>Those that prepare an installation bring it up to date; the others never do.</summary>
    [Fact]
    public async Task A_database_that_is_not_yet_of_this_version_is_left_alone_by_whoever_only_reads_it()
    {
        await File.WriteAllBytesAsync(Path.Combine(data, "training.db"), []);
        await SayAsync(All.Where(v => !v.Prepares), new DatabaseBehindException(null).Message);
        Assert.Equal(0, new FileInfo(Path.Combine(data, "training.db")).Length);
    }

    private async Task SayAsync(IEnumerable<Verb> verbs, string sentence)
    {
        Assert.EndsWith("。", sentence, StringComparison.Ordinal);
        foreach (var verb in verbs)
        {
            using var output = new StringWriter();
            using var error = new StringWriter();
            var code = await TrainingCommandLine.RunAsync([verb.Name, .. verb.Arguments, "--data", data], output, error, terminal: false);
            Assert.Equal((verb.Name, 1, "", sentence), (verb.Name, code, output.ToString().Trim(), error.ToString().Trim()));
        }
    }

    private sealed record Verb(string Name, string[] Arguments)
    {
        public bool Prepares { get; init; }
    }
}
