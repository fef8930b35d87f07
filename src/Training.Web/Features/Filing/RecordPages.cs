using Training.Domain.Filing;
using Training.Domain.Regions;
using Training.Domain.Standards;

namespace Training.Web.Features.Filing;

public static class RecordPages
{
    /// <summary>Where the record behind a row is read; null where it has no page.</summary>
    public static string? Address(this DrillRow row) => row.Row.Kind switch
    {
        RecordKind.Session when row.Page is { } roll => $"/rolls/{roll}",
        RecordKind.Course when row.Page is { } course => $"/courses/{course}",
        RecordKind.Station => $"/stations?county={RegionCodes.Short(RegionCodes.CountyOf(row.Row.RegionCode))}&words={Uri.EscapeDataString(row.Title)}",
        _ => null,
    };
}
