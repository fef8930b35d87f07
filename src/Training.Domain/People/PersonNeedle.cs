using System.Globalization;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.People;

/// <summary>
/// What somebody typed to find a person, read as what it is: a telephone number, an identity number, the last four digits, a birthday,
/// pinyin initials or the beginning of a name.
/// </summary>
public abstract record PersonNeedle
{
    private static readonly string[] Birthdays = ["yyyy-M-d", "yyyy年M月d日", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd"];

    /// <summary>Null: nothing to look for.</summary>
    public static PersonNeedle? Read(string? text, Vault vault)
    {
        var key = PersonName.KeyOf(text ?? "");
        if (key.Length is 0 or > Person.NameMaxLength)
        {
            return null;
        }

        if (MobileNumber.TryParse(key, out var phone))
        {
            return new Phone(vault.PhoneIndex(phone));
        }

        if (ResidentIdNumber.TryParse(key, out var number))
        {
            return new IdNumber(vault.IdNumberIndex(number));
        }

        if (DateOnly.TryParseExact(key, Birthdays, CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) && born.Year is > 1880 and < 2100)
        {
            return new Birth(born);
        }

        return key.Length == 4 && key.All(char.IsAsciiDigit) ? new PhoneTail(vault.PhoneTailIndex(key))
            : key.All(char.IsAsciiLetterOrDigit) ? new Letters(key.ToLowerInvariant())
            : new NamePart(key);
    }

    /// <summary>Rows that are exactly meant, or begin so: one range of an index. In the order in which they are shown.</summary>
    public abstract IQueryable<Person> Beginning(IQueryable<Person> people);

    /// <summary>Rows that have it inside; null where there is no such thing. Reads every name of the scope.</summary>
    public virtual IQueryable<Person>? Inside(IQueryable<Person> people) => null;

    /// <summary>A whole number or a day: few rows, found by an index of their own.</summary>
    protected virtual bool IsExact => true;

    /// <summary>Rows of one county, or of the scope where that is no wider, so that a range of names is a range of the county's index.</summary>
    public IQueryable<Person> OfCounty(IQueryable<Person> people, AccessScope scope, long? countyCode = null) =>
        IsExact ? WithinCounty(people, countyCode) : OnCountysIndex(people, scope, countyCode);

    public static IQueryable<Person> OnCountysIndex(IQueryable<Person> people, AccessScope scope, long? countyCode)
    {
        if (scope.Until > 0 && scope.Until < long.MaxValue && RegionCodes.CountyOf(scope.From) == RegionCodes.CountyOf(scope.Until - 1))
        {
            countyCode ??= RegionCodes.CountyOf(scope.From);
        }

        return countyCode is { } county ? people.Where(p => p.CountyCode == county) : people;
    }

    /// <summary>Said as a range of homes, which tempts no database away from the index of the number.</summary>
    private static IQueryable<Person> WithinCounty(IQueryable<Person> people, long? countyCode)
    {
        if (countyCode is not { } county)
        {
            return people;
        }

        var range = RegionCodes.RangeOf(county);
        return people.Where(p => p.RegionCode >= range.From && p.RegionCode < range.Until);
    }

    /// <summary>First text in the order of code points that no longer begins so.</summary>
    private static string After(string beginning) => beginning + "\U0010FFFF";

    public sealed record Phone(byte[] Index) : PersonNeedle
    {
        public override IQueryable<Person> Beginning(IQueryable<Person> people) => ByName(people.Where(p => p.PhoneIndex == Index));
    }

    public sealed record PhoneTail(byte[] Index) : PersonNeedle
    {
        public override IQueryable<Person> Beginning(IQueryable<Person> people) => ByName(people.Where(p => p.PhoneTailIndex == Index));
    }

    public sealed record IdNumber(byte[] Index) : PersonNeedle
    {
        public override IQueryable<Person> Beginning(IQueryable<Person> people) => ByName(people.Where(p => p.IdNumberIndex == Index));
    }

    public sealed record Birth(DateOnly Day) : PersonNeedle
    {
        public override IQueryable<Person> Beginning(IQueryable<Person> people) => ByName(people.Where(p => p.BirthDate == Day));
    }

    public sealed record Letters(string Initials) : PersonNeedle
    {
        protected override bool IsExact => false;

        public override IQueryable<Person> Beginning(IQueryable<Person> people)
        {
            var (from, until) = (Initials, After(Initials));
            return people.Where(p => string.Compare(p.Initials, from) >= 0 && string.Compare(p.Initials, until) < 0)
                .OrderBy(p => p.Initials).ThenBy(p => p.NameKey).ThenBy(p => p.Id);
        }

        public override IQueryable<Person> Inside(IQueryable<Person> people)
        {
            var capitals = Initials.ToUpperInvariant();
            return ByName(people.Where(p => p.Initials.Contains(Initials) || p.NameKey.Contains(capitals)));
        }
    }

    public sealed record NamePart(string Key) : PersonNeedle
    {
        protected override bool IsExact => false;

        public override IQueryable<Person> Beginning(IQueryable<Person> people)
        {
            var (from, until) = (Key, After(Key));
            return people.Where(p => string.Compare(p.NameKey, from) >= 0 && string.Compare(p.NameKey, until) < 0).OrderBy(p => p.NameKey).ThenBy(p => p.Id);
        }

        public override IQueryable<Person> Inside(IQueryable<Person> people) => ByName(people.Where(p => p.NameKey.Contains(Key)));
    }

    private static IQueryable<Person> ByName(IQueryable<Person> people) => people.OrderBy(p => p.Initials).ThenBy(p => p.NameKey).ThenBy(p => p.Id);
}
