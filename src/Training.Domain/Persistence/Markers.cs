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

/// <summary>A row with a concurrency token that is raised on every save.</summary>
public interface IVersioned
{
    long Version { get; set; }
}
