using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance;
using Training.Domain.People;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Attendance;

/// <summary>更正: a closed roll is put right person by person, each time with a reason; what was there before stays in its history.</summary>
[Authorize(Policy = Policies.Roll)]
[Route("rolls/{key:guid}/correct")]
public sealed class CorrectionsController(TakeRoll take, FindPeople find, ApplyMarks apply, TimeProvider clock) : Controller
{
    [Authorize(Policy = Policies.Roll)]
    [HttpGet("")]
    public Task<IActionResult> Index(Guid key, CancellationToken ct) => ShowAsync(key, sheet => View("Correct", sheet), ct);

    [Authorize(Policy = Policies.Roll)]
    [HttpGet("{attendee:guid}")]
    public Task<IActionResult> Person(Guid key, Guid attendee, CancellationToken ct) => ShowAsync(
        key, sheet => LineOf(sheet, attendee) is { } line ? View("CorrectPerson", new CorrectPersonPage(sheet, line, CorrectionForm.For(line))) : NotFound(), ct);

    [Authorize(Policy = Policies.Roll)]
    [HttpPost("{attendee:guid}")]
    public Task<IActionResult> Change(Guid key, Guid attendee, CorrectionForm form, CancellationToken ct) => ShowAsync(
        key,
        async sheet =>
        {
            if (LineOf(sheet, attendee) is not { } line)
            {
                return NotFound();
            }

            if (form.Seen != CorrectionForm.SeenOf(line))
            {
                // Somebody else was quicker: the person looks again before anything is replaced unseen.
                ModelState.Clear();
                ModelState.AddModelError("", new ChangedMeanwhile().Message);
                form.Seen = CorrectionForm.SeenOf(line);
            }
            else if (Marks(sheet, line, form) is { } marks && await AppliedAsync(key, marks, [], ct))
            {
                return Redirect($"/rolls/{key}");
            }

            return View("CorrectPerson", new CorrectPersonPage(sheet, line, form));
        },
        ct);

    /// <summary>Posted, so that no address and no log carries a name. Without a choice it searches, with one it adds that person.</summary>
    [Authorize(Policy = Policies.Roll)]
    [HttpPost("person")]
    public Task<IActionResult> AddPerson(Guid key, AddPersonForm form, CancellationToken ct) => ShowAsync(
        key,
        async sheet =>
        {
            if (form.Attendee is { } attendee)
            {
                var line = LineOf(sheet, attendee);
                var mark = new NewMark
                {
                    Key = TileValue.KeyOf(form.Page, $"{attendee}"), AttendeeKey = attendee, Kind = MarkKind.Present, Supersedes = line?.State.Heads ?? [],
                    DeviceUtc = clock.UtcNow(), Reason = form.Reason,
                };
                if (HasReason(form.Reason) && await AppliedAsync(key, [mark], [], ct))
                {
                    return Redirect($"/rolls/{key}");
                }
            }

            var found = await find.RunAsync(new FindPeopleInput { Text = form.Text, CountyCode = RegionCodes.CountyOf(sheet.RegionCode) }, ct);
            if (!found.Ok)
            {
                ModelState.AddModelError(nameof(form.Text), found.Refusal.Message);
            }

            var there = sheet.Lines.Where(l => l.State.Present).Select(l => l.AttendeeKey).ToHashSet();
            return View("CorrectFind", new AddPersonPage(sheet, form, found.Ok ? [.. found.Value.Select(p => new FoundOnRoll(p.Key, p.Name, p.Label, there.Contains(p.Key), []))] : null));
        },
        ct);

    [Authorize(Policy = Policies.Roll)]
    [HttpGet("person")]
    public Task<IActionResult> FindPerson(Guid key, CancellationToken ct) =>
        ShowAsync(key, sheet => View("CorrectFind", new AddPersonPage(sheet, new AddPersonForm { Page = Guid.CreateVersion7() }, null)), ct);

    [Authorize(Policy = Policies.Roll)]
    [HttpGet("walk-in")]
    public Task<IActionResult> WalkIn(Guid key, CancellationToken ct) =>
        ShowAsync(key, sheet => View("CorrectWalkIn", new AddWalkInPage(sheet, new AddWalkInForm { Person = Guid.CreateVersion7() })), ct);

