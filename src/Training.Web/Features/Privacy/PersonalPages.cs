using Training.Domain.Identity;
using Training.Domain.People.Privacy;
using Training.Web.Hosting;

namespace Training.Web.Features.Privacy;

public sealed class UnmaskForm
{
    public PersonalField Field { get; set; }

    public OpeningReason? Purpose { get; set; }

    public string? Words { get; set; }

    public string? Next { get; set; }
}

public sealed class CopyForm
{
    public ExportForm Kind { get; set; }

    public string? Words { get; set; }
}

/// <summary>The two forms of a person's page; what was typed in one stays when it is refused.</summary>
public sealed class PersonForms
{
    public string? How { get; set; }

    public ConsentMatter? Matter { get; set; }

    public ConsentWay? Way { get; set; }

    public DateOnly? GivenOn { get; set; }
}

public sealed class DecisionForm
{
    public bool? Erase { get; set; }

    public string? Reason { get; set; }
}

public sealed record PersonView(PersonalPage Person, string Home, IReadOnlyDictionary<long, string> Names, PersonForms Forms)
{
    public string Title => Person.ErasedUtc is null ? Person.Name : "已注销的人";
}

public sealed record OpenView(PersonalPage Person, UnmaskForm Form, UnmaskedValue? Opened)
{
    /// <summary>Seconds for which a value stands on the page; then the browser goes back by itself.</summary>
    public const int Seconds = 60;

    public string Back => Form.Next ?? $"/privacy/people/{Person.Key}";
}

public sealed record CopyView(PersonalPage Person, CopyForm Form);

public sealed record ErasureView(ErasureRequest Request, PersonalPage? Person, string Place, IReadOnlyDictionary<long, string> Names, DecisionForm Form);

/// <summary>Reads what the pages of one person's data share.</summary>
public sealed class PersonalPages(ReadPersonalPage read, AccountNames names, PlaceNames places)
{
    public Task<PersonalPage?> FindAsync(Guid person, CancellationToken ct) => read.RunAsync(person, ct);

    public async Task<PersonView?> ViewAsync(Guid person, PersonForms forms, CancellationToken ct)
    {
        if (await read.RunAsync(person, ct) is not { } page)
        {
            return null;
        }

        var ids = page.Openings.Select(o => o.ActorId).Concat(page.Consents.Select(c => c.TakenBy)).Concat(page.Requests.SelectMany(r => (long?[])[r.AskedBy, r.DecidedBy]));
        return new PersonView(page, await places.OfAsync(page.RegionCode, ct), await names.OfAsync(ids, ct), forms);
    }

    public async Task<ErasureView> ViewAsync(ErasureRequest request, Guid? person, DecisionForm form, CancellationToken ct) => new(
        request, person is { } key ? await read.RunAsync(key, ct) : null, await places.OfAsync(request.RegionCode, ct),
        await names.OfAsync([request.AskedBy, request.DecidedBy], ct), form);
}
