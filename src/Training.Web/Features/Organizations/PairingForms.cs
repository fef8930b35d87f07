using Microsoft.AspNetCore.Mvc.ModelBinding;
using Training.Domain.Organizations;
using Training.Domain.Regions;

namespace Training.Web.Features.Organizations;

public sealed class PairingForm
{
    public Guid? Organization { get; set; }

    public long? RegionCode { get; set; }

    public DateOnly? From { get; set; }

    [BindNever]
    public IReadOnlyList<OrganizationLine> Bodies { get; set; } = [];

    /// <summary>Communities of the counties in reach, by town.</summary>
    [BindNever]
    public IReadOnlyList<(string Town, IReadOnlyList<Region> Communities)> Places { get; set; } = [];
}

public sealed record PairingListPage(
    string? Asked, bool Ended, IReadOnlyList<Region> Counties, IReadOnlyList<PairingLine> Lines, IReadOnlyList<UnpairedBody> Gaps, Guid? Ending, ClosingForm Form, DateOnly Today)
{
    public string CountyOf(long code) => Counties.FirstOrDefault(county => county.Code == RegionCodes.CountyOf(code))?.Name ?? "";
}
