using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Messages;
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

        if (notice.OpenedBy is { } publisher && publisher != actor.AccountId)
        {
            Inbox.Add(db, [publisher], Told(notice), nowUtc);
        }

        await AuditTrail.AppendAsync(
            db, notice.AuditStream(), actor, process, nowUtc, new { State = NoticeState.Running },
            new { notice.State, notice.Ending, Outcomes = notice.Items.OrderBy(i => i.Ordinal).Select(i => i.Outcome) }, reason, ct);
        return await db.SaveOrClashAsync(ct);
    }

    /// <summary>What whoever published it is told when somebody else, or the clock, ended it.</summary>
    private static InboxNote Told(PublicNotice notice)
    {
        var struckOff = notice.Items.Count(i => i.Outcome == NoticeOutcome.StruckOff);
        return notice.Audience == NoticeAudience.Public
            ? new($"公示办结了：{notice.Title}", struckOff == 0 ? "公示对象全部通过。" : $"{notice.Items.Count - struckOff} 个通过，{struckOff} 个取消。", $"/notice-board/{notice.Key}")
            : new($"有答复了：{notice.Title}", notice.Ending == NoticeEnding.ByClock ? "期限内没有意见，视为同意。" : struckOff == 0 ? "对方同意。" : "对方不同意，理由写在这件事里。", $"/deadlines/{notice.Key}");
    }

    internal Task<PublicNotice?> FindAsync(Guid key, CancellationToken ct) =>
        db.PublicNotices().Include(n => n.Items).SingleOrDefaultAsync(n => n.Key == key, ct);
}