    [Authorize(Policy = Policies.Roll)]
    [HttpPost("walk-in")]
    public Task<IActionResult> AddWalkIn(Guid key, AddWalkInForm form, CancellationToken ct) => ShowAsync(
        key,
        async sheet =>
        {
            var mark = new NewMark
            {
                Key = TileValue.KeyOf(form.Person, "walk-in"), AttendeeKey = form.Person, Kind = MarkKind.Present, DeviceUtc = clock.UtcNow(), Reason = form.Reason,
            };
            var walkIn = new NewWalkIn { Key = form.Person, Name = form.Name ?? "", PhoneTail = form.PhoneTail };
            return HasReason(form.Reason) && await AppliedAsync(key, [mark], [walkIn], ct) ? Redirect($"/rolls/{key}") : View("CorrectWalkIn", new AddWalkInPage(sheet, form));
        },
        ct);

    private Task<IActionResult> ShowAsync(Guid key, Func<RollSheet, IActionResult> show, CancellationToken ct) => ShowAsync(key, sheet => Task.FromResult(show(sheet)), ct);

    /// <summary>Only a closed roll is corrected: an open one is simply marked.</summary>
    private async Task<IActionResult> ShowAsync(Guid key, Func<RollSheet, Task<IActionResult>> show, CancellationToken ct)
    {
        var sheet = await take.RunAsync(key, User.Taker(), ct, withHeads: true);
        return sheet switch
        {
            { Ok: false } => StatusCode(sheet.Refusal is NotOnTheCard ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound),
            { Value.Status: RollStatus.Open } => Redirect($"/rolls/{key}"),
            _ => await show(sheet.Value),
        };
    }

    private static RollLine? LineOf(RollSheet sheet, Guid attendee) => sheet.Lines.FirstOrDefault(l => l.AttendeeKey == attendee);

    private bool HasReason(string? reason)
    {
        if (!string.IsNullOrWhiteSpace(reason) && MarkRules.CanBeKept(reason, MarkRules.ReasonMaxLength))
        {
            return true;
        }

        ModelState.AddModelError(nameof(CorrectionForm.Reason), new CorrectionNeedsReason().Message);
        return false;
    }

    /// <summary>What the form asks for as marks; null when it cannot be read. Taking somebody off takes all rows of that person off.</summary>
    private List<NewMark>? Marks(RollSheet sheet, RollLine line, CorrectionForm form)
    {
        var until = form.To == CorrectionForm.Until ? ClosingForm.TimeOf(form.UntilTime) : null;
        if (form.To is not (CorrectionForm.Here or CorrectionForm.Until or CorrectionForm.Gone))
        {
            ModelState.AddModelError(nameof(form.To), "选到了、提前走了，还是没到。");
        }
        else if (form.To == CorrectionForm.Until && until is null)
        {
            ModelState.AddModelError(nameof(form.UntilTime), "时间写成 9:05 这样。");
        }

        if (!HasReason(form.Reason) || !ModelState.IsValid)
        {
            return null;
        }

        var untilUtc = until is { } time ? ClosingRules.EndOf(sheet.StartedUtc, time) : (DateTime?)null;
        var rows = line.Twins.Select(t => (t.AttendeeKey, t.State)).Prepend((line.AttendeeKey, State: line.Own)).ToList();
        var chosen = form.To == CorrectionForm.Gone ? rows.FindAll(r => r.State.Present || r.State.InConflict) : rows[..1];
        return (chosen.Count > 0 ? chosen : rows[..1]).ConvertAll(r => new NewMark
        {
            Key = TileValue.KeyOf(form.Page, $"{r.AttendeeKey}{form.To}{form.UntilTime}"), AttendeeKey = r.AttendeeKey,
            Kind = form.To == CorrectionForm.Gone ? MarkKind.Absent : MarkKind.Present, Supersedes = r.State.Heads, UntilUtc = untilUtc,
            DeviceUtc = clock.UtcNow(), Reason = form.Reason,
        });
    }

    private async Task<bool> AppliedAsync(Guid key, IReadOnlyList<NewMark> marks, IReadOnlyList<NewWalkIn> walkIns, CancellationToken ct)
    {
        var applied = await apply.RunAsync(new MarkBatch { RollKey = key, Taker = User.Taker(), Device = MarkRules.Page, Marks = marks, WalkIns = walkIns }, ct);
        var refusal = applied.Ok ? applied.Value.Answers.Select(a => a.Refusal).FirstOrDefault(r => r is not null) : applied.Refusal;
        if (refusal is not null)
        {
            ModelState.AddModelError(refusal.Field ?? "", refusal.Message);
        }

        return refusal is null;
    }
}
