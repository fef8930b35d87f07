using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Shared;
using Training.Web.Hosting;
using Training.Web.Hosting.Tags;

namespace Training.Web.Features.Messages;

/// <summary>One line of the outgoing queue; the address is masked and the words are not shown.</summary>
public sealed record MessageLine(OutgoingMessage Message, string Address, bool MayRetry);

public sealed record MessagesView(MessageQueuePage Found, IReadOnlyList<MessageLine> Lines, MessageState? State, PageOf Pages, DateTime NowUtc);

/// <summary>发出的消息: the outgoing queue with what became of each, for the city; auditors read.</summary>
public sealed class MessagesController(ReadMessages messages, RetryMessage retry, Vault vault, TimeProvider clock) : Controller
{
    [HttpGet("messages")]
    [Authorize(Policy = Policies.Messages)]
    public async Task<IActionResult> List(MessageState? state, int page = 1, CancellationToken ct = default)
    {
        var number = Math.Clamp(page, 1, 1000);
        var found = await messages.RunAsync(state, purpose: null, number, ct);
        var now = clock.UtcNow();
        var lines = found.Lines.Select(m => new MessageLine(m, Masked(m), MessageRules.MayRetry(m, now))).ToList();
        var pages = new PageOf(number, ReadMessages.PageSize, found.Total, n => $"/messages?{(state is null ? "" : $"state={state}&")}page={n}");
        return View("Messages", new MessagesView(found, lines, state, pages, now));
    }

    [HttpPost("messages/{id:long}/retry")]
    [Authorize(Policy = Policies.RetryMessages)]
    public async Task<IActionResult> Retry(long id, CancellationToken ct)
    {
        var result = await retry.RunAsync(id, AccountClaims.ActorOf(User), ct);
        if (result.Refusal is NotFound)
        {
            return NotFound();
        }

        TempData[result.Ok ? "Done" : "Refused"] = result.Refusal?.Message ?? "已经放回队列，几秒钟后再发。";
        return RedirectToAction(nameof(List));
    }

    private string Masked(OutgoingMessage message) =>
        message.AddressSealed.Length == 0 ? "已清除"
        : MobileNumber.TryParse(vault.Open(message.AddressSealed, OpeningPurpose.ShowMasked), out var number) ? number.ToString() : "不是手机号";
}

public static class MessageWords
{
    public static string Of(MessageState state) => state switch
    {
        MessageState.Waiting => "等着发",
        MessageState.Sent => "发出了",
        MessageState.Failed => "没发成",
        MessageState.Expired => "过期没发",
    };

    public static MarkKind MarkOf(MessageState state) => state switch
    {
        MessageState.Waiting => MarkKind.Wait,
        MessageState.Sent => MarkKind.Met,
        MessageState.Failed => MarkKind.Short,
        MessageState.Expired => MarkKind.Exempt,
    };
}
