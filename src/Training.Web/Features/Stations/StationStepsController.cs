using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Web.Hosting;

namespace Training.Web.Features.Stations;

/// <summary>启用, 暂停, 恢复, 撤下: one page a step, with the day and the reason; and the description put right.</summary>
[Authorize(Policy = Policies.RunStations)]
public sealed class StationStepsController(StationFile files, StationForms forms, TimeProvider clock) : Controller
{
    private const string Steps = "stations/{key:guid}/steps/{step:regex(^(open|suspend|resume|take-off)$)}";

    [HttpGet(Steps)]
    public async Task<IActionResult> Page(Guid key, string step, CancellationToken ct)
    {
        var form = new StationStepForm { On = clock.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        return await files.RunAsync(key, ct) is not { } record ? NotFound()
            : !StationRules.Allows(record.Station.Status, StationStepPage.ActionOf(step)) ? Redirect($"/stations/{key}")
            : View("Step", new StationStepPage(record, step, form));
    }

    [HttpPost(Steps)]
    public async Task<IActionResult> Take(
        [FromServices] OpenStation open, [FromServices] SuspendStation suspend, [FromServices] ResumeStation resume, [FromServices] TakeOffStation takeOff,
        Guid key, string step, StationStepForm form, CancellationToken ct)
    {
        if (await files.RunAsync(key, ct) is not { } record)
        {
            return NotFound();
        }

        if (!DateOnly.TryParseExact(form.On, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on))
        {
            ModelState.AddModelError(nameof(form.On), "选一个日期。");
        }

        if (ModelState.IsValid)
        {
            var input = new StationStepInput { Key = key, Actor = AccountClaims.ActorOf(User), On = on, Reason = form.Reason };
            var action = StationStepPage.ActionOf(step);
            var done = await (action switch
            {
                StationAction.Open => open.RunAsync(input, ct),
                StationAction.Suspend => suspend.RunAsync(input, ct),
                StationAction.Resume => resume.RunAsync(input, ct),
                _ => takeOff.RunAsync(input, ct),
            });
            if (done.Ok)
            {
                TempData["Done"] = $"{StationWords.Of(action)}记下了，从{on.Year}年{on.Month}月{on.Day}日起。";
                return Redirect($"/stations/{key}");
            }

            ModelState.AddModelError(done.Refusal.Field == nameof(StationStep.EffectiveOn) ? nameof(form.On) : done.Refusal.Field ?? "", done.Refusal.Message);
        }

        return View("Step", new StationStepPage(record, step, form));
    }

    [HttpGet("stations/{key:guid}/facts")]
    public async Task<IActionResult> Facts(Guid key, CancellationToken ct) =>
        await files.RunAsync(key, ct) is not { } record ? NotFound()
        : !ReviseStation.IsOpenTo(record.Station.Status) ? Redirect($"/stations/{key}")
        : View("Form", await forms.PageAsync(StationForm.Of(record.Station), StationFormUse.Revise, record.Station, false, ct));

    [HttpPost("stations/{key:guid}/facts")]
    public async Task<IActionResult> Revise([FromServices] ReviseStation revise, Guid key, StationForm form, CancellationToken ct)
    {
        form.Key = key;
        if (await files.RunAsync(key, ct) is not { } record)
        {
            return NotFound();
        }

        if (!StationForms.TookSpot(form, ModelState))
        {
            var facts = forms.Read(form, ModelState);
            if (ModelState.IsValid)
            {
                var done = await revise.RunAsync(new() { Key = key, Actor = AccountClaims.ActorOf(User), Facts = facts, Reason = form.Reason }, ct);
                if (done.Ok)
                {
                    TempData["Done"] = "资料改好了，原来的写在历史里。";
                    return Redirect($"/stations/{key}");
                }

                ModelState.AddModelError(done.Refusal.Field ?? "", done.Refusal.Message);
            }
        }

        return View("Form", await forms.PageAsync(form, StationFormUse.Revise, record.Station, false, ct));
    }
}

/// <summary>The day as the date field writes it, and the reason.</summary>
public sealed class StationStepForm
{
    public string? On { get; set; }

    public string? Reason { get; set; }
}

public sealed record StationStepPage(StationRecord Record, string Step, StationStepForm Form)
{
    public StationAction Action => ActionOf(Step);

    public DateOnly? Earliest => Record.Steps.Count == 0 ? null : StationRules.Earliest(Action, Record.Steps.Max(line => line.Step.EffectiveOn));

    /// <summary>What follows from it, said before the button.</summary>
    public string Consequence => Action switch
    {
        StationAction.Open => "从这一天起算在用；每月 2 次课的要求，从下一个整月开始算。",
        StationAction.Suspend => "碰到暂停的月份免计，表上会写原因。",
        StationAction.Resume => "从这一天起恢复在用。这个月有暂停的日子，仍然免计。",
        _ => "撤下以后不能恢复，要用就重新申报。以前的记录都留着。",
    };

    public static StationAction ActionOf(string step) => step switch
    {
        "open" => StationAction.Open,
        "suspend" => StationAction.Suspend,
        "resume" => StationAction.Resume,
        _ => StationAction.TakeOff,
    };
}
