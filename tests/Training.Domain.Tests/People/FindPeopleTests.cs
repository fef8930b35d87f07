using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.People;

public sealed class FindPeopleTests
{
    [Theory]
    [OnSqlite("秀英", 2)]
    [OnSqlite("张 秀", 2)]
    [OnSqlite("zxy", 2)]
    [OnSqlite("ZX", 2)]
    [OnSqlite("xy", 2)]
    [OnSqlite("5678", 1)]
    [OnSqlite("567", 0)]
    [OnSqlite("单", 1)]
    [OnSqlite("sgl", 1)]
    [OnSqlite("阿依古丽•买", 1)]
    [OnSqlite("远客", 1)]
    [OnSqlite("外县", 0)]
    [OnSqlite("%", 0)]
    [OnPostgres("秀英", 2)]
    [OnPostgres("zxy", 2)]
    [OnPostgres("5678", 1)]
    [OnPostgres("阿依古丽•买", 1)]
    [OnPostgres("远客", 1)]
    [OnPostgres("_", 0)]
    public async Task Finds_by_part_of_the_name_by_initials_and_by_the_phones_tail(DatabaseProvider provider, string text, int count)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var folder = Directory.CreateTempSubdirectory("training-keys-").FullName;
        try
        {
            var vault = new Vault(new DataFolder(folder));
            var clock = FakeClock.Ordinary();
            await using (var db = database.Open())
            {
                var first = Person.Named("张秀英", Places.QingfengVillage, "3号楼");
                Assert.True(MobileNumber.TryParse("13812345678", out var phone));
                vault.SetPhone(first, phone);
                var away = Person.Named("孙远客", Places.HualongCommunity);
                db.People().AddRange(
                    first, Person.Named("张秀英", Places.QingfengOtherVillage, "3号楼"), Person.Named("单桂兰", Places.QingfengVillage),
                    Person.Named("阿依古丽·买买提", Places.QingfengVillage), away, Person.Named("赵外县", Places.HualongCommunity));
                await db.SaveChangesAsync();
                db.People().Add(WithCanonical(Person.Named("张秀英", Places.QingfengVillage), first.Id));
                db.PersonCounties().Add(new PersonCounty { PersonId = away.Id, CountyCode = Places.Qingfeng, FromDate = new DateOnly(2026, 1, 1) });
                await db.SaveChangesAsync();
            }

            await using var scoped = database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)], [1]));
            var found = await new FindPeople(scoped, vault, clock).RunAsync(new FindPeopleInput { Text = text, CountyCode = Places.Qingfeng });
            Assert.Equal(count, found.Value!.Count);
            Assert.Equal(count, found.Value.Select(p => (p.Name, p.Label)).Distinct().Count());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory, OnSqlite]
    public async Task Shows_twenty_at_most_and_asks_for_a_word(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var folder = Directory.CreateTempSubdirectory("training-keys-").FullName;
        await using var db = database.Open();
        db.People().AddRange(Enumerable.Range(0, 30).Select(i => Person.Named($"王桂兰{i}", Places.QingfengVillage)));
        await db.SaveChangesAsync();
        var find = new FindPeople(db, new Vault(new DataFolder(folder)), FakeClock.Ordinary());
        Assert.Equal(FindPeople.Most, (await find.RunAsync(new FindPeopleInput { Text = "桂", CountyCode = Places.Qingfeng })).Value!.Count);
        Assert.IsType<NothingToFind>((await find.RunAsync(new FindPeopleInput { Text = " ", CountyCode = Places.Qingfeng })).Refusal);
        Directory.Delete(folder, recursive: true);
    }

    private static Person WithCanonical(Person person, long canonical)
    {
        person.CanonicalId = canonical;
        return person;
    }
}
