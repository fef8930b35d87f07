using System.Security.Claims;
using Training.Domain.Filing;
using Training.Domain.Regions;
using Training.Domain.Standards;
using Training.Web.Hosting;

namespace Training.Web.Features.Filing;

public static class RecordPages
{
    /// <summary>Where the record behind a row is read; null where it has no page, or none for this reader.</summary>
    public static string? Address(this DrillRow row, ClaimsPrincipal reader) => row.Row.Kind switch
    {
        RecordKind.Session when row.Page is { } roll && reader.May(Policies.ReadRoll) => $"/rolls/{roll}",
        RecordKind.Course when row.Page is { } course && reader.May(Policies.Courses) => $"/county-courses/{course}",
        RecordKind.Course when row.Page is { } course => $"/courses/{course}",
        RecordKind.Station => $"/stations?county={RegionCodes.Short(RegionCodes.CountyOf(row.Row.RegionCode))}&words={Uri.EscapeDataString(row.Title)}",
        _ => null,
    };
}
