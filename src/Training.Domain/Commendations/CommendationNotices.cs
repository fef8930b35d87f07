using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Commendations;

/// <summary>
/// What a notice brought to those it named: an upheld objection strikes one off, the others are praised, and the list is confirmed. A notice that was taken back leaves the list as it was
/// before, to be computed or published again.
/// </summary>
public sealed class CommendationNotices(TrainingDbContext db, TimeProvider clock) : INoticeSubject
{
    public string Subject => NoticeSubjects.Commendation;

    public async Task ConcludedAsync(NoticeItem item, NoticeOutcome outcome, Actor actor, CancellationToken ct)
    {
        // Notices that were typed by hand name nobody of a list.
        if (await db.CommendationCandidates().SingleOrDefaultAsync(c => c.Key == item.SubjectKey, ct) is not { State: CandidateState.Listed } candidate)
        {
            return;
        }

        var list = await db.CommendationLists().SingleAsync(l => l.Id == candidate.ListId, ct);
        var now = clock.UtcNow();
        if (outcome == NoticeOutcome.Withdrawn)
        {
            (list.State, list.PutForwardUtc) = (CommendationState.Draft, null);
        }
        else
        {
            (candidate.State, candidate.DecidedUtc, candidate.DecidedBy) = (outcome == NoticeOutcome.Passed ? CandidateState.Praised : CandidateState.StruckOff, now, actor.AccountId);
            candidate.Reason = outcome == NoticeOutcome.Passed ? null : "公示期内收到异议，核实成立。";
            (list.State, list.ConfirmedUtc) = (CommendationState.Confirmed, now);
        }

        await AuditTrail.AppendAsync(
            db, list.AuditStream(), actor, nameof(CommendationNotices), now, new { candidate = candidate.Key, candidateState = CandidateState.Listed },
            new { candidate = candidate.Key, candidateState = candidate.State, commendationState = list.State }, ct: ct, regionCode: candidate.RegionCode);
    }
}
