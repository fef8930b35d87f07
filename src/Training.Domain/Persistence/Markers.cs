namespace Training.Domain.Persistence;

/// <summary>A row that belongs to a region: seen only by accounts whose ranges hold its code.</summary>
public interface IRegionScoped
{
    /// <summary>12-digit statistical code.</summary>
    long RegionCode { get; }
}

/// <summary>A row that belongs to a station: seen by a station-bound account only if the station is one of its own.</summary>
public interface IStationScoped : IRegionScoped
{
    long StationId { get; }
}

/// <summary>
/// A body (承接主体), or what belongs to one: an account of a body sees its own alone, the officers of the region see all. The filter is one
/// of its own beside that of regions, and reads the column that <see cref="OrganizationColumn"/> names.
/// </summary>
public interface IOrganizationRow : IRegionScoped
{
    const string OrganizationFilter = "organizations";

    static abstract string OrganizationColumn { get; }
}

/// <summary>
/// A person: seen by whoever reaches the home, by a county that an <see cref="ICountyLink"/> lets see it, and by a station-bound account
/// only through an <see cref="IStationLink"/>. Figures that were already cut to a scope by their own records follow the link past these
/// filters, which are named: the first by the entity, the second as here.
/// </summary>
public interface IPersonRow : IRegionScoped
{
    /// <summary>Name of the filter of station-bound accounts.</summary>
    const string StationFilter = "stations";

    long Id { get; }
}

/// <summary>Lets a county see a person whose home is elsewhere, from a day until another.</summary>
public interface ICountyLink
{
    long PersonId { get; }

    long CountyCode { get; }

    DateOnly FromDate { get; }

    /// <summary>Exclusive; null while it lasts.</summary>
    DateOnly? UntilDate { get; }
}

/// <summary>A row by which a station knows a person: a regular, a learner of a household file.</summary>
public interface IStationLink : IStationScoped
{
    long PersonId { get; }
}

/// <summary>A row with a concurrency token that is raised on every save.</summary>
public interface IVersioned
{
    long Version { get; set; }
}
