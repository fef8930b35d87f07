using Microsoft.AspNetCore.Mvc.ModelBinding;
using Training.Domain.Audit;
using Training.Domain.Organizations;
using Training.Domain.Regions;
using Training.Domain.Topics;
using Training.Domain.Trainers;

namespace Training.Web.Features.Trainers;

/// <summary>What a unit or an applicant writes; the same form for both, with the fields that each sees. The order is that of the page.</summary>
public sealed class PoolForm
{
    public long? OrganizationId { get; set; }

    public string? Name { get; set; }

    public string? Phone { get; set; }

    /// <summary>Six digits of the county that selects.</summary>
    public string? CountyCode { get; set; }

    public TalentKind? Kind { get; set; }

    public List<string> Topics { get; set; } = [];

    /// <summary>Six digits each.</summary>
    public List<string> Counties { get; set; } = [];

    public string? UnitName { get; set; }

    public string? Title { get; set; }

    public string? Introduction { get; set; }

    public List<int> FreeTimes { get; set; } = [];

    public int? MonthlyCeiling { get; set; }

    public bool Agreed { get; set; }

    /// <summary>Set when a declined application is mended.</summary>
    public string? Receipt { get; set; }

    public string? OldTail { get; set; }

    [BindNever]
    public IReadOnlyList<Topic> AllTopics { get; set; } = [];

    [BindNever]
    public IReadOnlyList<Region> AllCounties { get; set; } = [];

    [BindNever]
    public IReadOnlyList<Organization> Units { get; set; } = [];

    public TrainerFacts Facts => new()
    {
        Kind = Kind,
        Topics = Topics,
        Counties = [.. Counties.Select(Code).OfType<long>()],
        Title = Title,
        FreeTimes = FreeTimes.Count == 0 ? null : Training.Domain.Trainers.FreeTimes.Of(FreeTimes),
        MonthlyCeiling = MonthlyCeiling,
    };

    public ApplyToPoolInput Input(Actor actor, ApplicationWay way) => new()
    {
        Actor = actor, Way = way, Name = Name, Phone = Phone, CountyCode = Code(CountyCode), OrganizationId = OrganizationId, UnitName = UnitName,
        Introduction = Introduction, Agreed = Agreed, Facts = Facts, Receipt = Receipt, OldTail = OldTail,
    };

    /// <summary>Fills the form with what stands; the phone is never handed out.</summary>
    public void Take(TrainerFacts facts)
    {
        (Kind, Title, MonthlyCeiling) = (facts.Kind, facts.Title, facts.MonthlyCeiling);
        (Topics, Counties) = ([.. facts.Topics], [.. facts.Counties.Select(RegionCodes.Short)]);
        FreeTimes = [.. Enumerable.Range(0, Training.Domain.Trainers.FreeTimes.Slots).Where(slot => Training.Domain.Trainers.FreeTimes.Holds(facts.FreeTimes, slot))];
    }

    private static long? Code(string? text) => RegionCodes.TryParse(text, out var code) ? code : null;
}

public sealed class ProgressForm
{
    public string? Receipt { get; set; }

    public string? Tail { get; set; }

    [BindNever]
    public PoolProgressView? Found { get; set; }

    [BindNever]
    public string County { get; set; } = "";
}
