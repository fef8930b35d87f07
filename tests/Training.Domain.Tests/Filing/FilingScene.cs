using Training.Domain.Filing;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Tests.Standards;
using Training.Testing;

namespace Training.Domain.Tests.Filing;

/// <summary>A campaign of two counties with two bodies in one of them, the day after a quarter was closed.</summary>
internal sealed class FilingScene : IAsyncDisposable
{
    public const string County = "410922";
    public const string Period = "2026-Q3";

    private FilingScene(TestDatabase database, string folder)
    {
        Database = database;
        Folder = new(folder);
    }

    public TestDatabase Database { get; }

    public DataFolder Folder { get; }

    public FakeClock Clock { get; } = FakeClock.Shanghai(2026, 10, 8);

    public TrainingDbContext Db { get; private set; } = null!;

    public FilingStage Stage { get; private set; } = null!;

    public Organization Lead { get; private set; } = null!;

    public Organization Other { get; private set; } = null!;

    public static async Task<FilingScene> SetAsync(DatabaseProvider provider = DatabaseProvider.Sqlite, int seed = 5)
    {
        var scene = new FilingScene(await RandomCampaign.DatabaseAsync(provider, seed), Directory.CreateTempSubdirectory("filing").FullName);
        scene.Db = scene.Database.Open();
        scene.Stage = new(scene.Db, scene.Clock, scene.Folder);
        var bodies = await scene.Stage.BodiesAsync(Places.Qingfeng);
        (scene.Lead, scene.Other) = (bodies[0], bodies[1]);
        return scene;
    }

    public Task<CountyFiling> ToAsync(FilingState state, string period = Period) => Stage.ToAsync(state, County, period, Lead);

    /// <summary>A later request: another context, the same people, the clock as it stands now.</summary>
    public void Refresh()
    {
        Db.Dispose();
        Db = Database.Open();
        Stage = Stage.In(Db);
    }

    public async ValueTask DisposeAsync()
    {
        await Db.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(Folder.Root, recursive: true);
    }
}
