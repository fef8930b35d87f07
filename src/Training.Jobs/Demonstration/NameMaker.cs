using Training.Domain.People;

namespace Training.Jobs.Demonstration;

/// <summary>Makes up names that people of the region could bear. They are combinations from lists, nobody's in particular.</summary>
internal sealed class NameMaker(NameLists lists)
{
    private readonly List<KeyValuePair<string, double>> surnames = [.. lists.Surnames];

    public string Surname(Dice dice) => dice.Weighted(surnames, s => s.Value).Key;

    public string Elder(Dice dice, bool woman, string? surname = null) => (surname ?? Surname(dice)) + dice.One(woman ? lists.Women : lists.Men);

    public string Younger(Dice dice) => Surname(dice) + dice.One(lists.Younger);

    public static Person Person(CityRows rows, Dice dice, string name, DateOnly? born, long region, DateTime madeUtc) => new()
    {
        Id = rows.Id<Person>(),
        Key = dice.Key(madeUtc),
        Name = name,
        NameKey = PersonName.KeyOf(name),
        Initials = PinyinInitials.Of(name),
        BirthDate = born,
        RegionCode = region,
    };
}
