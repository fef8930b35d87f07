using Microsoft.EntityFrameworkCore;
using Training.Domain.Messages;
using Training.Domain.Persistence;

namespace Training.Domain.Notices;

/// <summary>Notices that somebody opened and that still run, with the objections that wait for an answer.</summary>
public sealed class NoticesToSettle(TrainingDbContext db) : IUnfinishedWork
{
    public string Title => "没办结的公示和没答复的异议";

    public int Order => 50;

    public async Task<IReadOnlyList<UnfinishedThing>> OfAsync(Leaver leaver, CancellationToken ct = default)
    {
        var running = await db.PublicNotices().AsNoTracking()
            .Where(n => n.OpenedBy == leaver.AccountId && n.State == NoticeState.Running && n.Audience == NoticeAudience.Public)
            .OrderBy(n => n.LastDay).ThenBy(n => n.Id)
            .Select(n => new { n.Key, n.Title, n.LastDay, Unanswered = db.NoticeObjections().Count(o => o.NoticeId == n.Id && o.AnsweredUtc == null) })
            .ToListAsync(ct);
        return running.ConvertAll(n => new UnfinishedThing(
            $"{n.Title}，公示到{n.LastDay:M月d日}{(n.Unanswered == 0 ? "" : $"，{n.Unanswered} 条异议没答复")}", $"/notice-board/{n.Key}", "Notices"));
    }
}
