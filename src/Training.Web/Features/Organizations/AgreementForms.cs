using Microsoft.AspNetCore.Mvc.ModelBinding;
using Training.Domain.Organizations;
using Training.Domain.Regions;
using Training.Web.Hosting;

namespace Training.Web.Features.Organizations;

public sealed class AgreementForm
{
    public long? CountyCode { get; set; }

    public Guid? Organization { get; set; }

    public string? Partner { get; set; }

    public string? Purpose { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? Until { get; set; }

    public int WarnDays { get; set; } = Agreement.OrdinaryWarnDays;

    public Guid? Renews { get; set; }

    public long? Version { get; set; }

    /// <summary>Null for a new agreement.</summary>
    [BindNever]
    public Guid? Key { get; set; }

    [BindNever]
    public IReadOnlyList<Region> Counties { get; set; } = [];

    [BindNever]
    public IReadOnlyList<OrganizationLine> Bodies { get; set; } = [];

    /// <summary>The agreement that is renewed.</summary>
    [BindNever]
    public AgreementLine? Former { get; set; }

    public AgreementDraft Draft => new() { Organization = Organization, Partner = Partner, Purpose = Purpose ?? "", From = From, Until = Until, WarnDays = WarnDays };

    public static AgreementForm Of(AgreementLine line) => new()
    {
        Key = line.Key, Organization = line.Organization, Partner = line.Partner, Purpose = line.Purpose, From = line.FromDate, Until = line.UntilDate,
        WarnDays = line.WarnDays, Version = line.Version, CountyCode = line.RegionCode,
    };

    /// <summary>The next term: from the day after the former one, as long as that was.</summary>
    public static AgreementForm After(AgreementLine former) => new()
    {
        Renews = former.Key, Organization = former.Organization, Partner = former.Partner, Purpose = former.Purpose, WarnDays = former.WarnDays, CountyCode = former.RegionCode,
        From = former.UntilDate?.AddDays(1),
        Until = former.UntilDate is { } until ? until.AddDays(until.DayNumber - former.FromDate.DayNumber + 1) : null,
    };
}

public sealed record AgreementAsk
{
    public string? County { get; init; }

    public AgreementState? State { get; init; }

    public string? Words { get; init; }
}

public sealed record AgreementListPage(AgreementAsk Ask, IReadOnlyList<Region> Counties, IReadOnlyList<AgreementLine> Lines, IReadOnlyDictionary<AgreementState, int> ByState, DateOnly Today)
{
    public string CountyOf(long code) => Counties.FirstOrDefault(county => county.Code == RegionCodes.CountyOf(code))?.Name ?? "";

    public string Address(AgreementState? state, string path = "/agreements")
    {
        var query = string.Join('&', ((string Name, string? Value)[])[("county", Ask.County), ("state", state?.ToString()), ("words", Ask.Words)] is var parts
            ? parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}") : []);
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}

public sealed record AgreementPage(AgreementLine Line, string County, AgreementState State, IReadOnlyList<Happening> History, ClosingForm Ending, DateOnly Today);
