using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.People;

/// <summary>Which counties see a person besides the home's own: put on record with dates, ended with a day.</summary>
[Authorize(Policy = Policies.LendPeople)]
public sealed class PersonCountiesController(ReadLending read, LendPerson lend, PersonPages pages, TrainingDbContext db, TimeProvider clock) : Controller
{
    [HttpGet("people/{key:guid}/counties")]
    public Task<IActionResult> Counties(Guid key, CancellationToken ct) => PageAsync(key, new LendingForm { From = clock.Today() }, new EndingForm(), ct);

    [HttpPost("people/{key:guid}/counties")]
    public async Task<IActionResult> Lend(Guid key, LendingForm form, CancellationToken ct)
    {
        form.Refused = true;
        if (!ModelState.IsValid)
        {
            return await PageAsync(key, form, new EndingForm(), ct);
        }

        var done = await lend.RunAsync(
            new() { Actor = AccountClaims.ActorOf(User), PersonKey = key, CountyCode = form.CountyCode, From = form.From, Until = form.Until, Reason = form.Reason }, ct);
        return await AnswerAsync(done, key, "备案好了。到了那一天，那个县区就能看到。", form, new EndingForm(), ct);
    }

    [HttpPost("people/{key:guid}/counties/{county:long}/end")]
    public async Task<IActionResult> End(Guid key, long county, EndingForm form, CancellationToken ct)
    {
        form.County = county;
        var blank = new LendingForm { From = clock.Today() };
        if (!ModelState.IsValid)
        {
            return await PageAsync(key, blank, form, ct);
        }

        var done = await lend.EndAsync(new() { Actor = AccountClaims.ActorOf(User), PersonKey = key, CountyCode = county, On = form.On, Reason = form.Why }, ct);
        return await AnswerAsync(done, key, "记下了，到那一天就看不到了。", blank, form, ct);
    }

    private async Task<IActionResult> AnswerAsync(Result<Done> done, Guid key, string words, LendingForm form, EndingForm ending, CancellationToken ct)
    {
        if (done.Ok)
        {
            TempData["Done"] = words;
            // A county that gave somebody back today does not see the page any more.
            return Redirect(await db.People().AnyAsync(p => p.Key == key, ct) ? $"/people/{key}/counties" : "/people");
        }

        if (done.Refusal is NotFound)
        {
            return NotFound();
        }

        ModelState.Add(ending.County is null ? done.Refusal : done.Refusal with { Field = done.Refusal.Field == nameof(form.Reason) ? nameof(ending.Why) : done.Refusal.Field });
        return await PageAsync(key, form, ending, ct);
    }

    private async Task<IActionResult> PageAsync(Guid key, LendingForm form, EndingForm ending, CancellationToken ct)
    {
        if (await read.RunAsync(key, ct) is not { } lending)
        {
            return NotFound();
        }

        var home = RegionCodes.CountyOf(lending.Person.RegionCode);
        var counties = await db.RegionsInForce().AsNoTracking().Where(r => r.Level == RegionLevel.County && r.Code != home).OrderBy(r => r.Code).ToListAsync(ct);
        var names = await pages.DecidersAsync([.. lending.Steps.Select(step => step.ById)], ct);
        var now = clock.UtcNow();
        return View("Counties", new PersonCountiesPage(
            lending, counties, form, ending, clock.Today(),
            [.. lending.Steps.Select(step => new Happening(
                Moments.Of(step.AtUtc, now), "县", step.Ends ? $"结束给{step.County}的备案" : $"备案给{step.County}",
                string.Join('：', ((string?[])[names.GetValueOrDefault(step.ById ?? 0, "系统"), step.Reason]).OfType<string>())))])
        {
            MayEnd = db.Scope.Holds,
        });
    }
}

public sealed class LendingForm
{
    public long? CountyCode { get; set; }

    public DateOnly? From { get; set; }

    /// <summary>Last day.</summary>
    public DateOnly? Until { get; set; }

    public string? Reason { get; set; }

    /// <summary>Whether it is shown again because it was refused.</summary>
    [BindNever]
    public bool Refused { get; set; }
}

public sealed class EndingForm
{
    public DateOnly? On { get; set; }

    public string? Why { get; set; }

    /// <summary>The county whose row is being ended.</summary>
    [BindNever]
    public long? County { get; set; }
}

public sealed record PersonCountiesPage(
    PersonLending Lending, IReadOnlyList<Region> Counties, LendingForm Form, EndingForm Ending, DateOnly Today, IReadOnlyList<Happening> History)
{
    public required Func<long, bool> MayEnd { get; init; }

    public static string Day(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";

    public static string Input(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
