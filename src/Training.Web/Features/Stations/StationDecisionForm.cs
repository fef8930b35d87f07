using Microsoft.AspNetCore.Mvc.ModelBinding;
using Training.Domain.Stations;

namespace Training.Web.Features.Stations;

/// <summary>Yes or no to a station, with the opinion; a review also ticks the checklist.</summary>
public sealed class StationDecisionForm
{
    /// <summary>yes or no; the button that was pressed.</summary>
    public string? Decision { get; set; }

    public List<PremisesItem> Confirmed { get; set; } = [];

    public string? Reason { get; set; }

    /// <summary>Null, with a sentence, where neither button was pressed or something could not be read.</summary>
    public bool? Chosen(ModelStateDictionary state)
    {
        if (Decision is not ("yes" or "no"))
        {
            state.AddModelError("", "按下面两个按钮中的一个。");
        }

        return state.IsValid ? Decision == "yes" : null;
    }
}

public sealed record StationDecisionPage(StationRecord Record, StationDecisionForm Form)
{
    /// <summary>Why it came back before, newest first, so that the same is looked at again.</summary>
    public IEnumerable<SignedStep> Earlier => Record.Steps.Where(line => line.Step.Action is StationAction.Reject or StationAction.Return or StationAction.Mend).Reverse();

    public SignedStep? LastReview => Record.Steps.LastOrDefault(line => line.Step.Action == StationAction.Approve);
}
