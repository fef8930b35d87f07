using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Messages;

public sealed record InboxView(InboxPage Found, bool OnlyUnread, PageOf Pages, DateTime NowUtc);

/// <summary>收件箱: what waits for the signed-in account or was decided about its work. Opening a line marks it as read.</summary>
[Authorize(Policy = Policies.Inbox)]
public sealed class InboxController(OwnInbox inbox, TimeProvider clock) : Controller
{
    private long AccountId => AccountClaims.ActorOf(User).AccountId ?? 0;

    [HttpGet("inbox")]
    public async Task<IActionResult> List(bool unread = false, int page = 1, CancellationToken ct = default)
    {
        var number = Math.Clamp(page, 1, 1000);
        var found = await inbox.ReadAsync(AccountId, unread, number, ct);
        var pages = new PageOf(number, OwnInbox.PageSize, found.Total, n => $"/inbox?{(unread ? "unread=true&" : "")}page={n}");
        return View("Inbox", new InboxView(found, unread, pages, clock.UtcNow()));
    }

    [HttpPost("inbox/{id:long}/open")]
    public async Task<IActionResult> Open(long id, CancellationToken ct) =>
        await inbox.OpenAsync(AccountId, id, ct) is { } line ? LocalRedirect(line.Href ?? "/inbox") : NotFound();

    [HttpPost("inbox/read")]
    public async Task<IActionResult> ReadAll(CancellationToken ct)
    {
        await inbox.MarkAllReadAsync(AccountId, ct);
        return RedirectToAction(nameof(List));
    }
}
