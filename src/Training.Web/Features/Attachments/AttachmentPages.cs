using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Evidence;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Attachments;

public sealed record AttachmentsPage(
    string Kind, Guid Owner, AttachmentHome Home, IReadOnlyList<AttachmentLine> Lines, IReadOnlyDictionary<long, string> Names, bool MayChange, AttachmentForm Form, DateOnly Today)
{
    public string Address => $"/attachments/{Kind}/{Owner}";

    public IEnumerable<AttachmentLine> Shown => Lines.Where(line => !line.IsRemoved);

    public IEnumerable<AttachmentLine> Removed => Lines.Where(line => line.IsRemoved);

    public string By(long? account) => account is { } id ? Names.GetValueOrDefault(id, "") : "";
}

/// <summary>Puts together what is shown of a record's papers, for those who may see them.</summary>
public sealed class AttachmentPages(AttachmentOwners owners, ReadAttachments attachments, TrainingDbContext db, TimeProvider clock)
{
    public async Task<AttachmentsPage?> FindAsync(ClaimsPrincipal user, string kind, Guid key, AttachmentForm form, CancellationToken ct = default)
    {
        if (owners.Of(kind) is not { } owner || !user.May(owner.ReadVerb) || await owners.FindAsync(kind, key, AccountClaims.ActorOf(user), ct) is not { } home)
        {
            return null;
        }

        var lines = await attachments.OfAsync(kind, key, ct);
        var accounts = lines.SelectMany(line => (long?[])[line.AddedBy, line.RemovedBy]).OfType<long>().Distinct().ToList();
        var names = accounts.Count == 0 ? [] : await db.Accounts().Where(a => accounts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, ct);
        return new AttachmentsPage(kind, key, home, lines, names, home.TakesPapers && user.May(owner.ChangeVerb), form, clock.Today());
    }
}

/// <summary>
/// <c>&lt;vc:attachments kind="station" owner="@Model.Key" /&gt;</c> on the page of any record: its papers, and the form to add some for whoever
/// may, unless <c>add="false"</c>. Shows nothing to whoever may not see them.
/// </summary>
public sealed class AttachmentsViewComponent(AttachmentPages pages) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(string kind, Guid owner, bool add = true)
    {
        var page = await pages.FindAsync(UserClaimsPrincipal, kind, owner, new AttachmentForm(), HttpContext.RequestAborted);
        if (page is null)
        {
            return Content("");
        }

        HttpContext.AddIsland("papers");
        return View("/Features/Attachments/_Attachments.cshtml", add ? page : page with { MayChange = false });
    }
}

public static class AttachmentsModule
{
    public static IServiceCollection AddAttachmentPages(this IServiceCollection services) => services.AddScoped<AttachmentPages>();
}
