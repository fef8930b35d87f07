using Training.Domain.Audit;
using Training.Domain.Regions;
using Training.Domain.Trainers;

namespace Training.Web.Features.Trainers;

/// <summary>Several people and one decision.</summary>
public sealed class DecisionForm
{
    public string? County { get; set; }

    public List<Guid> Keys { get; set; } = [];

    public string? Reason { get; set; }

    public DecideInput Input(Actor actor) => new() { Actor = actor, Keys = Keys, Reason = Reason };
}

public sealed class NoticeForm
{
    public List<Guid> Keys { get; set; } = [];

    public string? Title { get; set; }

    public string? Body { get; set; }

    public string? SupervisionPhone { get; set; }

    public int? WorkingDays { get; set; }
}

public sealed record SelectionPage(
    Region County, IReadOnlyList<Region> Counties, SelectionNeeds Needs, IReadOnlyList<RankedCandidate> Candidates, DecisionForm Form, DateOnly Today);

public sealed record RecordPage(
    IReadOnlyList<WaitingCandidate> Selected, IReadOnlyList<WaitingCandidate> OnRecord, IReadOnlyList<WaitingCandidate> OnNotice,
    IReadOnlyDictionary<long, string> Names, DecisionForm Form, NoticeForm Notice, DateOnly Today);
