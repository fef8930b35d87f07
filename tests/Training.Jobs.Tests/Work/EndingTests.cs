using Training.Testing;

namespace Training.Jobs.Tests.Work;

public sealed class EndingTests
{
    /// <summary>The job that ends on the way down can never be told to the store, whose file is gone.</summary>
    [Fact]
    public async Task A_process_whose_data_folder_was_deleted_under_it_ends_in_the_time_that_the_host_gives()
    {
        var data = Directory.CreateTempSubdirectory("training-jobs-").FullName;
        await using var database = await TestDatabase.CreateAsync();
        var id = await KillableHost.EnqueueAsync(database);
        await using var process = RunningProcess.Start(typeof(KillableHost).Assembly.Location, "Sqlite", data, database.ConnectionString);
        await database.ItemWhenAsync(id, w => w.Progress == 40);

        Directory.Delete(data, recursive: true);
        process.Interrupt();
        Assert.Equal(0, await process.EndAsync());
    }
}
