using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Testing;

namespace Training.Domain.Tests.People;

public sealed class MergePersonsTests : IDisposable
{
    private static readonly Actor Officer = new(7);
    private static readonly DateOnly Day = new(2026, 10, 14);

    private readonly string folder = Directory.CreateTempSubdirectory("training-keys-").FullName;
    private readonly FakeClock clock = FakeClock.Ordinary();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, OnSqlite, OnPostgres]
    public async Task A_merge_counts_one_person_and_one_family_and_taken_back_every_row_of_every_table_is_as_it_was(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        var (first, second, roll, station) = await TwiceEverywhereAsync(db);
        var before = await EveryTable.ReadAsync(db);
        Assert.Equal((3, 3, 2), await CountsAsync(db, roll));
        Assert.Equal(3, (await OfferedAsync(db, roll)).Count);

        var merged = await new MergePersons(db, clock).RunAsync(
            new() { Actor = Officer, FromKey = second.Key, IntoKey = first.Key, Why = "本人说登记了两次", SameHousehold = true });
        Assert.True(merged.Ok, merged.Refusal?.Message);
        db.ChangeTracker.Clear();
        Assert.Equal(first.Id, (await db.People().SingleAsync(p => p.Id == second.Id)).CanonicalId);
        Assert.Equal((2, 2, 1), await CountsAsync(db, roll));
        Assert.Equal(2, (await OfferedAsync(db, roll)).Count);
        Assert.NotEqual(before, await EveryTable.ReadAsync(db));

        // Within a county of the station alone the person elsewhere is still one.
        await using (var scoped = database.Open(AccessScope.Of([RegionCodes.RangeOf(station)], [1])))
        {
            Assert.Equal((2, 2, 1), await CountsAsync(scoped, roll));
        }

        var undone = await new UndoMerge(db, clock).RunAsync(new() { Actor = Officer, MergeKey = merged.Value, Why = "女儿来电话，是妯娌" });
        Assert.True(undone.Ok, undone.Refusal?.Message);
        Assert.Equal(before, await EveryTable.ReadAsync(db));
        Assert.Equal((3, 3, 2), await CountsAsync(db, roll));
        Assert.IsType<AlreadyUndone>((await new UndoMerge(db, clock).RunAsync(new() { Actor = Officer, MergeKey = merged.Value, Why = "再撤" })).Refusal);
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
        Assert.Equal(
            [nameof(MergePersons), nameof(UndoMerge)],
            await db.AuditEntries().Where(a => a.Stream == second.AuditStream()).OrderBy(a => a.Sequence).Select(a => a.Process).ToListAsync());
    }

    [Theory, OnSqlite(1), OnSqlite(2), OnPostgres(3)]
    public async Task Any_number_of_merges_taken_back_in_any_order_restores_all(DatabaseProvider provider, int seed)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        var people = await Some.PeopleAsync(db, 12);
        foreach (var person in people)
        {
            await Some.HouseholdAsync(db, person);
        }

        var before = await EveryTable.ReadAsync(db);
        var dice = new Random(seed);
        var merges = new List<Guid>();
        while (merges.Count < 9)
        {
            var merged = await new MergePersons(db, clock).RunAsync(new()
            {
                Actor = Officer, FromKey = people[dice.Next(12)].Key, IntoKey = people[dice.Next(12)].Key, Why = "同一个人", SameHousehold = dice.Next(2) == 0,
            });
            if (merged.Ok)
            {
                merges.Add(merged.Value);
            }

            Assert.False(await db.People().AnyAsync(p => p.CanonicalId != null && db.People().Any(c => c.Id == p.CanonicalId && c.CanonicalId != null)));
            Assert.False(await db.Households().AnyAsync(p => p.CanonicalId != null && db.Households().Any(c => c.Id == p.CanonicalId && c.CanonicalId != null)));
        }

        foreach (var merge in merges.OrderBy(_ => dice.Next()))
        {
            Assert.True((await new UndoMerge(db, clock).RunAsync(new() { Actor = Officer, MergeKey = merge, Why = "撤销" })).Ok);
        }

        Assert.Equal(before, await EveryTable.ReadAsync(db));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_merge_is_refused_aloud(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        var people = await Some.PeopleAsync(db, 3);
        var vault = new Vault(new DataFolder(folder));
        Assert.True(ResidentIdNumber.TryParse("410922195003054321"[..17] + "0", out var number) || ResidentIdNumber.TryParse("11010519491231002X", out number));
        Assert.True(ResidentIdNumber.TryParse("440524188001010014", out var other));
        vault.SetIdNumber(people[0], number);
        vault.SetIdNumber(people[1], other);
        var elsewhere = await Some.PersonAsync(db, Places.NanleCommunity, "外县人");
        await db.SaveChangesAsync();
        var before = await EveryTable.ReadAsync(db);

        Assert.IsType<WhyMissing>((await MergeAsync(people[1].Key, people[2].Key, " ")).Refusal);
        Assert.IsType<WhyTooLong>((await MergeAsync(people[1].Key, people[2].Key, new string('长', 201))).Refusal);
        Assert.IsType<OneRowTwice>((await MergeAsync(people[1].Key, people[1].Key, "同一个人")).Refusal);
        Assert.IsType<NumbersDiffer>((await MergeAsync(people[0].Key, people[1].Key, "同一个人")).Refusal);
        Assert.IsType<NotFound>((await MergeAsync(people[0].Key, Guid.NewGuid(), "同一个人")).Refusal);
        Assert.Equal(before, await EveryTable.ReadAsync(db));
        await using (var county = database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)])))
        {
            Assert.IsType<NotFound>((await new MergePersons(county, clock).RunAsync(
                new() { Actor = Officer, FromKey = people[2].Key, IntoKey = elsewhere.Key, Why = "同一个人" })).Refusal);
        }

        Assert.True((await MergeAsync(people[2].Key, people[1].Key, "同一个人")).Ok);
        Assert.IsType<AlreadyMerged>((await MergeAsync(people[2].Key, elsewhere.Key, "同一个人")).Refusal);

        Task<Result<Guid>> MergeAsync(Guid from, Guid into, string why) =>
            new MergePersons(db, clock).RunAsync(new() { Actor = Officer, FromKey = from, IntoKey = into, Why = why });
    }

    /// <summary>Present on the roll, served families, residents signed in.</summary>
    private static async Task<(int Present, int Families, int SignedIn)> CountsAsync(TrainingDbContext db, Roll roll)
    {
        var month = Month.Of(Day);
        var families = await new ServedFamilies(db).RunAsync(Places.Qingfeng, month, month);
        var signedIn = await db.ResidentSignIns().Join(db.People().IgnoreQueryFilters(), s => s.PersonId, p => p.Id, (s, p) => p.CanonicalId ?? p.Id).Distinct().CountAsync();
        return (await RollCounts.PresentAsync(db, roll.Id), families.Total, signedIn);
    }

    private async Task<IReadOnlyList<RollLine>> OfferedAsync(TrainingDbContext db, Roll roll)
    {
        var next = await db.Rolls().SingleAsync(r => r.Id != roll.Id);
        return (await new TakeRoll(db, new Vault(new DataFolder(folder)), clock).RunAsync(next.Key, RollTaker.Coordinator(1))).Value!.Lines;
    }

    /// <summary>One person on two rows, the second of them living in the next county, with everything that can hang on a person.</summary>
    private static async Task<(Person First, Person Second, Roll Roll, long Station)> TwiceEverywhereAsync(TrainingDbContext db)
    {
        var station = await Some.StationAsync(db);
        var trainer = await Some.TrainerAsync(db);
        var first = await Some.PersonAsync(db, name: "张秀英");
        var second = await Some.PersonAsync(db, Places.NanleCommunity, "张秀瑛");
        var third = await Some.PersonAsync(db, name: "李福田");
        foreach (var person in (Person[])[first, second, third])
        {
            var household = await Some.HouseholdAsync(db, person);
            await Some.MemberAsync(db, station, person);
            var (file, learner) = await Some.HouseholdFileAsync(db, station, person);
            await Some.HomeVisitAsync(db, file, trainer, Day, learner);
            await Some.HelpServiceAsync(db, station, trainer, Day, [household]);
        }

        db.PersonCounties().Add(new PersonCounty { PersonId = second.Id, CountyCode = Places.Qingfeng, FromDate = new DateOnly(2026, 1, 1) });
        db.ResidentSignIns().AddRange(((Person[])[first, second]).Select(p => new ResidentSignIn
        {
            PersonId = p.Id, RegionCode = Places.QingfengVillage, AtUtc = ShanghaiTime.ToUtc(Day), Month = Month.Of(Day),
        }));
        db.Accounts().Add(new Account { UserName = "family", DisplayName = "张秀瑛", PersonId = second.Id });
        await db.SaveChangesAsync();
        var roll = await Some.ClosedRollAsync(db, await Some.SessionAsync(db, station, Day, trainer), [first, second, third]);
        db.WalkIns().Add(new WalkIn { Key = Guid.CreateVersion7(), RollId = roll.Id, StationId = station.Id, RegionCode = station.RegionCode, Name = "秀瑛", PersonId = second.Id });
        await db.SaveChangesAsync();
        await Some.OpenRollAsync(db, await Some.SessionAsync(db, station, Day.AddDays(7), trainer));
        db.ChangeTracker.Clear();
        return (first, second, roll, station.RegionCode);
    }
}
