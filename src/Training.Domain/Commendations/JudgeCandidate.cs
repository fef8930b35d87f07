using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Commendations;

public sealed record CandidateNotThere(CandidateState State, string Step) : Refusal($"这一条现在是“{CommendationWords.Of(State)}”，不能{Step}。");

/// <summary>
/// What a person may do to a candidate: take it off before the notice, put it back, and take the praise back later, each with its reason. There is no step that adds one: who is on a
/// list is there by figures.
/// </summary>
public sealed class JudgeCandidate(TrainingDbContext db, TimeProvider clock)
{
    public Task<Result<Done>> TakeOffAsync(Actor actor, Guid key, string? reason, CancellationToken ct = default) =>
        StepAsync(actor, key, CommendationState.Draft, CandidateState.Listed, CandidateState.TakenOff, "划掉", reason, ct);

    public Task<Result<Done>> PutBackAsync(Actor actor, Guid key, string? reason, CancellationToken ct = default) =>
        StepAsync(actor, key, CommendationState.Draft, CandidateState.TakenOff, CandidateState.Listed, "放回", reason, ct);

    /// <summary>撤下: what came to light after the notice.</summary>
    public Task<Result<Done>> RevokeAsync(Actor actor, Guid key, string? reason, CancellationToken ct = default) =>
        StepAsync(actor, key, CommendationState.Confirmed, CandidateState.Praised, CandidateState.Revoked, "撤下", reason, ct);

    private async Task<Result<Done>> StepAsync(
        Actor actor, Guid key, CommendationState on, CandidateState from, CandidateState to, string step, string? reason, CancellationToken ct)
    {
        var candidate = await db.CommendationCandidates().SingleOrDefaultAsync(c => c.Key == key, ct);
        var list = candidate is null ? null : await db.CommendationLists().SingleOrDefaultAsync(l => l.Id == candidate.ListId, ct);
        if (candidate is null || list is null)
        {
            return new NotFound("这一条");
        }

        if (list.State != on)
        {
            return new CommendationNotThere(list.State, step);
        }

        if (candidate.State != from)
        {
            return new CandidateNotThere(candidate.State, step);
        }

        if (CommendationReasonBad.Check(reason, "Reason") is { } refusal)
        {
            return refusal;
        }

        var now = clock.UtcNow();
        (candidate.State, candidate.Reason, candidate.DecidedUtc, candidate.DecidedBy) = (to, to == CandidateState.Listed ? null : reason, now, actor.AccountId);
        // Raises the list's version: a notice that was made before this step must not be saved after it.
        db.Entry(list).Property(l => l.Version).IsModified = true;
        await AuditTrail.AppendAsync(
            db, list.AuditStream(), actor, $"{nameof(JudgeCandidate)}.{to}", now, new { candidate = candidate.Key, candidateState = from }, new { candidate = candidate.Key, candidateState = to }, reason, ct, candidate.RegionCode);
        return await db.SaveOrClashAsync(ct);
    }
}
