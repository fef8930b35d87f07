using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance;
using Training.Web.Hosting;

namespace Training.Web.Features.Attendance;

/// <summary>更正时间: the real begin and end and the heads of a closed roll, with a reason; also what decides between two phones that closed differently.</summary>
[Authorize(Policy = Policies.Roll)]
[Route("rolls/{key:guid}/correct/times")]
public sealed class RollTimesController(TakeRoll take, AmendRoll amend) : Controller
{
    [Authorize(Policy = Policies.Roll)]
    [HttpGet("")]
    public Task<IActionResult> Times(Guid key, CancellationToken ct) => ShowAsync(
        key,
        sheet => Task.FromResult<IActionResult>(View("CorrectTimes", new RollTimesPage(sheet, new RollTimesForm
        {
            Start = ClosingForm.Clock(sheet.StartedUtc),
            End = sheet.EndedUtc is { } end ? ClosingForm.Clock(end) : null,
            Heads = sheet.HeadCount?.ToString(CultureInfo.InvariantCulture),
        }))),
        ct);

    [Authorize(Policy = Policies.Roll)]
    [HttpPost("")]
    public Task<IActionResult> Change(Guid key, RollTimesForm form, CancellationToken ct) => ShowAsync(
        key,
        async sheet =>
        {
            var (start, end) = (Read(form.Start, nameof(form.Start)), Read(form.End, nameof(form.End)));
            var heads = int.TryParse((form.Heads ?? "").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : (int?)null;
            if (heads is null && !string.IsNullOrWhiteSpace(form.Heads))
            {
                ModelState.AddModelError(nameof(form.Heads), new BadHeadCount().Message);
            }

            if (ModelState.IsValid)
            {
                var startedUtc = ClosingRules.StartOf(sheet.PlannedStartUtc, start!.Value);
                var amended = await amend.RunAsync(
                    new AmendRollInput
                    {
                        RollKey = key, Taker = User.Taker(), StartedUtc = startedUtc, EndedUtc = ClosingRules.EndOf(startedUtc, end!.Value),
                        HeadCount = heads, Reason = form.Reason ?? "",
                    },
                    ct);
                if (amended.Ok)
                {
                    return Redirect($"/rolls/{key}");
                }

                ModelState.AddModelError(
                    amended.Refusal.Field switch
                    {
                        nameof(CloseRollInput.StartedUtc) => nameof(form.Start),
                        nameof(CloseRollInput.EndedUtc) => nameof(form.End),
                        nameof(CloseRollInput.HeadCount) => nameof(form.Heads),
                        { } field => field,
                        null => "",
                    },
                    amended.Refusal.Message);
            }

            return View("CorrectTimes", new RollTimesPage(sheet, form));
        },
        ct);

    private TimeOnly? Read(string? text, string field)
    {
        var time = ClosingForm.TimeOf(text);
        if (time is null)
        {
            ModelState.AddModelError(field, "时间写成 9:05 这样。");
        }

        return time;
    }

    private async Task<IActionResult> ShowAsync(Guid key, Func<RollSheet, Task<IActionResult>> show, CancellationToken ct)
    {
        var sheet = await take.RunAsync(key, User.Taker(), ct);
        return sheet switch
        {
            { Ok: false } => StatusCode(sheet.Refusal is NotOnTheCard ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound),
            { Value.Status: RollStatus.Open } => Redirect($"/rolls/{key}"),
            _ => await show(sheet.Value),
        };
    }
}
