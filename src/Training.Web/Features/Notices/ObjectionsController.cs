using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Training.Domain.Notices;
using Training.Domain.Shared;

namespace Training.Web.Features.Notices;

/// <summary>
/// The form by which anybody objects, and the page where the answer is read later. No account, no puzzle and no trap field: the number of
/// forms an address may send in ten minutes is limited instead, so nobody who reads by voice or is slow is taken for a machine.
/// </summary>
[AllowAnonymous]
public sealed class ObjectionsController(ReadNotice read, FileObjection file, TimeProvider clock) : Controller
{
    public const string RateLimit = "objection";

    [HttpGet("notices/{notice:guid}/objection")]
    public async Task<IActionResult> Form(Guid notice, Guid? item, CancellationToken ct) =>
        await read.ForPublicAsync(notice, ct) is { } found
            ? View(new ObjectionForm { Key = Guid.CreateVersion7(), ItemKey = item, Notice = found, Today = clock.Today() })
            : NotFound();

    [HttpPost("notices/{notice:guid}/objection")]
    [EnableRateLimiting(RateLimit)]
    public async Task<IActionResult> File(Guid notice, ObjectionForm form, CancellationToken ct)
    {
        var filed = await file.RunAsync(
            new()
            {
                NoticeKey = notice,
                ObjectionKey = form.Key == Guid.Empty ? Guid.CreateVersion7() : form.Key,
                ItemKey = form.ItemKey,
                Text = form.Text ?? "",
                Name = form.Name,
                Contact = form.Contact,
            },
            ct);
        if (filed.Ok)
        {
            return Redirect($"/notices/{notice}/objections/{filed.Value.Key}");
        }

        if (await read.ForPublicAsync(notice, ct) is not { } found)
        {
            return NotFound();
        }

        ModelState.AddModelError(filed.Refusal.Field ?? "", filed.Refusal.Message);
        (form.Notice, form.Today) = (found, clock.Today());
        return View("Form", form);
    }

    [HttpGet("notices/{notice:guid}/objections/{objection:guid}")]
    public async Task<IActionResult> Receipt(Guid notice, Guid objection, CancellationToken ct) =>
        await read.ForPublicAsync(notice, ct) is { } found && await read.ReceiptAsync(notice, objection, ct) is { } receipt
            ? View(new ReceiptPage(found, receipt, clock.Today()))
            : NotFound();
}
