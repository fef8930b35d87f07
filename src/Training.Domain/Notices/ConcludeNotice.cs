using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Notices;

public sealed record WindowStillRuns(DateOnly ConcludableFrom) : Refusal($"期限还没满，{ConcludableFrom:M月d日}起才能办结。");

public sealed record ObjectionsOpen(int Count) : Refusal($"还有 {Count} 条异议没有答复。先逐条答复，再办结。");

/// <summary>
/// Concludes a notice whose window is over and whose objections are all answered: lines with an upheld objection are struck off, the
/// others pass. A person does it, or every night the clock; for a party that kept silent it is the consent.
/// </summary>
public sealed class ConcludeNotice(TrainingDbContext db, EndNotice end, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(Guid noticeKey, Actor actor, string? remark = null, CancellationToken ct = default)
    {
        var notice = await end.FindAsync(noticeKey, ct);
        if (notice is null)
        {
            return new NotFound("这件公示");
        }

        if (notice.State != NoticeState.Running)
        {
            return new NoticeIsOver();
        }

        if (clock.Today() < notice.ConcludableFrom)
        {
            return new WindowStillRuns(notice.ConcludableFrom);
        }

        if (remark?.Length > PublicNotice.ReasonMaxLength)
        {
            return new NoticeReasonBad();
        }

        var objections = await db.NoticeObjections().AsNoTracking().Where(o => o.NoticeId == notice.Id).ToListAsync(ct);
        return objections.Count(o => o.AnsweredUtc is null) is var open and > 0
            ? new ObjectionsOpen(open)
            : await end.RunAsync(
                notice, actor.AccountId is null ? NoticeEnding.ByClock : NoticeEnding.ByPerson, item => NoticeRules.OutcomeOf(item, objections),
                actor, nameof(ConcludeNotice), string.IsNullOrWhiteSpace(remark) ? null : remark, ct);
    }

    /// <summary>Keys of the notices that the clock may conclude now, oldest first.</summary>
    public Task<List<Guid>> DueAsync(CancellationToken ct = default)
    {
        var today = clock.Today();
        return db.PublicNotices()
            .Where(n => n.State == NoticeState.Running && n.ConcludableFrom <= today
                && !db.NoticeObjections().Any(o => o.NoticeId == n.Id && o.AnsweredUtc == null))
            .OrderBy(n => n.Id).Select(n => n.Key).ToListAsync(ct);
    }
}
