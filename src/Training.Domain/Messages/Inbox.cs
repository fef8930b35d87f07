using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Messages;

/// <summary>A line in the inbox of a staff account: something waits for it or has been decided.</summary>
public sealed class InboxMessage
{
    public const int TitleMaxLength = 120;
    public const int BodyMaxLength = 500;
    public const int HrefMaxLength = 200;

    public long Id { get; set; }

    public long AccountId { get; set; }

    /// <summary>One sentence: 岳村集村农村幸福院的申报等您审核。</summary>
    public required string Title { get; set; }

    public string? Body { get; set; }

    /// <summary>Page of the site where it is dealt with; begins with a slash.</summary>
    public string? Href { get; set; }

    public DateTime CreatedUtc { get; set; }

    public DateTime? ReadUtc { get; set; }
}

public sealed record InboxNote(string Title, string? Body = null, string? Href = null);

/// <summary>Puts lines into inboxes within the caller's own save.</summary>
public static class Inbox
{
    public static void Add(TrainingDbContext db, IEnumerable<long> accountIds, InboxNote note, DateTime nowUtc) => db.InboxMessages().AddRange(Lines(accountIds, note, nowUtc));

    /// <summary>The same lines for a caller who writes thousands by one statement.</summary>
    public static IEnumerable<InboxMessage> Lines(IEnumerable<long> accountIds, InboxNote note, DateTime nowUtc)
    {
        if (note.Href is { } href && (!href.StartsWith('/') || href.StartsWith("//", StringComparison.Ordinal)))
        {
            throw new ArgumentException("An inbox line leads to a page of this site.", nameof(note));
        }

        return accountIds.Distinct().Select(account => new InboxMessage
        {
            AccountId = account,
            Title = Cut(note.Title, InboxMessage.TitleMaxLength),
            Body = note.Body is null ? null : Cut(note.Body, InboxMessage.BodyMaxLength),
            Href = note.Href,
            CreatedUtc = nowUtc,
        });
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}

public sealed record InboxPage(IReadOnlyList<InboxMessage> Lines, int Total, int Unread);

/// <summary>An account's own inbox: reads it, newest first, and marks lines as read. Nobody reaches another's.</summary>
public sealed class OwnInbox(TrainingDbContext db, TimeProvider clock)
{
    public const int PageSize = 30;

    public Task<int> UnreadAsync(long accountId, CancellationToken ct = default) =>
        db.InboxMessages().CountAsync(m => m.AccountId == accountId && m.ReadUtc == null, ct);

    public async Task<InboxPage> ReadAsync(long accountId, bool onlyUnread, int page, CancellationToken ct = default)
    {
        var own = db.InboxMessages().AsNoTracking().Where(m => m.AccountId == accountId);
        var unread = await own.CountAsync(m => m.ReadUtc == null, ct);
        var asked = onlyUnread ? own.Where(m => m.ReadUtc == null) : own;
        var lines = await asked.OrderByDescending(m => m.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        return new InboxPage(lines, onlyUnread ? unread : await own.CountAsync(ct), unread);
    }

    /// <summary>Marks one line as read and returns it; null when it is not the account's.</summary>
    public async Task<InboxMessage?> OpenAsync(long accountId, long id, CancellationToken ct = default)
    {
        var line = await db.InboxMessages().SingleOrDefaultAsync(m => m.Id == id && m.AccountId == accountId, ct);
        if (line is { ReadUtc: null })
        {
            line.ReadUtc = clock.UtcNow();
            await db.SaveChangesAsync(ct);
        }

        return line;
    }

    public Task<int> MarkAllReadAsync(long accountId, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        return db.InboxMessages().Where(m => m.AccountId == accountId && m.ReadUtc == null)
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.ReadUtc, now), ct);
    }
}
