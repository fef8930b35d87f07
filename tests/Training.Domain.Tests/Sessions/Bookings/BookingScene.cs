using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Sessions.Bookings;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Testing;

namespace Training.Domain.Tests.Sessions.Bookings;

/// <summary>A class in two days at a station with few seats, a couple with an account, neighbours with accounts, and a coordinator.</summary>
internal sealed class BookingScene : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("training-keys-").FullName;

    private BookingScene(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public FakeClock Clock { get; } = FakeClock.Ordinary();

    public Vault Vault { get; private set; } = null!;

    public Station Station { get; private set; } = null!;

    public Session Session { get; private set; } = null!;

    public Person Guilan { get; private set; } = null!;

    public Person Futian { get; private set; } = null!;

    public IReadOnlyList<Person> Neighbours { get; private set; } = [];

    public Booker Couple { get; private set; }

    public Booker Coordinator { get; } = Booker.Station(new Actor(7));

    public AccessScope CoordinatorScope => AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)], [Station.Id]);

    public static async Task<BookingScene> SetAsync(DatabaseProvider provider, int seats = 2)
    {
        var scene = new BookingScene(await TestDatabase.CreateAsync(provider));
        scene.Vault = new Vault(new DataFolder(scene.folder));
        await using var db = scene.Database.Open();
        scene.Station = await Some.StationAsync(db, with: s => s.Capacity = seats);
        scene.Session = await Some.SessionAsync(db, scene.Station, scene.Clock.Today().AddDays(2));
        scene.Guilan = await Some.PersonAsync(db, name: "王桂兰", with: p => scene.Vault.SetPhone(p, Phone(0)));
        scene.Futian = await Some.PersonAsync(db, name: "李福田");
        await Some.HouseholdAsync(db, scene.Guilan, scene.Futian);
        scene.Neighbours = await Some.PeopleAsync(db, 20);
        var number = 1;
        foreach (var neighbour in scene.Neighbours)
        {
            scene.Vault.SetPhone(neighbour, Phone(number++));
        }

        var account = new Account { UserName = "resident-1", NormalizedUserName = "RESIDENT-1", DisplayName = "王桂兰", PersonId = scene.Guilan.Id };
        db.Accounts().Add(account);
        await db.SaveChangesAsync();
        scene.Couple = Booker.Resident(new Actor(account.Id), scene.Guilan.Id);
        return scene;
    }

    /// <summary>A neighbour who books for himself or herself.</summary>
    public Booker Neighbour(int number) => Booker.Resident(new Actor(1000 + number), Neighbours[number].Id);

    public async Task<Result<SeatBooked>> BookAsync(Booker booker, Person person, Session? session = null, bool overlap = false, string? note = null)
    {
        await using var db = OpenFor(booker);
        return await new BookSeat(db, new FamilyCircles(db), Vault, Clock).RunAsync(new BookSeatInput
        {
            SessionKey = (session ?? Session).Key, PersonKey = person.Key, Booker = booker, OverlapAccepted = overlap, Note = note,
        });
    }

    public async Task<Result<Done>> CancelAsync(Booker booker, Guid booking)
    {
        await using var db = OpenFor(booker);
        return await new CancelBooking(db, new FamilyCircles(db), Vault, Clock).RunAsync(new CancelBookingInput { BookingKey = booking, Booker = booker });
    }

    public async Task<Result<Done>> RestoreAsync(Booker booker, Guid booking)
    {
        await using var db = OpenFor(booker);
        return await new CancelBooking(db, new FamilyCircles(db), Vault, Clock).RestoreAsync(new CancelBookingInput { BookingKey = booking, Booker = booker });
    }

    public async Task<int> PassOnAsync()
    {
        await using var db = Database.Open();
        return await new PassOnSeats(db, Vault, Clock).RunAsync();
    }

    public async Task<ClassBookings> ListAsync(Session? session = null)
    {
        await using var db = Database.Open(CoordinatorScope);
        return (await new ReadBookings(db, Vault, Clock).OfClassAsync((session ?? Session).Key))!;
    }

    public async Task<FamilyCircle> CircleAsync(Person person)
    {
        await using var db = Database.Open(AccessScope.Nothing);
        return (await new FamilyCircles(db).OfAsync(person.Id))!;
    }

    public async Task<IReadOnlyList<FamilyBooking>> OwnAsync(Person person)
    {
        await using var db = Database.Open(AccessScope.Nothing);
        return await new ReadBookings(db, Vault, Clock).OfFamilyAsync(await CircleAsync(person));
    }

    public TrainingDbContext OpenFor(Booker booker) => Database.Open(booker.IsStation ? CoordinatorScope : AccessScope.Nothing);

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static MobileNumber Phone(int number) =>
        MobileNumber.TryParse($"138000{number:D5}", out var phone) ? phone : throw new InvalidOperationException("No telephone number.");
}
