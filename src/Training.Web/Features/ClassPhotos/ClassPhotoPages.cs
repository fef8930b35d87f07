using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance.Photos;
using Training.Domain.Evidence;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.ClassPhotos;

public sealed record ClassPhotosPage(
    Guid Key, string Title, IReadOnlyList<ClassPhotoLine> Lines, IReadOnlyDictionary<long, string> Names, bool MayAdd, DateOnly Today)
{
    public string Address => $"/rolls/{Key}/photos";

    public IEnumerable<ClassPhotoLine> Shown => Lines.Where(line => !line.Picture.IsRemoved);

    public IEnumerable<ClassPhotoLine> Removed => Lines.Where(line => line.Picture.IsRemoved);

    public string By(long? account) => account is { } id ? Names.GetValueOrDefault(id, "") : "";

    /// <summary>11月18日 9:41, with the year where it is another one.</summary>
    public string When(DateTime utc)
    {
        var local = ShanghaiTime.FromUtc(utc);
        var day = ShanghaiTime.DateOf(utc);
        return $"{(day.Year == Today.Year ? "" : $"{day.Year}年")}{day.Month}月{day.Day}日 {local.Hour}:{local.Minute:00}";
    }
}

/// <summary>Puts together the photos of a class for those who may see them.</summary>
public sealed class ClassPhotoPages(AttachmentOwners owners, ReadClassPhotos photos, TrainingDbContext db, TimeProvider clock)
{
    public async Task<ClassPhotosPage?> FindAsync(ClaimsPrincipal user, Guid key, CancellationToken ct = default)
    {
        var owner = owners.Of(SessionPhotos.OwnerKind)!;
        if (!user.May(owner.ReadVerb) || await owners.FindAsync(SessionPhotos.OwnerKind, key, AccountClaims.ActorOf(user), ct) is not { } home)
        {
            return null;
        }

        var lines = await photos.OfAsync(key, ct);
        var accounts = lines.SelectMany(line => (long?[])[line.Picture.AddedBy, line.Picture.RemovedBy]).OfType<long>().Distinct().ToList();
        var names = accounts.Count == 0 ? [] : await db.Accounts().Where(a => accounts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, ct);
        return new ClassPhotosPage(key, home.Title, lines, names, home.TakesPapers && user.May(owner.ChangeVerb), clock.Today());
    }
}

/// <summary>
/// <c>&lt;vc:class-photos session="@sheet.Key" add="true" /&gt;</c> on the page of a class: its photos with what is to be remarked of them,
/// and the form to add some for whoever may; <c>list-only</c> within another form. On paper only the photos stand.
/// </summary>
public sealed class ClassPhotosViewComponent(ClassPhotoPages pages) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid session, bool add = false, bool listOnly = false)
    {
        var page = await pages.FindAsync(UserClaimsPrincipal, session, HttpContext.RequestAborted);
        if (page is null)
        {
            return Content("");
        }

        HttpContext.AddIsland("class-photos");
        return listOnly
            ? View("/Features/ClassPhotos/_ListPart.cshtml", page with { MayAdd = false })
            : View("/Features/ClassPhotos/_Photos.cshtml", add ? page : page with { MayAdd = false });
    }
}

public static class ClassPhotosModule
{
    public static IServiceCollection AddClassPhotoPages(this IServiceCollection services) => services.AddScoped<ClassPhotoPages>();
}
