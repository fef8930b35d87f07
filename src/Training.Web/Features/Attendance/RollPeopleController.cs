using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance;
using Training.Domain.People;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Attendance;

/// <summary>People who are not among the tiles: found by name, initials or phone, or written down as they come in.</summary>
[Authorize(Policy = Policies.Roll)]
[Route("rolls/{key:guid}")]
public sealed class RollPeopleController(TakeRoll take, FindPeople find, ApplyMarks apply, TimeProvider clock) : Controller
{
    [Authorize(Policy = Policies.Roll)]
    [HttpGet("find")]
    public Task<IActionResult> Find(Guid key, CancellationToken ct) => FindAsync(key, null, ct);

    /// <summary>Posted, so that no address and no log carries a name or the end of a phone number.</summary>
    [Authorize(Policy = Policies.Roll)]
    [HttpPost("find")]
    public Task<IActionResult> FindNow(Guid key, [FromForm] string? text, CancellationToken ct) => FindAsync(key, text ?? "", ct);

    [Authorize(Policy = Policies.Roll)]
    [HttpPost("people")]
    public async Task<IActionResult> People(Guid key, [FromBody] FindRequest? request, CancellationToken ct)
    {
        var sheet = await take.RunAsync(key, User.Taker(), ct);
        if (!sheet.Ok)
        {
            return NotFound(new { message = sheet.Refusal.Message });
        }

        var found = await SearchAsync(sheet.Value, request?.Text, ct);
        return found.Ok ? Json(found.Value) : BadRequest(new { message = found.Refusal.Message });
    }

    [Authorize(Policy = Policies.Roll)]
    [HttpGet("walk-in")]
    public async Task<IActionResult> WalkIn(Guid key, CancellationToken ct) =>
        await PageAsync("WalkIn", key, sheet => new WalkInPage(sheet, new WalkInForm { Person = Guid.CreateVersion7() }, []), ct);

    [Authorize(Policy = Policies.Roll)]
    [HttpPost("walk-in")]
    public async Task<IActionResult> WalkInNow(Guid key, WalkInForm form, CancellationToken ct)
    {
        var walkIn = new NewWalkIn { Key = form.Person, Name = form.Name ?? "", PhoneTail = form.PhoneTail };
        var namesakes = MarkRules.Check(walkIn) is null && !form.Another ? await NamesakesAsync(key, walkIn.Name, ct) : [];
        if (namesakes.Count == 0)
        {
            var mark = new NewMark
            {
                Key = TileValue.KeyOf(form.Person, "walk-in"), AttendeeKey = form.Person, Kind = MarkKind.Present, DeviceUtc = clock.UtcNow(),
            };
            var applied = await apply.RunAsync(
                new MarkBatch { RollKey = key, Taker = User.Taker(), Device = MarkRules.Page, WalkIns = [walkIn], Marks = [mark] }, ct);
            if (applied.Ok && applied.Value.Answers.All(a => a.Refusal is null))
            {
                return Redirect($"/rolls/{key}?last={form.Person}#p{form.Person:N}");
            }

            foreach (var refusal in applied.Ok ? applied.Value.Answers.Select(a => a.Refusal).OfType<Refusal>().Take(1) : [applied.Refusal])
            {
                ModelState.AddModelError(refusal.Field ?? "", refusal.Message);
            }
        }

        return await PageAsync("WalkIn", key, sheet => new WalkInPage(sheet, form, namesakes), ct);
    }

    private async Task<IActionResult> FindAsync(Guid key, string? text, CancellationToken ct)
    {
        var sheet = await take.RunAsync(key, User.Taker(), ct);
        if (!sheet.Ok)
        {
            return NotFound();
        }

        if (!sheet.Value.IsBegun)
        {
            return Redirect($"/rolls/{key}");
        }

        var found = text is null ? (IReadOnlyList<FoundOnRoll>)[] : [];
        if (text is not null)
        {
            var result = await SearchAsync(sheet.Value, text, ct);
            if (result.Ok)
            {
                found = result.Value;
            }
            else
            {
                ModelState.AddModelError("text", result.Refusal.Message);
            }
        }

        return View("Find", new FindPage(sheet.Value, text, found));
    }

    private async Task<Result<FoundOnRoll[]>> SearchAsync(RollSheet sheet, string? text, CancellationToken ct)
    {
        var found = await find.RunAsync(new FindPeopleInput { Text = text, CountyCode = RegionCodes.CountyOf(sheet.RegionCode) }, ct);
        if (!found.Ok)
        {
            return found.Refusal;
        }

        var lines = sheet.Lines.ToDictionary(l => l.AttendeeKey);
        return found.Value.Select(p => new FoundOnRoll(
            p.Key, p.Name, p.Label,
            lines.TryGetValue(p.Key, out var line) && line.State.Present, line?.State.Heads ?? [])).ToArray();
    }

    private async Task<IReadOnlyList<FoundOnRoll>> NamesakesAsync(Guid key, string name, CancellationToken ct)
    {
        var sheet = await take.RunAsync(key, User.Taker(), ct);
        if (!sheet.Ok)
        {
            return [];
        }

        var nameKey = PersonName.KeyOf(name);
        var found = await SearchAsync(sheet.Value, name, ct);
        return found.Ok ? [.. found.Value.Where(p => PersonName.KeyOf(p.Name) == nameKey)] : [];
    }

    private async Task<IActionResult> PageAsync<T>(string view, Guid key, Func<RollSheet, T> model, CancellationToken ct)
    {
        var sheet = await take.RunAsync(key, User.Taker(), ct);
        return sheet switch
        {
            { Ok: false } => NotFound(),
            { Value: { Status: RollStatus.Closed } or { IsBegun: false } } => Redirect($"/rolls/{key}"),
            _ => View(view, model(sheet.Value)),
        };
    }
}

public sealed record FindRequest(string? Text);

/// <summary>A found person, and how he or she stands on this roll.</summary>
public sealed record FoundOnRoll(Guid Key, string Name, string Label, bool Present, IReadOnlyList<Guid> Heads);

public sealed record FindPage(RollSheet Sheet, string? Text, IReadOnlyList<FoundOnRoll> Found)
{
    public Guid Nonce { get; } = Guid.CreateVersion7();
}

public sealed class WalkInForm
{
    /// <summary>Made with the page, so that the form sent twice is one person.</summary>
    public Guid Person { get; set; }

    public string? Name { get; set; }

    public string? PhoneTail { get; set; }

    /// <summary>Said after the page has shown people of the same name.</summary>
    public bool Another { get; set; }
}

public sealed record WalkInPage(RollSheet Sheet, WalkInForm Form, IReadOnlyList<FoundOnRoll> Namesakes)
{
    public Guid Nonce { get; } = Guid.CreateVersion7();
}
