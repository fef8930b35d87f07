using System.Globalization;
using Training.Domain.People;
using Training.Domain.Persistence;

namespace Training.Testing;

public static partial class Some
{
    private static readonly string[] Surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "欧阳", "司马"];
    private static readonly string[] Given = ["秀英", "桂兰", "建国", "玉兰", "淑珍", "德福", "金凤", "国强", "翠花", "永福", "小梅", "长河"];

    /// <summary>A resident of the village; the number makes names differ.</summary>
    public static async Task<Person> PersonAsync(
        TrainingDbContext db, long region = Places.QingfengVillage, string? name = null, Action<Person>? with = null) =>
        await SaveAsync(db, NewPerson(region, name ?? NameOf(0)), with);

    /// <summary>Residents with names of their own, saved in one go.</summary>
    public static async Task<IReadOnlyList<Person>> PeopleAsync(TrainingDbContext db, int count, long region = Places.QingfengVillage)
    {
        var people = Enumerable.Range(0, count).Select(n => NewPerson(region, NameOf(n))).ToList();
        db.AddRange(people);
        await db.SaveChangesAsync();
        return people;
    }

    /// <summary>Another county sees the person since the start of 2026.</summary>
    public static Task<PersonCounty> LendingAsync(TrainingDbContext db, Person person, long county) =>
        SaveAsync(db, new PersonCounty { PersonId = person.Id, CountyCode = county, FromDate = new DateOnly(2026, 1, 1) }, null);

    /// <summary>People who live together since the start of 2026.</summary>
    public static async Task<Household> HouseholdAsync(TrainingDbContext db, params Person[] people)
    {
        var household = await SaveAsync(
            db, new Household { Key = Guid.CreateVersion7(), RegionCode = people.FirstOrDefault()?.RegionCode ?? Places.QingfengVillage }, null);
        foreach (var person in people)
        {
            person.HouseholdId = household.Id;
            db.HouseholdMembers().Add(new HouseholdMember { HouseholdId = household.Id, PersonId = person.Id, FromDate = new DateOnly(2026, 1, 1) });
        }

        await db.SaveChangesAsync();
        return household;
    }

    public static string NameOf(int number)
    {
        var (turn, place) = Math.DivRem(number, Surnames.Length * Given.Length);
        var name = Surnames[place % Surnames.Length] + Given[place / Surnames.Length];
        return turn == 0 ? name : name + turn.ToString(CultureInfo.InvariantCulture);
    }

    private static Person NewPerson(long region, string name)
    {
        var person = Person.Named(name, region, "3号楼");
        person.BirthDate = new DateOnly(1950, 5, 1);
        return person;
    }
}
