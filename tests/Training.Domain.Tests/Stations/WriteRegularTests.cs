using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Tests.People;
using Training.Testing;

namespace Training.Domain.Tests.Stations;

public sealed class WriteRegularTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("training-keys-").FullName;
    private readonly FakeClock clock = FakeClock.Ordinary();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private WriteRegular Use(TrainingDbContext db) => new(db, new WritePerson(db, new Vault(new DataFolder(folder)), clock), clock);

    [Theory, OnSqlite, OnPostgres]
    public async Task A_station_writes_down_who_comes_from_its_county_and_sees_its_regulars_alone(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var all = database.Open();
        var station = await Some.StationAsync(all);
        var other = await Some.StationAsync(all, with: s => s.Name = "隔壁站");
        // The account stands in the station's village; who comes may live in the next one.
        await using var db = database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.QingfengVillage)], [station.Id]).On(clock.Today()));
        var person = new WritePersonInput { Actor = new Actor(3), Name = " 吕〇·阿 ", RegionCode = Places.QingfengOtherVillage, Phone = "15400000001" };

        var regular = (await Use(db).RunAsync(new() { Person = person, Station = station.Key })).Value;
        var passing = (await Use(db).RunAsync(new() { Person = person with { Name = "路过", Phone = null } })).Value;

        Assert.Equal([regular], await db.People().Select(p => p.Key).ToListAsync());
        var written = await all.People().SingleAsync(p => p.Key == regular);
        Assert.Equal((" 吕〇·阿 ", Places.QingfengOtherVillage, true), (written.Name, written.RegionCode, written.AwaitsMatching));
        Assert.NotNull(written.HouseholdId);
        Assert.True(await all.People().AnyAsync(p => p.Key == passing));
        Assert.Equal((station.Id, clock.Today()), await all.StationMembers().Select(m => new ValueTuple<long, DateOnly>(m.StationId, m.FromDate)).SingleAsync());
        Assert.Null((await AuditTrail.VerifyAsync(all)).Broken);

        var before = await EveryTable.ReadAsync(all);
        Assert.IsType<NotThisStation>((await Use(db).RunAsync(new() { Person = person, Station = other.Key })).Refusal);
        Assert.IsType<PersonRefusals>((await Use(db).RunAsync(new() { Person = person with { RegionCode = Places.NanleCommunity }, Station = station.Key })).Refusal);
        Assert.Equal(before, await EveryTable.ReadAsync(all));
    }
}
