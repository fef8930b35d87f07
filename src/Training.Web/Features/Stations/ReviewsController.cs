using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Stations;
using Training.Web.Hosting;

namespace Training.Web.Features.Stations;

/// <summary>县区审核: a proposed station beside the checklist of its premises.</summary>
[Authorize(Policy = Policies.ReviewStations)]
[Route("stations/{key:guid}/review")]
public sealed class ReviewsController(StationFile files, ReviewStation review) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Page(Guid key, CancellationToken ct) =>
        await files.RunAsync(key, ct) is not { } record ? NotFound()
        : !StationRules.Allows(record.Station.Status, StationAction.Approve) ? Redirect($"/stations/{key}")
        : View("Review", new StationDecisionPage(record, new StationDecisionForm()));

    [HttpPost("")]
    public async Task<IActionResult> Decide(Guid key, StationDecisionForm form, CancellationToken ct)
    {
        if (await files.RunAsync(key, ct) is not { } record)
        {
            return NotFound();
        }

        if (form.Chosen(ModelState) is { } approve)
        {
            var done = await review.RunAsync(
                new() { Key = key, Actor = AccountClaims.ActorOf(User), Approve = approve, Confirmed = form.Confirmed, Reason = form.Reason }, ct);
            if (done.Ok)
            {
                TempData["Done"] = approve ? "审核通过了，已经报给市民政局备案。" : "没有通过，原因已经告诉申报单位。改好可以再报。";
                return Redirect($"/stations/{key}");
            }

            ModelState.AddModelError(done.Refusal.Field ?? "", done.Refusal.Message);
        }

        return View("Review", new StationDecisionPage(record, form));
    }
}
