using Training.Domain.Attendance;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;
using Training.Testing;

namespace Training.Domain.Tests.Attendance;

/// <summary>A station with its regulars, its coordinator, a trainer, and a session that is planned for 09:00 of the clock's day.</summary>
internal sealed class RollScene : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("training-keys-").FullName;

    private RollScene(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public FakeClock Clock { get; } = FakeClock.Shanghai(2026, 11, 18, 9, 2);

    public Vault Vault { get; private set; } = null!;

    public Station Station { get; private set; } = null!;

    public Session Session { get; private set; } = null!;

    public Trainer Trainer { get; private set; } = null!;

    public IReadOnlyList<Person> Members { get; private set; } = [];

    /// <summary>A person of another county.</summary>
    public Person Stranger { get; private set; } = null!;

    public RollTaker Coordinator { get; private set; }

    public AccessScope CoordinatorScope => AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)], [Station.Id]);

    public AccessScope TrainerScope => AccessScope.Of([RegionCodes.RangeOf(Places.City)]);

    public static async Task<RollScene> SetAsync(DatabaseProvider provider, int members = 40)
    {
        var scene = new RollScene(await TestDatabase.CreateAsync(provider));
        scene.Vault = new Vault(new DataFolder(scene.folder));
        await using var db = scene.Database.Open();
        scene.Station = await Some.StationAsync(db);
        scene.Trainer = await Some.TrainerAsync(db);
        scene.Session = await Some.SessionAsync(db, scene.Station, scene.Clock.Today(), scene.Trainer);
        scene.Members = await Some.PeopleAsync(db, members);
        db.StationMembers().AddRange(scene.Members.Select(p => new StationMember
        {
            StationId = scene.Station.Id, RegionCode = scene.Station.RegionCode, PersonId = p.Id, FromDate = new DateOnly(2026, 1, 1),
        }));
        scene.Stranger = await Some.PersonAsync(db, Places.HualongCommunity, "孙远客");
        var person = await Some.PersonAsync(db, name: "周站长");
        var account = new Account { UserName = "zhou", NormalizedUserName = "ZHOU", DisplayName = "周站长", PersonId = person.Id };
        db.Accounts().Add(account);
        await db.SaveChangesAsync();
        db.AccountStations().Add(new AccountStation { AccountId = account.Id, StationId = scene.Station.Id });
        await db.SaveChangesAsync();
        scene.Coordinator = RollTaker.Coordinator(account.Id);
        return scene;
    }

    public async Task<Guid> OpenAsync()
    {
        await using var db = Database.Open(CoordinatorScope);
        var opened = await new OpenRoll(new ApplyMarks(db, Vault, Clock), Clock).RunAsync(new OpenRollInput { SessionKey = Session.Key, Taker = Coordinator });
        Assert.True(opened.Ok, opened.Refusal?.Message);
        return opened.Value;
    }

    public async Task<Result<BatchAnswer>> ApplyAsync(
        Guid roll, IReadOnlyList<NewMark> marks, IReadOnlyList<NewWalkIn>? walkIns = null, RollTaker? taker = null, AccessScope? scope = null)
    {
        await using var db = Database.Open(scope ?? CoordinatorScope);
        return await new ApplyMarks(db, Vault, Clock).RunAsync(new MarkBatch
        {
            RollKey = roll, Taker = taker ?? Coordinator, Device = "phone", DeviceNowUtc = Clock.UtcNow(), Marks = marks, WalkIns = walkIns ?? [],
        });
    }

    public async Task<RollSheet> SheetAsync(Guid roll)
    {
        await using var db = Database.Open(CoordinatorScope);
        var sheet = await new TakeRoll(db, Vault, Clock).RunAsync(roll, Coordinator);
        Assert.True(sheet.Ok, sheet.Refusal?.Message);
        return sheet.Value;
    }

    public async Task<Result<RollClosed>> CloseAsync(Guid roll, int minutes = 62, int? heads = 30)
    {
        await using var db = Database.Open(CoordinatorScope);
        var start = Clock.UtcNow().AddMinutes(-minutes);
        return await new CloseRoll(new ApplyMarks(db, Vault, Clock), Clock).RunAsync(
            new CloseRollInput { RollKey = roll, Taker = Coordinator, StartedUtc = start, EndedUtc = Clock.UtcNow(), HeadCount = heads });
    }

    public NewMark Mark(Guid attendee, MarkKind kind = MarkKind.Present, params Guid[] replaces) => new()
    {
        Key = Guid.CreateVersion7(), AttendeeKey = attendee, Kind = kind, Supersedes = replaces, DeviceUtc = Clock.UtcNow(), DeviceSequence = 1,
    };

    public IReadOnlyList<NewMark> MarksFor(int count) => [.. Members.Take(count).Select(p => Mark(p.Key))];

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
