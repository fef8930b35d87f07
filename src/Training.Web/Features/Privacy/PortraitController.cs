using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.People.Portraits;
using Training.Domain.People.Privacy;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Privacy;

/// <summary>点名用的相片 of one person: kept after the person agreed, replaced, and taken away by withdrawing the consent (<see cref="PersonController"/>).</summary>
[Authorize(Policy = Policies.Portraits)]
[Route("privacy/people/{person:guid}/portrait")]
public sealed class PortraitController(ReadPortraits portraits, AddPortrait add, TimeProvider clock) : Controller
{
    [Authorize(Policy = Policies.Portraits)]
    [HttpGet("")]
    public Task<IActionResult> Show(Guid person, CancellationToken ct) => PageAsync(person, new PortraitForm { GivenOn = clock.Today() }, ct);

    [Authorize(Policy = Policies.Portraits)]
    [HttpGet("picture")]
    public async Task<IActionResult> Picture(Guid person, CancellationToken ct)
    {
        Response.Headers.CacheControl = "private, no-store";
        return await portraits.PictureAsync(person, ct) is { } picture ? File(picture, "image/jpeg") : NotFound();
    }

    [Authorize(Policy = Policies.Portraits)]
    [HttpPost("")]
    [IgnoreAntiforgeryToken]
    [StreamedForm]
    [RequestSizeLimit(PortraitRules.SentBytes + 100_000)]
    [RequestFormLimits(MultipartBodyLengthLimit = PortraitRules.SentBytes + 100_000)]
    public async Task<IActionResult> Add([FromServices] StreamedForm form, Guid person, CancellationToken ct)
    {
        Refusal refusal = new PortraitEmpty();
        var added = false;
        var read = await form.ReadAsync(
            HttpContext,
            async file =>
            {
                var said = PortraitForm.Of(file.Fields);
                var kept = await add.RunAsync(
                    new() { PersonKey = person, Way = said.Way, GivenOn = said.GivenOn, Content = file.Content, Actor = AccountClaims.ActorOf(User) }, ct);
                added = kept.Ok;
                refusal = kept.Refusal ?? refusal;
                return false;
            },
            ct);
        if (!read.IsOurs)
        {
            return BadRequest();
        }

        if (added)
        {
            TempData["Done"] = "相片存上了，一会儿就能看到。";
            return RedirectToAction(nameof(Show), new { person });
        }

        ModelState.AddModelError(refusal.Field ?? "", refusal.Message);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await PageAsync(person, PortraitForm.Of(read.Fields), ct);
    }

    private async Task<IActionResult> PageAsync(Guid person, PortraitForm form, CancellationToken ct) =>
        await portraits.PageAsync(person, ct) is { } page ? View("Portrait", new PortraitView(page, form)) : NotFound();
}

public sealed class PortraitForm
{
    public ConsentWay? Way { get; init; }

    public DateOnly? GivenOn { get; init; }

    public static PortraitForm Of(IReadOnlyDictionary<string, string> fields) => new()
    {
        Way = Enum.TryParse<ConsentWay>(fields.GetValueOrDefault(nameof(Way)), out var way) ? way : null,
        GivenOn = DateOnly.TryParseExact(fields.GetValueOrDefault(nameof(GivenOn)), "yyyy-MM-dd", out var day) ? day : null,
    };
}

public sealed record PortraitView(PortraitPage Person, PortraitForm Form);
