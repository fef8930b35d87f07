using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Identity.Residents;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Web.Hosting;

namespace Training.Web.Features.Families;

/// <summary>After the code: who of the household is here, the consent, and registering where nobody is known by the number.</summary>
[AllowAnonymous]
public sealed class FamilyEntryController(
    EnterResident enter, RegisterResident register, PendingCode pending, AccountSignIn signIn, UserManager<Account> users, TrainingDbContext db) : Controller
{
    private const int MostCommunities = 12;

    [HttpGet("family/enter")]
    public async Task<IActionResult> Who(CancellationToken ct)
    {
        var door = pending.Key is { } key ? await enter.LookAsync(key, ct) : new DoorIsShut();
        return !door.Ok ? Redirect("/family/sign-in")
            : door.Value.People.Count == 0 ? Redirect("/family/register")
            : View("Who", PageOf(door.Value, door.Value.People is [var only] ? only : null));
    }

    [HttpPost("family/enter")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Enter(Guid person, string? agreedTo, CancellationToken ct)
    {
        if (pending.Key is not { } key)
        {
            return Redirect("/family/sign-in");
        }

        var entered = await enter.RunAsync(new() { Code = key, Person = person, AgreedTo = agreedTo }, ct);
        if (entered.Ok)
        {
            return await SignInAsync(entered.Value);
        }

        var door = await enter.LookAsync(key, ct);
        if (!door.Ok)
        {
            return Redirect("/family/sign-in");
        }

        // The consent is asked on a page of its own; pressing a name is not yet a mistake.
        if (entered.Refusal is not ConsentNeeded)
        {
            ModelState.AddModelError("", entered.Refusal.Message);
        }

        return View("Who", PageOf(door.Value, entered.Refusal is ConsentNeeded ? door.Value.People.SingleOrDefault(p => p.Key == person) : null));
    }

    [HttpGet("family/register")]
    public async Task<IActionResult> Register(CancellationToken ct)
    {
        var door = pending.Key is { } key ? await enter.LookAsync(key, ct) : new DoorIsShut();
        return !door.Ok ? Redirect("/family/sign-in")
            : door.Value.People.Count > 0 ? Redirect("/family/enter")
            : View("Register", new RegisterForm());
    }

    [HttpPost("family/register")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Register(RegisterForm form, CancellationToken ct)
    {
        if (pending.Key is not { } key)
        {
            return Redirect("/family/sign-in");
        }

        if (form.Act == "search")
        {
            form.Searched = true;
            return View("Register", await FoundAsync(form, ct));
        }

        var registered = await register.RunAsync(new() { Code = key, Name = form.Name, RegionCode = form.RegionCode, AgreedTo = form.AgreedTo }, ct);
        if (registered.Ok)
        {
            return await SignInAsync(registered.Value);
        }

        if (registered.Refusal is DoorIsShut)
        {
            return Redirect("/family/sign-in");
        }

        ModelState.AddModelError(registered.Refusal.Field ?? "", registered.Refusal.Message);
        return View("Register", await FoundAsync(form, ct));
    }

    private static EnterPage PageOf(PhoneDoor door, PersonOfPhone? asked) =>
        new(door, asked, ConsentNotice.Paragraphs, ConsentNotice.Current);

    private async Task<IActionResult> SignInAsync(long accountId)
    {
        var account = await users.FindByIdAsync(accountId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await signIn.SignInAsync(account!, new AuthenticationProperties { IsPersistent = true });
        pending.Forget();
        return Redirect(AfterSignIn.Take(HttpContext) ?? "/family");
    }

    private async Task<RegisterForm> FoundAsync(RegisterForm form, CancellationToken ct)
    {
        var words = form.Words?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, 40)] : null;
        form.Found = await (
            from village in db.RegionsInForce().AsNoTracking()
            join town in db.Regions() on village.Code - (village.Code % 1000) equals town.Code
            join county in db.Regions() on village.Code - (village.Code % 1_000_000) equals county.Code
            where village.Level == RegionLevel.Village && ((words != null && village.Name.Contains(words)) || village.Code == form.RegionCode)
            orderby village.Code != form.RegionCode, village.Code
            select new Community(village.Code, village.Name, county.Name + " " + town.Name)).Take(MostCommunities + 1).ToListAsync(ct);
        return form;
    }
}
