using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Web.Hosting;

namespace Training.Web.Features.People;

/// <summary>The register of persons: looking for somebody, one person's page, writing somebody down and mending it.</summary>
[Authorize(Policy = Policies.People)]
[Route("people")]
public sealed class PeopleController(
    PersonRegister register, ReadPerson read, WritePerson write, WriteRegular regular, FindDoubles doubles, TrainingDbContext db, PersonPages pages) : Controller
{
    private const int PageSize = 50;

    [HttpGet("")]
    public Task<IActionResult> List(string? county, int page = 1, CancellationToken ct = default) => ListAsync(county, null, false, page, ct);

    /// <summary>Posted, so that no address and no log carries a name or a number.</summary>
    [HttpPost("")]
    public Task<IActionResult> Search([FromForm] string? county, [FromForm] string? text, [FromForm] bool inside, [FromForm] int page = 1, CancellationToken ct = default) =>
        ListAsync(county, text, inside, page, ct);

    [HttpGet("{key:guid}")]
    public async Task<IActionResult> Person(Guid key, CancellationToken ct) =>
        await pages.OfAsync(key, User, ct) is { } page ? View(page) : NotFound();

    [Authorize(Policy = Policies.WritePeople)]
    [HttpGet("new")]
    public async Task<IActionResult> New(Guid? with, CancellationToken ct) =>
        await FormAsync(new PersonForm { With = with, Station = (await pages.OwnStationsAsync(ct)).Select(s => (Guid?)s.Key).FirstOrDefault() }, null, ct);

    [Authorize(Policy = Policies.WritePeople)]
    [HttpPost("new")]
    public Task<IActionResult> Create(PersonForm form, CancellationToken ct) => WriteAsync(form, null, ct);

    [Authorize(Policy = Policies.ChangePeople)]
    [HttpGet("{key:guid}/edit")]
    public async Task<IActionResult> Edit(Guid key, CancellationToken ct)
    {
        if (await read.RunAsync(key, ct) is not { } record)
        {
            return NotFound();
        }

        var person = record.Person;
        return await FormAsync(
            new PersonForm
            {
                Name = person.Name, RegionCode = person.RegionCode, Building = person.Building,
                BirthDate = person.BirthDate is { } day ? $"{day:yyyy-MM-dd}" : null,
            },
            key, ct);
    }

    [Authorize(Policy = Policies.ChangePeople)]
    [HttpPost("{key:guid}/edit")]
    public Task<IActionResult> Change(Guid key, PersonForm form, CancellationToken ct) => WriteAsync(form, key, ct);

    private async Task<IActionResult> ListAsync(string? county, string? text, bool inside, int page, CancellationToken ct)
    {
        var reached = (await db.Regions().AsNoTracking().Where(region => region.Level == RegionLevel.County).OrderBy(region => region.Code).ToListAsync(ct))
            .Where(region => db.Scope.Holds(region.Code)).ToList();
        var chosen = RegionCodes.TryParse(county, out var code) ? reached.SingleOrDefault(region => region.Code == code) : null;
        var number = Math.Clamp(page, 1, PersonRegister.MostCounted / PageSize);
        var found = await register.RunAsync(new() { Text = text, CountyCode = chosen?.Code, Inside = inside, Page = number, Size = PageSize }, ct);
        return View("List", new PeopleListPage(reached, chosen, text, found, number, PageSize));
    }

    private async Task<IActionResult> WriteAsync(PersonForm form, Guid? key, CancellationToken ct)
    {
        var actor = AccountClaims.ActorOf(User);
        var input = form.ToInput(key, actor);
        var written = key is null ? await regular.RunAsync(new() { Person = input, Station = form.Station }, ct) : await write.RunAsync(input, ct);
        if (written.Refusal is NotFound)
        {
            return NotFound();
        }

        if (!written.Ok)
        {
            foreach (var refusal in written.Refusal is PersonRefusals several ? several.All : [written.Refusal])
            {
                ModelState.AddModelError(refusal.Field ?? "", refusal.Message);
            }

            return await FormAsync(form, key, ct);
        }

        await doubles.RunAsync(written.Value, actor, ct);
        TempData["Done"] = key is null ? "登记好了。" : "改好了。";
        if (await db.People().AnyAsync(p => p.Key == written.Value, ct))
        {
            return Redirect($"/people/{written.Value}");
        }

        // Written down by a station, and not as a regular of its own: it keeps no list of other people.
        TempData["Done"] = "登记好了。没有记作常来的人，点名时按姓名找。";
        return Redirect("/people");
    }

    private async Task<IActionResult> FormAsync(PersonForm form, Guid? key, CancellationToken ct)
    {
        form.Key = key;
        if (key is { } person)
        {
            if (await read.RunAsync(person, ct) is not { } record)
            {
                return NotFound();
            }

            form.OnFile = PersonPages.OnFile(record);
        }

        if (form.With is { } with)
        {
            form.Mate = await db.People().Where(p => p.Key == with).Select(p => p.Name).SingleOrDefaultAsync(ct);
            if (form.Mate is null)
            {
                return NotFound();
            }

            form.RegionCode ??= await db.People().Where(p => p.Key == with).Select(p => (long?)p.RegionCode).SingleAsync(ct);
        }

        form.Stations = key is null ? await pages.OwnStationsAsync(ct) : [];
        form.Towns = await pages.TownsAsync(form.RegionCode, ct);
        return View("Edit", form);
    }
}
