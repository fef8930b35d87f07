using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;

namespace Training.Domain.Messages;

public sealed record MessageQueuePage(IReadOnlyList<OutgoingMessage> Lines, int Total, IReadOnlyDictionary<MessageState, int> ByState);

/// <summary>The outgoing queue as the city sees it, newest first. Addresses come sealed; whoever shows them masks them.</summary>
public sealed class ReadMessages(TrainingDbContext db)
{
    public const int PageSize = 50;

    public async Task<MessageQueuePage> RunAsync(MessageState? state, string? purpose, int page, CancellationToken ct = default)
    {
        var all = db.OutgoingMessages().AsNoTracking();
        var byState = await all.GroupBy(m => m.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var asked = all.Where(m => (state == null || m.State == state) && (purpose == null || m.Purpose == purpose));
        return new MessageQueuePage(
            await asked.OrderByDescending(m => m.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct), await asked.CountAsync(ct), byState);
    }
}
