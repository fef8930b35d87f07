using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.SocialWork;
using Training.Domain.Stations;
using Training.Domain.Trainers;
using Training.Web.Hosting;

namespace Training.Web.Features.SocialWork;

/// <summary>Social workers and stations: which station has none, how many each holds, and naming or ending a post.</summary>
[Authorize(Policy = Policies.Figures)]
public sealed class SocialWorkersController(PostBoard board, TrainingDbContext db, Who who, TimeProvider clock) : Controller
{
    /// <summary>The body of a body's account; null for officers.</summary>
    private long? Body => User.IsInRole(Roles.Organization) ? AccountClaims.OrganizationOf(User) ?? 0 : null;

    private string Today => clock.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [HttpGet("social-workers")]
    public async Task<IActionResult> Show(string? county, CancellationToken ct)
    {
        var counties = await db.Regions().AsNoTracking().Where(region => region.Level == RegionLevel.County).OrderBy(region => region.Code).ToListAsync(ct);
        var reached = counties.Where(region => db.Scope.Holds(region.Code)).ToList();
        var chosen = RegionCodes.TryParse(county, out var code) ? reached.SingleOrDefault(region => region.Code == code) : null;
        if (county is { Length: > 0 } && chosen is null)
        {
            return NotFound();
        }

        var report = await board.RunAsync(chosen?.Code ?? who.Region ?? RegionCodes.CityOf(counties[0].Code), Body, ct);
        return View(new SocialWorkersPage(report, reached, chosen, clock.Today()));
    }

    [Authorize(Policy = Policies.NameSocialWorkers)]
    [HttpGet("social-workers/name/{station:guid}")]
    public async Task<IActionResult> Name(Guid station, CancellationToken ct) => await NamePageAsync(station, new NamePostForm { From = Today }, ct);

    [Authorize(Policy = Policies.NameSocialWorkers)]
    [HttpPost("social-workers/name/{station:guid}")]
    public async Task<IActionResult> NameNow([FromServices] NamePost name, Guid station, NamePostForm form, CancellationToken ct)
    {
        var from = ReadDay(form.From, nameof(form.From));
        if (ModelState.IsValid)
        {
            var done = await name.RunAsync(
                new() { Actor = AccountClaims.ActorOf(User), StationKey = station, OrganizationId = Body, TrainerKey = form.TrainerKey, From = from }, ct);
            if (done.Ok)
            {
                TempData["Done"] = "社工指定好了。";
                return Redirect($"/stations/{station}");
            }

            if (done.Refusal is NotFound)
            {
                return NotFound();
            }

            // What the pool says of a person stands at the choice of the person.
            ModelState.AddModelError(done.Refusal.Field == "Trainer" ? nameof(form.TrainerKey) : done.Refusal.Field ?? "", done.Refusal.Message);
        }

        return await NamePageAsync(station, form, ct);
    }

    [Authorize(Policy = Policies.NameSocialWorkers)]
    [HttpGet("social-workers/posts/{post:long}/end")]
    public async Task<IActionResult> End(long post, CancellationToken ct) => await EndPageAsync(post, new EndPostForm { Until = Today }, ct);

    [Authorize(Policy = Policies.NameSocialWorkers)]
    [HttpPost("social-workers/posts/{post:long}/end")]
    public async Task<IActionResult> EndNow([FromServices] EndPost end, long post, EndPostForm form, CancellationToken ct)
    {
        var until = ReadDay(form.Until, nameof(form.Until));
        if (ModelState.IsValid)
        {
            var done = await end.RunAsync(
                new() { Actor = AccountClaims.ActorOf(User), PostId = post, OrganizationId = Body, Until = until, Reason = form.Reason }, ct);
            if (done.Ok)
            {
                TempData["Done"] = "记下了，到那天为止。";
                return Redirect("/social-workers");
            }

            if (done.Refusal is NotFound)
            {
                return NotFound();
            }

            ModelState.AddModelError(done.Refusal.Field ?? "", done.Refusal.Message);
        }

        return await EndPageAsync(post, form, ct);
    }

    private DateOnly ReadDay(string? text, string field)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            ModelState.AddModelError(field, "选一个日期。");
        }

        return day;
    }

    private async Task<IActionResult> NamePageAsync(Guid key, NamePostForm form, CancellationToken ct)
    {
        var body = Body;
        var station = await db.Stations().AsNoTracking().SingleOrDefaultAsync(s => s.Key == key && (body == null || s.OrganizationId == body), ct);
        return station is null
            ? NotFound()
            : View("Name", new NamePostPage(form, station, await board.FreeAsync(RegionCodes.CountyOf(station.RegionCode), ct)));
    }

    private async Task<IActionResult> EndPageAsync(long id, EndPostForm form, CancellationToken ct)
    {
        var body = Body;
        var found = await (
            from post in db.SocialWorkerPosts().AsNoTracking()
            where post.Id == id
            join station in db.Stations() on post.StationId equals station.Id
            where body == null || station.OrganizationId == body
            join worker in db.Trainers() on post.TrainerId equals worker.Id
            select new { post.Id, post.FromDate, Station = station.Name, Worker = worker.Name }).SingleOrDefaultAsync(ct);
        return found is null ? NotFound() : View("End", new EndPostPage(form, found.Id, found.Worker, found.Station, found.FromDate));
    }
}

public sealed record SocialWorkersPage(PostBoardReport Report, IReadOnlyList<Region> Counties, Region? County, DateOnly Today)
{
    public string CountyOf(long code) => Counties.FirstOrDefault(region => region.Code == RegionCodes.CountyOf(code))?.Name ?? "";

    public int Most => Math.Max(1, Report.Workers.Select(worker => worker.Posts.Count).DefaultIfEmpty(0).Max());
}

/// <summary>Kept as typed.</summary>
public sealed class NamePostForm
{
    public Guid? TrainerKey { get; set; }

    public string? From { get; set; }
}

public sealed record NamePostPage(NamePostForm Form, Station Station, IReadOnlyList<(Guid Key, string Name, int Stations)> Workers);

/// <summary>Kept as typed.</summary>
public sealed class EndPostForm
{
    public string? Until { get; set; }

    public string? Reason { get; set; }
}

public sealed record EndPostPage(EndPostForm Form, long Post, string Worker, string Station, DateOnly From);
