using Microsoft.AspNetCore.Mvc.ModelBinding;
using Training.Domain.Identity.Residents;

namespace Training.Web.Features.Families;

public sealed class PhoneForm
{
    public string? Phone { get; set; }
}

/// <summary>Who is here, and the consent where it is still wanted.</summary>
public sealed record EnterPage(PhoneDoor Door, PersonOfPhone? Asked, IReadOnlyList<string> Consent, string ConsentVersion);

public sealed class RegisterForm
{
    public string? Name { get; set; }

    /// <summary>Part of the community's name, for the search.</summary>
    public string? Words { get; set; }

    public long? RegionCode { get; set; }

    public string? AgreedTo { get; set; }

    /// <summary>Which button: search, or anything else.</summary>
    public string? Act { get; set; }

    [BindNever]
    public IReadOnlyList<Community> Found { get; set; } = [];

    [BindNever]
    public bool Searched { get; set; }
}

/// <param name="Way">清丰县 城关镇</param>
public sealed record Community(long Code, string Name, string Way);
