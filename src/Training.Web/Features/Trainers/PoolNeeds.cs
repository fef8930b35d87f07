using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Trainers;

namespace Training.Web.Features.Trainers;

/// <summary>Members that a county owes by items J5 and J6 of the standard in force.</summary>
public sealed record NeededMembers(int Professionals, int SocialWorkers);

public sealed record RankedCandidate(WaitingCandidate Candidate, CandidateRank Rank);

public sealed record SelectionNeeds(IReadOnlyList<TopicNeed> Topics, IReadOnlyList<KindNeed> Kinds);

/// <summary>Composes what a county needs from the rooms that know a part of it: the standard, the timetable and the pool.</summary>
public sealed class PoolNeeds(StandardInForce standards, TopicDemand demand, PoolQueues queues, PoolBoard board, TrainingDbContext db, TimeProvider clock)
{
    public async Task<NeededMembers> NeededAsync(CancellationToken ct)
    {
        var month = Month.Of(clock.Today());
        var standard = (await standards.ForAsync(month, RegionCodes.CityOf(db.Scope.From), ct)).Definition;
        int Of(string metric) => (int)(standard.Items.FirstOrDefault(i => i.Measure.Metric == metric)?.Measure.On(month).Threshold ?? 0);
        return new(Of(OnSiteMetrics.Professionals), Of(OnSiteMetrics.SocialWorkers));
    }

    public async Task<SelectionNeeds> OfAsync(long county, CancellationToken ct)
    {
        var members = await queues.MembersByTopicAsync(county, ct);
        var needed = await NeededAsync(ct);
        var have = (await board.RunAsync(ct)).Counties.SingleOrDefault(c => c.CountyCode == county);
        return new(
            [.. (await demand.RunAsync(county, PoolTerms.Shipped.DemandMonths, ct)).Select(t => new TopicNeed(t.Code, t.Name, t.Sessions, members.GetValueOrDefault(t.Code)))],
            [
                new KindNeed("专业人才", have?.Professionals ?? 0, needed.Professionals, IsProfessional: true),
                new KindNeed("社工人才", have?.SocialWorkers ?? 0, needed.SocialWorkers, IsProfessional: false),
            ]);
    }

    /// <summary>Most needed first; who has waited longer stands first among equals.</summary>
    public static IReadOnlyList<RankedCandidate> Ranked(IEnumerable<WaitingCandidate> candidates, SelectionNeeds needs) =>
    [
        .. candidates.Select(c => new RankedCandidate(c, SelectionRules.Of(c.Key, c.Kind, c.StationTopics, needs.Topics, needs.Kinds)))
            .OrderByDescending(c => c.Rank.Points).ThenBy(c => c.Candidate.SinceUtc),
    ];
}
