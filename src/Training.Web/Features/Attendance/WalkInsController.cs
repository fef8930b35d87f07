using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance;
using Training.Domain.People;
using Training.Domain.Regions;
using Training.Web.Hosting;

namespace Training.Web.Features.Attendance;

/// <summary>认人: says which known person a walk-in is, or takes that back. The line on the roll stays as written.</summary>
[Authorize(Policy = Policies.Roll)]
[Route("rolls/{key:guid}/walk-ins/{walkIn:guid}")]
public sealed class WalkInsController(TakeRoll take, FindPeople find, RecogniseWalkIn recognise) : Controller
{
    [Authorize(Policy = Policies.Roll)]
    [HttpGet("")]
    public Task<IActionResult> Page(Guid key, Guid walkIn, CancellationToken ct) => ShowAsync(key, walkIn, null, ct);

    /// <summary>Posted, so that no address and no log carries a name.</summary>
    [Authorize(Policy = Policies.Roll)]
    [HttpPost("")]
    public Task<IActionResult> Find(Guid key, Guid walkIn, [FromForm] string? text, CancellationToken ct) => ShowAsync(key, walkIn, text ?? "", ct);

    [Authorize(Policy = Policies.Roll)]
    [HttpPost("person")]
    public Task<IActionResult> Is(Guid key, Guid walkIn, [FromForm] Guid person, CancellationToken ct) => DecideAsync(key, walkIn, person, ct);

    [Authorize(Policy = Policies.Roll)]
    [HttpPost("undo")]
    public Task<IActionResult> Undo(Guid key, Guid walkIn, CancellationToken ct) => DecideAsync(key, walkIn, null, ct);

    private async Task<IActionResult> DecideAsync(Guid key, Guid walkIn, Guid? person, CancellationToken ct)
    {
        var done = await recognise.RunAsync(new RecogniseWalkInInput { RollKey = key, WalkInKey = walkIn, PersonKey = person, Taker = User.Taker() }, ct);
        if (done.Ok)
        {
            return Redirect($"/rolls/{key}");
        }

        if (done.Refusal is Domain.Shared.NotFound or NotOnTheCard)
        {
            return StatusCode(done.Refusal is NotOnTheCard ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);
        }

        ModelState.AddModelError("", done.Refusal.Message);
        return await ShowAsync(key, walkIn, null, ct);
    }

    private async Task<IActionResult> ShowAsync(Guid key, Guid walkIn, string? text, CancellationToken ct)
    {
        var sheet = await take.RunAsync(key, User.Taker(), ct);
        if (!sheet.Ok)
        {
            return StatusCode(sheet.Refusal is NotOnTheCard ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);
        }

        var line = sheet.Value.Lines.FirstOrDefault(l => l.AttendeeKey == walkIn && l.Kind == LineKind.WalkIn);
        var twin = sheet.Value.Lines.SelectMany(l => l.Twins.Select(t => (Of: l, Twin: t))).FirstOrDefault(t => t.Twin.AttendeeKey == walkIn);
        if (line is null && twin.Twin is null)
        {
            return NotFound();
        }

        // The name as it was written is the first thing to look for.
        var name = line?.Name ?? twin.Twin.Name;
        var found = await find.RunAsync(new FindPeopleInput { Text = text ?? name, CountyCode = RegionCodes.CountyOf(sheet.Value.RegionCode) }, ct);
        if (!found.Ok && text is not null)
        {
            ModelState.AddModelError("text", found.Refusal.Message);
        }

        return View("Recognise", new RecognisePage(
            sheet.Value, walkIn, name, line is { IsRecognised: true } ? "名册里的一位" : twin.Of?.Name, text ?? name, found.Ok ? found.Value : []));
    }
}

/// <param name="Known">Who the walk-in was found to be; null when nobody has said so.</param>
public sealed record RecognisePage(RollSheet Sheet, Guid WalkIn, string Name, string? Known, string Text, IReadOnlyList<FoundPerson> Found);
