using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.People;

public sealed class PersonRegisterTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("training-keys-").FullName;
    private readonly FakeClock clock = FakeClock.Ordinary();

    private Vault Vault => new(new DataFolder(folder));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [OnSqlite("张", 2)]
    [OnSqlite("zxy", 1)]
    [OnSqlite("桂兰", 1)]
    [OnSqlite("154 0000 0001", 1)]
    [OnSqlite("0001", 1)]
    [OnSqlite("11010519491231002x", 1)]
    [OnSqlite("110105491231002", 1)]
    [OnSqlite("1950-05-01", 2)]
    [OnSqlite("1950年5月1日", 2)]
    [OnSqlite("", 3)]
    [OnSqlite("没有这人", 0)]
    [OnPostgres("张", 2)]
    [OnPostgres("zxy", 1)]
    [OnPostgres("桂兰", 1)]
    [OnPostgres("11010519491231002x", 1)]
    [OnPostgres("19500501", 2)]
    public async Task Finds_by_name_initials_numbers_and_birth(DatabaseProvider provider, string text, int count)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using (var db = database.Open())
        {
            var first = await Some.PersonAsync(db, name: "张秀英");
            Assert.True(MobileNumber.TryParse("15400000001", out var phone));
            Assert.True(ResidentIdNumber.TryParse("11010519491231002X", out var number));
            Vault.SetPhone(first, phone);
            Vault.SetIdNumber(first, number);
            await Some.PersonAsync(db, Places.QingfengOtherVillage, "张桂兰");
            await Some.PersonAsync(db, name: "赵外", with: p => p.BirthDate = null);
            await Some.PersonAsync(db, Places.NanleCommunity, "张邻县");
            await db.SaveChangesAsync();
        }

        await using var scoped = database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)]));
        var page = await new PersonRegister(scoped, Vault).RunAsync(new() { Text = text });
        Assert.Equal(count, page.Total);
        Assert.Equal(count, page.Lines.Count);
        Assert.DoesNotContain(page.Lines, l => l.Phone?.Contains("0000", StringComparison.Ordinal) == true && l.Phone.Length == 11 && !l.Phone.Contains('*', StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_county_sees_its_own_and_whom_it_was_lent_a_station_its_regulars_and_learners(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        long station;
        await using (var db = database.Open())
        {
            var mine = await Some.StationAsync(db);
            station = mine.Id;
            var regular = await Some.PersonAsync(db, name: "甲常来");
            var away = await Some.PersonAsync(db, Places.HualongCommunity, "乙外区常客");
            await Some.MemberAsync(db, mine, regular);
            await Some.MemberAsync(db, mine, away);
            var learner = await Some.PersonAsync(db, name: "丙户档");
            await Some.HouseholdAsync(db, learner);
            await Some.HouseholdFileAsync(db, mine, learner);
            await Some.PersonAsync(db, name: "丁同村");
            var lent = await Some.PersonAsync(db, Places.NanleCommunity, "戊借看");
            var ended = await Some.PersonAsync(db, Places.NanleCommunity, "己不再");
            db.PersonCounties().AddRange(
                new PersonCounty { PersonId = lent.Id, CountyCode = Places.Qingfeng, FromDate = new DateOnly(2026, 1, 1), UntilDate = new DateOnly(2027, 1, 1) },
                new PersonCounty { PersonId = ended.Id, CountyCode = Places.Qingfeng, FromDate = new DateOnly(2026, 1, 1), UntilDate = new DateOnly(2026, 2, 1) });
            await db.SaveChangesAsync();
        }

        var county = AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)]).On(clock.Today());
        Assert.Equal(["丁同村", "丙户档", "戊借看", "甲常来"], await NamesAsync(county));
        Assert.Equal(["丙户档", "乙外区常客", "甲常来"], await NamesAsync(AccessScope.Of([RegionCodes.RangeOf(Places.QingfengVillage)], [station])));
        Assert.Empty(await NamesAsync(AccessScope.Of([RegionCodes.RangeOf(Places.QingfengVillage)], [station + 1])));
        Assert.Empty(await NamesAsync(AccessScope.Nothing));

        async Task<List<string>> NamesAsync(AccessScope scope)
        {
            await using var db = database.Open(scope);
            return [.. (await db.People().Select(p => p.Name).ToListAsync()).Order(StringComparer.Ordinal)];
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_form_with_several_mistakes_says_all_of_them_and_writes_nothing(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)]));
        var before = await EveryTable.ReadAsync(db);
        var written = await new WritePerson(db, Vault, clock).RunAsync(new()
        {
            Actor = new Actor(1), Name = " ", RegionCode = Places.NanleCommunity, Phone = "1381234567", IdNumber = "4.10922E+17", BirthDate = "1850-1-1",
            Building = new string('楼', 41),
        });
        var wrong = Assert.IsType<PersonRefusals>(written.Refusal);
        Assert.Equal(
            [nameof(WritePersonInput.Name), nameof(WritePersonInput.Phone), nameof(WritePersonInput.IdNumber), nameof(WritePersonInput.BirthDate), nameof(WritePersonInput.Building), nameof(WritePersonInput.RegionCode)],
            wrong.All.Select(r => r.Field));
        Assert.Contains("科学计数", wrong.All[2].Message, StringComparison.Ordinal);
        Assert.Equal(before, await EveryTable.ReadAsync(db));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Who_lives_together_is_kept_with_its_days_through_moving_splitting_and_joining(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        var write = new WritePerson(db, Vault, clock);
        var father = (await write.RunAsync(new() { Actor = new(1), Name = "赵德福", RegionCode = Places.QingfengVillage })).Value;
        var mother = (await write.RunAsync(new() { Actor = new(1), Name = "李秀英", RegionCode = Places.QingfengVillage, LivesWith = father })).Value;
        var son = (await write.RunAsync(new() { Actor = new(1), Name = "赵建国", RegionCode = Places.QingfengVillage, LivesWith = father })).Value;
        var alone = (await write.RunAsync(new() { Actor = new(1), Name = "孙桂枝", RegionCode = Places.QingfengVillage, OwnHousehold = false })).Value;
        Assert.Null((await db.People().SingleAsync(p => p.Key == alone)).HouseholdId);

        clock.Advance(TimeSpan.FromDays(30));
        var move = new MoveHousehold(db, clock);
        var day = clock.Today().AddDays(-3);
        Assert.IsType<NobodyMoves>((await move.RunAsync(new() { Actor = new(1), People = [], On = day })).Refusal);
        Assert.IsType<NoMovingDay>((await move.RunAsync(new() { Actor = new(1), People = [son], On = clock.Today().AddDays(1) })).Refusal);
        Assert.IsType<BeforeTheyCame>((await move.RunAsync(new() { Actor = new(1), People = [son], On = day.AddDays(-60) })).Refusal);
        Assert.IsType<AlreadyTogether>((await move.RunAsync(new() { Actor = new(1), People = [son], To = father, On = day })).Refusal);

        // The son and his mother found a household of their own; later the father joins them; the mother moves out to where nobody knows.
        Assert.True((await move.RunAsync(new() { Actor = new(1), People = [son, mother], On = day })).Ok);
        Assert.Equal([mother, son], (await StaysAsync(son))[0].Mates.Select(m => m.Key).Append(son).Order());
        Assert.Equal([mother, father], (await StaysAsync(son))[1].Mates.Select(m => m.Key).OrderByDescending(k => k == mother));
        Assert.True((await move.RunAsync(new() { Actor = new(1), People = [father], To = son, On = clock.Today() })).Ok);
        Assert.True((await move.RunAsync(new() { Actor = new(1), People = [mother], Found = false, On = clock.Today() })).Ok);
        Assert.Equal((await db.People().SingleAsync(p => p.Key == son)).HouseholdId, (await db.People().SingleAsync(p => p.Key == father)).HouseholdId);
        Assert.Null((await db.People().SingleAsync(p => p.Key == mother)).HouseholdId);
        Assert.Equal((day, clock.Today()), (await StaysAsync(mother))[0] is var stay ? (stay.From, stay.Until) : default);
        Assert.True((await move.RunAsync(new() { Actor = new(1), People = [alone], To = father, On = clock.Today() })).Ok);
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);

        async Task<IReadOnlyList<Stay>> StaysAsync(Guid key)
        {
            db.ChangeTracker.Clear();
            return (await new ReadPerson(db, Vault).RunAsync(key))!.Stays;
        }
    }
}
