using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Stations;
using Training.Web.Hosting;

namespace Training.Web.Features.Stations;

/// <summary>市局备案: a station that the county has passed, put on record or sent back.</summary>
[Authorize(Policy = Policies.RecordStations)]
[Route("stations/{key:guid}/record")]
public sealed class RecordingController(StationFile files, RecordStation recording) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Page(Guid key, CancellationToken ct) =>
        await files.RunAsync(key, ct) is not { } record ? NotFound()
        : !StationRules.Allows(record.Station.Status, StationAction.Record) ? Redirect($"/stations/{key}")
        : View("Record", new StationDecisionPage(record, new StationDecisionForm()));

    [HttpPost("")]
    public async Task<IActionResult> Decide(Guid key, StationDecisionForm form, CancellationToken ct)
    {
        if (await files.RunAsync(key, ct) is not { } record)
        {
            return NotFound();
        }

        if (form.Chosen(ModelState) is { } accept)
        {
            var done = await recording.RunAsync(new() { Key = key, Actor = AccountClaims.ActorOf(User), Accept = accept, Reason = form.Reason }, ct);
            if (done.Ok)
            {
                TempData["Done"] = accept ? "备案了。县区定好日子就能启用。" : "退回去了，原因已经写上。改好可以再报。";
                return Redirect($"/stations/{key}");
            }

            ModelState.AddModelError(done.Refusal.Field ?? "", done.Refusal.Message);
        }

        return View("Record", new StationDecisionPage(record, form));
    }
}
