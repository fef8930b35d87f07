using Training.Domain.Identity;
using Training.Domain.Messages;

namespace Training.Web.Hosting;

/// <summary>How many lines of the own inbox are unread, for the frame.</summary>
public sealed class UnreadMessages(IHttpContextAccessor accessor, OwnInbox inbox)
{
    public async Task<int> CountAsync() =>
        accessor.HttpContext?.User is { } user && user.May(Policies.Inbox) && AccountClaims.ActorOf(user).AccountId is { } account
            ? await inbox.UnreadAsync(account, accessor.HttpContext.RequestAborted)
            : 0;
}
