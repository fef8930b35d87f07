using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Microsoft.EntityFrameworkCore;
using Training.Web.Hosting;

namespace Training.Web.Features.Standards;

/// <summary>分歧和裁定: the readings of each disputed place side by side with their figures, and the city's word on them.</summary>
[Authorize(Policy = Policies.Standards)]
public sealed class RulingsController(ReadRulings read, TrainingDbContext db, Who who, TimeProvider clock) : Controller
{
    [HttpGet("rulings")]
    public async Task<IActionResult> List(string? month, CancellationToken ct)
    {
        var report = await ReportAsync(month, ct);
        if (report is null)
        {
            return NotFound();
        }

        var names = await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County).ToDictionaryAsync(r => r.Code, r => r.Name, ct);
        var last = Month.Of(clock.Today());
        return View("Rulings", new RulingsPage(report, [.. Enumerable.Range(0, 12).Select(n => last.AddMonths(-n))], names));
    }

    [Authorize(Policy = Policies.ChangeStandards)]
    [HttpGet("rulings/{id}")]
    public async Task<IActionResult> Rule(string id, CancellationToken ct) => await PageAsync(id, new RulingForm
    {
        InForceFrom = Month.Of(clock.Today()).Next.ToString(), DecidedOn = clock.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    }, ct);

    [Authorize(Policy = Policies.ChangeStandards)]
    [HttpPost("rulings/{id}")]
    public async Task<IActionResult> RuleNow([FromServices] MakeRuling make, string id, RulingForm form, CancellationToken ct)
    {
        if (await ReportAsync(null, ct) is not { } report)
        {
            return NotFound();
        }

        var made = await make.RunAsync(
            new()
            {
                Actor = AccountClaims.ActorOf(User), Standard = report.Standard.Definition.Id, Ruling = id, Reading = form.Reading,
                InForceFrom = Month.TryParse(form.InForceFrom, out var from) ? from : null,
                DecidedOn = DateOnly.TryParseExact(form.DecidedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
                Paper = form.Paper, Reason = form.Reason,
            },
            ct);
        if (made.Ok)
        {
            TempData["Done"] = $"{id} 裁定好了，{ChineseMonths.Of(made.Value.InForceFrom)}起按这种读法算。以前的月份和报过的表不变。";
            return Redirect($"/rulings#{id}");
        }

        if (made.Refusal is NotFound)
        {
            return NotFound();
        }

        ModelState.AddModelError(made.Refusal.Field ?? "", made.Refusal.Message);
        return await PageAsync(id, form, ct);
    }

    private async Task<IActionResult> PageAsync(string id, RulingForm form, CancellationToken ct)
    {
        form.View = (await ReportAsync(null, ct))?.Rulings.FirstOrDefault(r => r.Ruling.Id == id && r.Ruling.IsDisputed);
        return form.View is null ? NotFound() : View("Rule", form);
    }

    private async Task<RulingsReport?> ReportAsync(string? month, CancellationToken ct)
    {
        var now = Month.Of(clock.Today());
        var asked = Month.TryParse(month, out var at) && at <= now ? at : now;
        return who.Region is { } region && await read.RunAsync(asked, region, ct) is { Ok: true, Value: { } report } ? report : null;
    }
}

public sealed record RulingsPage(RulingsReport Report, IReadOnlyList<Month> Months, IReadOnlyDictionary<long, string> Names);

/// <summary>Kept as typed.</summary>
public sealed class RulingForm
{
    public string? Reading { get; set; }

    public string? InForceFrom { get; set; }

    public string? DecidedOn { get; set; }

    public string? Paper { get; set; }

    public string? Reason { get; set; }

    [BindNever]
    public RulingView? View { get; set; }
}
