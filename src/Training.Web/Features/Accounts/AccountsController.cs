using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Web.Hosting;

namespace Training.Web.Features.Accounts;

public sealed record AccountsPage(AccountPage Found, IReadOnlyDictionary<long, string> Places, string? Words, string? Role, bool Closed, PageOf Pages, DateTime NowUtc);

public sealed class InviteForm
{
    public string? DisplayName { get; set; }

    public string? Phone { get; set; }

    public string? Role { get; set; }

    public string? Region { get; set; }

    public long? StationId { get; set; }

    public long? OrganizationId { get; set; }

    public BureauKind? Bureau { get; set; }

    [BindNever]
    public IReadOnlyList<string> MayGive { get; set; } = [];

    [BindNever]
    public IReadOnlyList<Region> Regions { get; set; } = [];

    [BindNever]
    public IReadOnlyList<Choice> Stations { get; set; } = [];

    [BindNever]
    public IReadOnlyList<Choice> Bodies { get; set; } = [];
}

public sealed record Choice(long Id, string Name, long RegionCode);

/// <summary>账号: the staff accounts within one's reach; opening by invitation, another role or region, a new key, the last day.</summary>
public sealed class AccountsController(
    StaffRegister register, InviteStaff invite, ChangeAccount change, AccountPages pages, TrainingDbContext db, PlaceNames places, TimeProvider clock) : Controller
{
    [HttpGet("accounts")]
    [Authorize(Policy = Policies.Accounts)]
    public async Task<IActionResult> List(string? words, string? role, bool closed = false, int page = 1, CancellationToken ct = default)
    {
        var asked = words?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, 40)] : null;
        var kind = Roles.All.Contains(role) ? role : null;
        var number = Math.Clamp(page, 1, 1000);
        var found = await register.RunAsync(new() { Words = asked, Role = kind, WithClosed = closed, Page = number }, ct);
        var names = new Dictionary<long, string>();
        foreach (var line in found.Lines)
        {
            names[line.RegionCode] = await places.OfAsync(line.RegionCode, ct);
        }

        string Address(int n) => $"/accounts?page={n}{(asked is null ? "" : "&words=" + Uri.EscapeDataString(asked))}{(kind is null ? "" : "&role=" + kind)}{(closed ? "&closed=true" : "")}";
        return View("Accounts", new AccountsPage(found, names, asked, kind, closed, new PageOf(number, StaffRegister.PageSize, found.Total, Address), clock.UtcNow()));
    }

    [HttpGet("accounts/invite")]
    [Authorize(Policy = Policies.Invite)]
    public async Task<IActionResult> Invite(CancellationToken ct) => View("Invite", await FilledAsync(new InviteForm(), ct));

    [HttpPost("accounts/invite")]
    [Authorize(Policy = Policies.Invite)]
    public async Task<IActionResult> Invite(InviteForm form, CancellationToken ct)
    {
        await FilledAsync(form, ct);
        var sent = await invite.RunAsync(
            new()
            {
                DisplayName = form.DisplayName, Phone = form.Phone, Role = form.Role, Region = form.Region, StationId = form.StationId,
                StationRegion = form.Stations.FirstOrDefault(s => s.Id == form.StationId)?.RegionCode,
                OrganizationId = form.OrganizationId, Bureau = form.Bureau, InviterRole = OwnRole, LinkBase = LinkBase,
            },
            AccountClaims.ActorOf(User), ct);
        if (!sent.Ok)
        {
            ModelState.AddModelError(sent.Refusal.Field ?? "", sent.Refusal.Message);
            return View("Invite", form);
        }

        TempData["Done"] = $"给{form.DisplayName}的链接发出了，7 天内点开就有账号。";
        return Redirect("/accounts");
    }

    [HttpGet("accounts/{id:long}")]
    [Authorize(Policy = Policies.Accounts)]
    public async Task<IActionResult> One(long id, CancellationToken ct) =>
        await pages.OfAsync(id, User, ct) is { } page ? View("One", page) : NotFound();

    [HttpPost("accounts/{id:long}/close")]
    [Authorize(Policy = Policies.Invite)]
    public async Task<IActionResult> Close(long id, DateOnly? lastDay, string? reason, CancellationToken ct) =>
        await AnswerAsync(
            id, await change.CloseAsync(id, OwnRole, lastDay, reason, AccountClaims.ActorOf(User), ct), "账号关了，登录着的设备都退出了。没办完的事列在下面。",
            new() { LastDay = lastDay, Reason = reason }, ct);

    [HttpPost("accounts/{id:long}/move")]
    [Authorize(Policy = Policies.Invite)]
    public async Task<IActionResult> Move(long id, string? role, string? region, string? reason, CancellationToken ct) =>
        await AnswerAsync(id, await change.MoveAsync(id, OwnRole, role, region, reason, AccountClaims.ActorOf(User), ct), "改好了，原来的登录都退出了。", new() { Role = role, Region = region, MoveReason = reason }, ct);

    [HttpPost("accounts/{id:long}/renew")]
    [Authorize(Policy = Policies.Invite)]
    public async Task<IActionResult> Renew(long id, CancellationToken ct)
    {
        if (await register.FindAsync(id, ct) is not { } account)
        {
            return NotFound();
        }

        var sent = await invite.RenewAsync(account, OwnRole, LinkBase, AccountClaims.ActorOf(User), ct);
        return await AnswerAsync(id, sent.Ok ? default(Done) : sent.Refusal, "重设登录的链接发到留的手机上了，7 天内有效。", new(), ct);
    }

    private string OwnRole => User.FindFirst(System.Security.Claims.ClaimTypes.Role)?.Value ?? "";

    private string LinkBase => $"{Request.Scheme}://{Request.Host}/invitation/";

    private async Task<IActionResult> AnswerAsync(long id, Result<Done> result, string done, TypedAccount typed, CancellationToken ct)
    {
        if (result.Ok)
        {
            TempData["Done"] = done;
            return Redirect($"/accounts/{id}");
        }

        if (result.Refusal is NotFound || await pages.OfAsync(id, User, ct, typed) is not { } page)
        {
            return NotFound();
        }

        ModelState.AddModelError(result.Refusal.Field ?? "", result.Refusal.Message);
        return View("One", page);
    }

    private async Task<InviteForm> FilledAsync(InviteForm form, CancellationToken ct)
    {
        form.MayGive = InvitationRules.RolesFor(OwnRole);
        form.Regions = await pages.RegionsAsync(ct);
        form.Stations = await db.Stations().AsNoTracking().OrderBy(s => s.RegionCode).ThenBy(s => s.Id).Select(s => new Choice(s.Id, s.Name, s.RegionCode)).ToListAsync(ct);
        form.Bodies = await db.Organizations().AsNoTracking().OrderBy(o => o.RegionCode).ThenBy(o => o.Id).Select(o => new Choice(o.Id, o.Name, o.RegionCode)).ToListAsync(ct);
        return form;
    }
}
