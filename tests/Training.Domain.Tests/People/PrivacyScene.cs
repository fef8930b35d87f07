using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Audit;
using Training.Domain.Households;
using Training.Domain.People;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Testing;

namespace Training.Domain.Tests.People;

/// <summary>A resident with everything on file, at a station of a county; the services of the product over one database.</summary>
internal sealed class PrivacyScene : IAsyncDisposable
{
    public const string Phone = "15401234567";
    public const string IdNumber = "410922194602070025";
    public const string Address = "濮阳市清丰县固城镇旧城村三组 17 号";
    public const string Plan = "右侧偏瘫，每周两次床上翻身训练";

    private readonly string folder = Directory.CreateTempSubdirectory("training-privacy-").FullName;

    private PrivacyScene(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public FakeClock Clock { get; } = FakeClock.Shanghai(2026, 11, 18, 10, 0);

    public Person Person { get; private set; } = null!;

    public Station Station { get; private set; } = null!;

    public Station OtherStation { get; private set; } = null!;

    public Session Held { get; private set; } = null!;

    public Actor Officer { get; } = new(41);

    public static AccessScope County => AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)]);

    public AccessScope OwnStation => AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)], [Station.Id]);

    public AccessScope AnotherStation => AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)], [OtherStation.Id]);

    public static async Task<PrivacyScene> SetAsync(DatabaseProvider provider)
    {
        var scene = new PrivacyScene(await TestDatabase.CreateAsync(provider));
        await using var services = scene.Services(AccessScope.Everything);
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrainingDbContext>();
        var vault = scope.ServiceProvider.GetRequiredService<Vault>();
        scene.Station = await Some.StationAsync(db);
        scene.OtherStation = await Some.StationAsync(db, Places.QingfengOtherVillage);
        var trainer = await Some.TrainerAsync(db);
        var people = await Some.PeopleAsync(db, 31);
        scene.Person = people[0];
        Assert.True(MobileNumber.TryParse(Phone, out var phone));
        Assert.True(ResidentIdNumber.TryParse(IdNumber, out var number), "the identity number of the scene has a wrong check digit");
        vault.SetPhone(scene.Person, phone);
        vault.SetIdNumber(scene.Person, number);
        vault.SetAddress(scene.Person, Address);
        scene.Held = await Some.SessionAsync(db, scene.Station, new DateOnly(2026, 10, 14), trainer);
        await Some.ClosedRollAsync(db, scene.Held, people);
        var (file, learner) = await Some.HouseholdFileAsync(db, scene.Station, scene.Person);
        vault.SetGround(scene.Person, learner, EligibilityGround.Disabled);
        vault.SetPlan(scene.Person, learner, Plan, new DateOnly(2026, 2, 2));
        await Some.HomeVisitAsync(db, file, trainer, new DateOnly(2026, 10, 20), learner);
        db.StationMembers().Add(new StationMember
        {
            StationId = scene.Station.Id, RegionCode = scene.Station.RegionCode, PersonId = scene.Person.Id, FromDate = new DateOnly(2026, 1, 1),
        });
        await db.SaveChangesAsync();
        return scene;
    }

    /// <summary>Runs as somebody with the given reach, in a context of its own.</summary>
    public async Task<T> RunAsync<T>(AccessScope reach, Func<IServiceProvider, Task<T>> work)
    {
        await using var services = Services(reach);
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    public Task<Result<UnmaskedValue>> OpenAsync(
        PersonalField field, AccessScope reach, OpeningReason? purpose = OpeningReason.TellOfClass, string? words = null) =>
        RunAsync(reach, s => s.GetRequiredService<UnmaskPersonalValue>().RunAsync(
            new() { PersonKey = Person.Key, Field = field, Purpose = purpose, Words = words, Actor = Officer }));

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private ServiceProvider Services(AccessScope reach) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(reach)
        .AddSingleton<TimeProvider>(Clock)
        .AddTrainingDomain(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data"] = folder, ["Database:Provider"] = Database.Provider.ToString(), ["Database:Connection"] = Database.ConnectionString,
        }).Build())
        .BuildServiceProvider();
}
