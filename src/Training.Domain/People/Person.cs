using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.People;

/// <summary>
/// One person as somebody wrote him or her down. Two rows that prove to be one person are joined by <see cref="CanonicalId"/> alone, so
/// that a merge is undone by clearing it.
/// </summary>
public sealed class Person : IPersonRow, IVersioned
{
    private long regionCode;

    /// <summary>民委发〔2016〕33号: a name field takes at least 50 characters.</summary>
    public const int NameMaxLength = 100;

    public const int BuildingMaxLength = 40;

    /// <summary>Stands where a name stood.</summary>
    public const string ErasedName = "已注销";

    public const int AddressMaxLength = 120;

    public long Id { get; set; }

    public Guid Key { get; set; }

    /// <summary>Exactly as written.</summary>
    public required string Name { get; set; }

    /// <summary>Folded for comparison (spaces, dots, width); never shown.</summary>
    public required string NameKey { get; set; }

    /// <summary>Initials of the pinyin, lower case, for search.</summary>
    public string Initials { get; set; } = "";

    public DateOnly? BirthDate { get; set; }

    /// <summary>Home community or village.</summary>
    public long RegionCode
    {
        get => regionCode;
        set => (regionCode, CountyCode) = (value, RegionCodes.CountyOf(value));
    }

    /// <summary>County of the home, so that a search within a county is one range of an index.</summary>
    public long CountyCode { get; private set; }

    /// <summary>Estate and building, what tells two people of one name apart on a roll: 滨河 3号楼. No flat number.</summary>
    public string? Building { get; set; }

    public long? HouseholdId { get; set; }

    /// <summary>The person that this row turned out to be.</summary>
    public long? CanonicalId { get; set; }

    /// <summary>This person's own key, sealed under the installation's; null while nothing is sealed and after erasure.</summary>
    public byte[]? KeySealed { get; set; }

    public byte[]? PhoneSealed { get; set; }

    public byte[]? PhoneIndex { get; set; }

    /// <summary>Blind index of the last four digits.</summary>
    public byte[]? PhoneTailIndex { get; set; }

    public byte[]? IdNumberSealed { get; set; }

    public byte[]? IdNumberIndex { get; set; }

    public byte[]? AddressSealed { get; set; }

    /// <summary>When everything personal was erased; the row stays because figures count it.</summary>
    public DateTime? ErasedUtc { get; set; }

    public byte[]? AddressIndex { get; set; }

    /// <summary>New or changed since the search for doubles last looked at this row.</summary>
    public bool AwaitsMatching { get; set; } = true;

    public long Version { get; set; }

    /// <summary>Its chain in the written history.</summary>
    public static string AuditStream(Guid key) => $"person/{key}";

    /// <summary>The one way to write somebody down: whatever search needs is derived from the name here.</summary>
    public static Person Named(string name, long regionCode, string? building = null, Guid? key = null) => new()
    {
        Key = key ?? Guid.CreateVersion7(),
        Name = name,
        NameKey = PersonName.KeyOf(name),
        Initials = PinyinInitials.Of(name),
        RegionCode = regionCode,
        Building = building,
    };

    /// <summary>Takes out whatever says who it was. Key, region and household stay: figures that were filed count them.</summary>
    public void Erase(DateTime nowUtc)
    {
        (Name, NameKey, Initials) = (ErasedName, "", "");
        (BirthDate, Building) = (null, null);
        PersonalSeals.ForgetEverything(this);
        (ErasedUtc, AwaitsMatching) = (nowUtc, true);
    }

    public string AuditStream() => AuditStream(Key);

    public void Rename(string name)
    {
        Name = name;
        NameKey = PersonName.KeyOf(name);
        Initials = PinyinInitials.Of(name);
    }
}

/// <summary>户: people who live together. The campaign counts distinct households.</summary>
public sealed class Household : IRegionScoped
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    public long RegionCode { get; set; }

    /// <summary>The household that this one turned out to be, as for persons.</summary>
    public long? CanonicalId { get; set; }

    public string AuditStream() => $"household-of-people/{Key}";
}

/// <summary>Who lived in a household, with dates.</summary>
public sealed class HouseholdMember
{
    public long Id { get; set; }

    public long HouseholdId { get; set; }

    public long PersonId { get; set; }

    public DateOnly FromDate { get; set; }

    /// <summary>Exclusive; null while it lasts.</summary>
    public DateOnly? UntilDate { get; set; }
}

/// <summary>Lets a county see a person whose home is in another one.</summary>
public sealed class PersonCounty : ICountyLink
{
    public long Id { get; set; }

    public long PersonId { get; set; }

    public long CountyCode { get; set; }

    public DateOnly FromDate { get; set; }

    public DateOnly? UntilDate { get; set; }
}
