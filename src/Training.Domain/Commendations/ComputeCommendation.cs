using Training.Domain.Standards;

namespace Training.Domain.Commendations;

/// <summary>Computes a list from what stands in the database now: the same text for the same records, whoever asks and whenever.</summary>
public sealed class ComputeCommendation(GatherCandidates gather)
{
    public async Task<CommendationContent> RunAsync(CommendationDefinition definition, long city, SheetPeriod period, CancellationToken ct = default) => new()
    {
        Region = city, Period = period.Key, Rule = definition.Version, RuleSha256 = definition.Sha256,
        Candidates = CommendationRules.Rank(definition, period.Months.Count(), await gather.RunAsync(definition, city, period, ct)),
    };
}
