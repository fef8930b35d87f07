using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Domain.People;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Jobs.Demonstration;

/// <summary>A pool member with the half-days that are taken.</summary>
internal sealed record CityTrainer(Trainer Trainer, Person Person)
{
    public HashSet<(DateOnly Day, bool Morning)> Taken { get; } = [];

    /// <summary>The stay in the pool on which this trainer's work of the year stands.</summary>
    public PoolMembership Stay { get; set; } = null!;
}

internal sealed class CityCounty(CountyDefinition definition)
{
    public CountyDefinition Definition { get; } = definition;

    public required Account Officer { get; init; }

    public required IReadOnlyList<Region> Towns { get; init; }

    public required IReadOnlyList<Region> Villages { get; init; }

    public List<Organization> Organizations { get; } = [];

    public List<Account> OrganizationAccounts { get; } = [];

    /// <summary>Professionals who serve the county, borrowed ones included.</summary>
    public List<CityTrainer> Professionals { get; } = [];

    public List<CityTrainer> SocialWorkers { get; } = [];

    public List<CityStation> Stations { get; } = [];
}

internal sealed class CityStation(Station station, CityCounty county, int ordinal)
{
    public Station Station { get; } = station;

    public CityCounty County { get; } = county;

    public int Ordinal { get; } = ordinal;

    public Account Coordinator { get; set; } = null!;

    /// <summary>Divisions where its people live; the first is its own.</summary>
    public required IReadOnlyList<Region> Homes { get; init; }

    /// <summary>People of the place who come time and again.</summary>
    public List<Person> Regulars { get; } = [];

    public List<Person> Others { get; } = [];

    /// <summary>Those on the station's list of regulars, whom a roll offers first.</summary>
    public List<Person> Members { get; } = [];

    /// <summary>People with hard names and other people whom the first rolls must show.</summary>
    public List<Person> Awaited { get; } = [];

    /// <summary>Members of each household of the station, oldest first.</summary>
    public List<(Household Household, List<Person> Members)> Households { get; } = [];

    public List<DaySpan> Suspensions { get; } = [];

    public bool IsVillage => Station.Kind is StationKind.VillageHappinessHome or StationKind.TownSocialWork;

    public bool IsOpen(DateOnly day) =>
        day >= Station.InUseFrom && (Station.TakenOffOn is null || day < Station.TakenOffOn) && !Suspensions.Any(s => s.Holds(day));

    public Trouble? Trouble(TroubleKind kind) => County.Definition.Troubles.FirstOrDefault(t => t.Kind == kind && t.Station == Ordinal);

    public bool Has(TroubleKind kind, Month month) =>
        County.Definition.Troubles.Any(t => t.Kind == kind && t.Station == Ordinal && t.Hits(month));
}

/// <summary>What the parts of the city share while it is made.</summary>
internal sealed class City(Definitions definitions, int seed, CityRows rows, Vault vault)
{
    public Definitions Definitions { get; } = definitions;

    public CityRows Rows { get; } = rows;

    public Vault Vault { get; } = vault;

    public Dice Dice { get; } = new(seed, "city");

    public DateOnly FirstDay { get; } = new(definitions.Seasons.RecordedUntil.Year, 1, 1);

    public DateOnly LastDay { get; } = new(definitions.Seasons.RecordedUntil.Year, 12, 31);

    public DateOnly RecordedUntil => Definitions.Seasons.RecordedUntil;

    /// <summary>The evening at which the record ends.</summary>
    public DateTime RecordEndsUtc => ShanghaiTime.ToUtc(RecordedUntil, new TimeOnly(20, 0));

    public List<CityCounty> Counties { get; } = [];

    public IEnumerable<CityStation> Stations => Counties.SelectMany(c => c.Stations);

    public List<CityTrainer> Pool { get; } = [];

    public bool IsWorkingSeason(DateOnly day) => !Definitions.Seasons.Closed.Any(s => s.Holds(day));

    public IEnumerable<Month> Months
    {
        get
        {
            for (var month = Month.Of(FirstDay); month.FirstDay <= LastDay; month = month.Next)
            {
                yield return month;
            }
        }
    }

    public static DateTime At(DateOnly day, int hour, int minute = 0) => ShanghaiTime.ToUtc(day, new TimeOnly(hour, minute));
}
