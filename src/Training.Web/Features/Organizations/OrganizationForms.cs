using Microsoft.AspNetCore.Mvc.ModelBinding;
using Training.Domain.Organizations;
using Training.Domain.People.Privacy;
using Training.Domain.Regions;
using Training.Web.Hosting;

namespace Training.Web.Features.Organizations;

public sealed class OrganizationForm
{
    public string? Name { get; set; }

    public OrganizationKind? Kind { get; set; }

    public long? CountyCode { get; set; }

    public string? CreditCode { get; set; }

    public string? LegalPerson { get; set; }

    public string? ContactName { get; set; }

    public string? ContactPhone { get; set; }

    public bool ClearPhone { get; set; }

    public string? Address { get; set; }

    public bool AnotherOne { get; set; }

    public long? Version { get; set; }

    /// <summary>Null for a new body.</summary>
    [BindNever]
    public Guid? Key { get; set; }

    [BindNever]
    public IReadOnlyList<Region> Counties { get; set; } = [];

    /// <summary>The phone that is there, masked.</summary>
    [BindNever]
    public string? Phone { get; set; }

    /// <summary>The body of the same name that the warning speaks of.</summary>
    [BindNever]
    public Guid? Twin { get; set; }

    public OrganizationDraft Draft => new()
    {
        Name = Name ?? "",
        Kind = Kind,
        CreditCode = CreditCode,
        LegalPerson = LegalPerson,
        ContactName = ContactName,
        ContactPhone = ContactPhone ?? (ClearPhone ? "" : null),
        Address = Address,
    };

    public static OrganizationForm Of(BodyPage page) => new()
    {
        Key = page.Body.Key,
        Name = page.Body.Name,
        Kind = page.Body.Kind,
        CreditCode = page.Body.CreditCode,
        LegalPerson = page.Body.LegalPerson,
        ContactName = page.Body.ContactName,
        Address = page.Body.Address,
        Version = page.Body.Version,
        Phone = page.Phone,
    };
}

/// <summary>What somebody wants to see the phone for.</summary>
public sealed class OpeningForm
{
    public OpeningReason? Purpose { get; set; }

    public string? Words { get; set; }
}

/// <summary>A day from which something is over, and why.</summary>
public sealed class ClosingForm
{
    public DateOnly? On { get; set; }

    public string? Reason { get; set; }

    /// <summary>Whether it is shown again because it was refused.</summary>
    [BindNever]
    public bool Refused { get; set; }
}

public sealed record OrganizationAsk
{
    public string? County { get; init; }

    public OrganizationKind? Kind { get; init; }

    public string? Words { get; init; }

    public bool Closed { get; init; }

    public OrganizationOrder Order { get; init; }

    public int Page { get; init; } = 1;
}

public sealed record OrganizationListPage(
    OrganizationAsk Ask, IReadOnlyList<Region> Counties, Region? County, IReadOnlyList<OrganizationLine> Lines, int Total, int Size, IReadOnlyDictionary<long, int> Stations)
{
    public PageOf Pages => new(Ask.Page, Size, Total, page => Address("/organizations", Ask with { Page = page }));

    public string CsvAddress => Address("/organizations/register.csv", Ask with { Page = 1 });

    public string CountyOf(long code) => Counties.FirstOrDefault(county => county.Code == code)?.Name ?? "";

    public string Sorted(OrganizationOrder order) => Address("/organizations", Ask with { Order = order, Page = 1 });

    private static string Address(string path, OrganizationAsk ask)
    {
        (string Name, string? Value)[] parts =
        [
            ("county", ask.County), ("kind", ask.Kind?.ToString()), ("words", ask.Words), ("closed", ask.Closed ? "true" : null),
            ("order", ask.Order == OrganizationOrder.County ? null : ask.Order.ToString()), ("page", ask.Page > 1 ? FormattableString.Invariant($"{ask.Page}") : null),
        ];
        var query = string.Join('&', parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}
