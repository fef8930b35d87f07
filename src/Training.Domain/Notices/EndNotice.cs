using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Notices;

/// <summary>How a notice is ended, whoever ends it: outcomes on its lines, the rooms above told, history and all in one save.</summary>
public sealed class EndNotice(TrainingDbContext db, IEnumerable<INoticeSubject> subjects, TimeProvider clock)
{
    internal async Task<Result<Done>> RunAsync(
        PublicNotice notice, NoticeEnding ending, Func<NoticeItem, NoticeOutcome> outcomeOf, Actor actor, string process, string? reason, CancellationToken ct)
    {
        var nowUtc = clock.UtcNow();
        notice.State = ending == NoticeEnding.Withdrawn ? NoticeState.Withdrawn : NoticeState.Concluded;
        (notice.Ending, notice.EndedUtc, notice.EndedBy, notice.EndReason) = (ending, nowUtc, actor.AccountId, reason);
        var handlers = subjects.Where(s => s.Subject == notice.Subject).ToList();
        foreach (var item in notice.Items.OrderBy(i => i.Ordinal))
        {
            item.Outcome = outcomeOf(item);
            foreach (var handler in handlers)
            {
                await handler.ConcludedAsync(item, item.Outcome.Value, actor, ct);
            }
        }

        await AuditTrail.AppendAsync(
            db, notice.AuditStream(), actor, process, nowUtc, new { State = NoticeState.Running },
            new { notice.State, notice.Ending, Outcomes = notice.Items.OrderBy(i => i.Ordinal).Select(i => i.Outcome) }, reason, ct);
        return await db.SavedAsync(ct);
    }

    internal Task<PublicNotice?> FindAsync(Guid key, CancellationToken ct) =>
        db.PublicNotices().Include(n => n.Items).SingleOrDefaultAsync(n => n.Key == key, ct);
}
