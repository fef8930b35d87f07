using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Web.Hosting;

namespace Training.Web.Features.Stations;

/// <summary>县区审核 of a proposed station beside the checklist of its premises, and 市局备案 of one that the county has passed.</summary>
[Route("stations/{key:guid}")]
public sealed class DecisionsController(StationFile files) : Controller
{
    [HttpGet("review")]
    [Authorize(Policy = Policies.ReviewStations)]
    public Task<IActionResult> Review(Guid key, CancellationToken ct) => PageAsync(key, StationAction.Approve, nameof(Review), ct);

    [HttpPost("review")]
    [Authorize(Policy = Policies.ReviewStations)]
    public Task<IActionResult> Review([FromServices] ReviewStation review, Guid key, StationDecisionForm form, CancellationToken ct) => DecideAsync(
        key, form, nameof(Review), "审核通过了，已经报给市民政局备案。", "没有通过，原因已经告诉申报单位。改好可以再报。",
        approve => review.RunAsync(new() { Key = key, Actor = AccountClaims.ActorOf(User), Approve = approve, Confirmed = form.Confirmed, Reason = form.Reason }, ct), ct);

    [HttpGet("record")]
    [Authorize(Policy = Policies.RecordStations)]
    public Task<IActionResult> Record(Guid key, CancellationToken ct) => PageAsync(key, StationAction.Record, nameof(Record), ct);

    [HttpPost("record")]
    [Authorize(Policy = Policies.RecordStations)]
    public Task<IActionResult> Record([FromServices] RecordStation recording, Guid key, StationDecisionForm form, CancellationToken ct) => DecideAsync(
        key, form, nameof(Record), "备案了。县区定好日子就能启用。", "退回去了，原因已经写上。改好可以再报。",
        accept => recording.RunAsync(new() { Key = key, Actor = AccountClaims.ActorOf(User), Accept = accept, Reason = form.Reason }, ct), ct);

    private async Task<IActionResult> PageAsync(Guid key, StationAction action, string view, CancellationToken ct) =>
        await files.RunAsync(key, ct) is not { } record ? NotFound()
        : !StationRules.Allows(record.Station.Status, action) ? Redirect($"/stations/{key}")
        : View(view, new StationDecisionPage(record, new StationDecisionForm()));

    private async Task<IActionResult> DecideAsync(
        Guid key, StationDecisionForm form, string view, string passed, string sentBack, Func<bool, Task<Result<Done>>> decide, CancellationToken ct)
    {
        if (await files.RunAsync(key, ct) is not { } record)
        {
            return NotFound();
        }

        if (form.Chosen(ModelState) is { } passes)
        {
            var done = await decide(passes);
            if (done.Ok)
            {
                TempData["Done"] = passes ? passed : sentBack;
                return Redirect($"/stations/{key}");
            }

            ModelState.Add(done.Refusal);
        }

        return View(view, new StationDecisionPage(record, form));
    }
}
