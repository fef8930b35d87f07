using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Taught;
using Training.Domain.Evidence;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Topics;
using Training.Web.Hosting;

namespace Training.Web.Features.Attendance;

/// <summary>
/// 下课收册: real start and end, heads counted by eye, photos, and what was taught; a second look when the session falls short, when heads
/// and names lie apart, and when it ended after midnight. Files are kept as they come, whatever becomes of the rest of the form.
/// </summary>
[Authorize(Policy = Policies.Roll)]
[Route("rolls/{key:guid}/close")]
public sealed class ClosingController(TakeRoll take, CloseRoll close, ReadTaught taught, ArchiveTaught archive, RollQuotas quotas, TrainingDbContext db, TimeProvider clock) : Controller
{
    private const long MostBytes = 510_000_000;

    [Authorize(Policy = Policies.Roll)]
    [HttpGet("")]
    public async Task<IActionResult> Page(Guid key, CancellationToken ct)
    {
        var sheet = await take.RunAsync(key, User.Taker(), ct);
        if (!sheet.Ok)
        {
            return NotFound();
        }

        var about = await taught.OfAsync(key, User.Taker(), ct);
        var (started, nowUtc) = (sheet.Value.StartedUtc, clock.UtcNow());
        return await PageAsync(
            sheet.Value,
            new ClosingForm
            {
                Start = ClosingForm.Clock(started),
                End = ClosingForm.Clock(nowUtc >= started && nowUtc - started <= TimeSpan.FromHours(ClosingRules.MostHours) ? nowUtc : sheet.Value.PlannedEndUtc),
                Topic = about.Value?.TopicCode,
                Outline = about.Value?.Outline,
            },
            ct);
    }

    [Authorize(Policy = Policies.Roll)]
    [HttpPost("")]
    [IgnoreAntiforgeryToken]
    [StreamedForm]
    [RequestSizeLimit(MostBytes)]
    [RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
    public async Task<IActionResult> Close([FromServices] StreamedForm streamed, [FromServices] ClosingFiles files, Guid key, CancellationToken ct)
    {
        var sheet = await take.RunAsync(key, User.Taker(), ct);
        if (!sheet.Ok)
        {
            return NotFound();
        }

        var taken = new TakenFiles();
        var read = await streamed.ReadAsync(HttpContext, file => files.TakeAsync(key, AccountClaims.ActorOf(User), file, taken, ct), ct);
        if (!read.IsOurs)
        {
            return BadRequest();
        }

        var form = ClosingForm.Of(read.Fields);
        return sheet.Value.Status == RollStatus.Closed ? Leave(key, taken) : await CloseAsync(sheet.Value, form, taken, ct);
    }

    private async Task<IActionResult> CloseAsync(RollSheet sheet, ClosingForm form, TakenFiles taken, CancellationToken ct)
    {
        if (taken.FirstRefusal is { } bad)
        {
            ModelState.AddModelError("Photos", bad.Message);
        }

        if (form.Do == ClosingForm.OnlyFiles)
        {
            if (taken.Count == 0)
            {
                ModelState.AddModelError("Photos", new NothingAttached().Message);
            }

            return await PageAsync(sheet, form, ct, taken);
        }

        var (from, until, heads) = (ReadTime(form.Start, nameof(form.Start)), ReadTime(form.End, nameof(form.End)), ReadHeads(form.Heads));
        if (!ModelState.IsValid)
        {
            return await PageAsync(sheet, form, ct, taken);
        }

        var start = ClosingRules.StartOf(sheet.PlannedStartUtc, from);
        var end = ClosingRules.EndOf(start, until);
        if (ClosingRules.Check(sheet.PlannedStartUtc, start, end, heads, clock.UtcNow()) is { } refusal)
        {
            return await RefusedAsync(sheet, form, refusal, taken, ct);
        }

        var quota = await quotas.ForAsync(start, sheet.RegionCode, ct);
        var lacks = quota.Shortfalls(sheet.Present, ClosingRules.Minutes(start, end));
        IReadOnlyList<string> doubts = [.. lacks, .. ClosingDoubts.Of(sheet.Present, heads, start, end)];
        var seen = string.Create(CultureInfo.InvariantCulture, $"{sheet.Present}/{heads}/{ClosingForm.Clock(start)}/{ClosingForm.Clock(end)}");
        if (doubts.Count > 0 && form.Seen != seen)
        {
            // The second look is for just these figures: other times or other people ask for another one.
            return await PageAsync(sheet, form with { Seen = seen }, ct, taken, doubts, lacks.Count > 0);
        }

        var written = await archive.RunAsync(new() { SessionKey = sheet.Key, Taker = User.Taker(), TopicCode = form.Topic, Outline = form.Outline }, ct);
        if (!written.Ok)
        {
            return await RefusedAsync(sheet, form, written.Refusal, taken, ct);
        }

        var closed = await close.RunAsync(new() { RollKey = sheet.Key, Taker = User.Taker(), StartedUtc = start, EndedUtc = end, HeadCount = heads }, ct);
        return closed.Ok ? Leave(sheet.Key, taken) : await RefusedAsync(sheet, form, closed.Refusal, taken, ct);
    }

    private RedirectResult Leave(Guid key, TakenFiles taken)
    {
        TempData["Done"] = taken.Kept > 0 ? taken.Words : null;
        TempData["Refused"] = taken.RefusedWords;
        return Redirect($"/rolls/{key}");
    }

    private async Task<IActionResult> RefusedAsync(RollSheet sheet, ClosingForm form, Refusal refusal, TakenFiles taken, CancellationToken ct)
    {
        ModelState.AddModelError(
            refusal.Field switch
            {
                nameof(CloseRollInput.StartedUtc) => nameof(form.Start),
                nameof(CloseRollInput.EndedUtc) => nameof(form.End),
                nameof(CloseRollInput.HeadCount) => nameof(form.Heads),
                nameof(ArchiveTaughtInput.TopicCode) => nameof(form.Topic),
                nameof(ArchiveTaughtInput.Outline) => nameof(form.Outline),
                _ => "",
            },
            refusal.Message);
        return await PageAsync(sheet, form, ct, taken);
    }

    private async Task<IActionResult> PageAsync(
        RollSheet sheet, ClosingForm form, CancellationToken ct, TakenFiles? taken = null, IReadOnlyList<string>? doubts = null, bool fallsShort = false) =>
        sheet.Status == RollStatus.Closed || !sheet.IsBegun ? Redirect($"/rolls/{sheet.Key}") : View("Close", new ClosingPage(sheet, await quotas.ForAsync(sheet.StartedUtc, sheet.RegionCode, ct), form)
        {
            Topics = await db.Topics().AsNoTracking().Where(t => t.Vocabulary == TopicVocabulary.Station).OrderBy(t => t.Ordinal).ToListAsync(ct),
            Doubts = doubts ?? [],
            FallsShort = fallsShort,
            Kept = taken?.Kept > 0 ? taken.Words : null,
        });

    private TimeOnly ReadTime(string? text, string field)
    {
        if (ClosingForm.TimeOf(text) is { } time)
        {
            return time;
        }

        ModelState.AddModelError(field, "时间写成 9:05 这样。");
        return default;
    }

    private int? ReadHeads(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var heads))
        {
            return heads;
        }

        ModelState.AddModelError(nameof(ClosingForm.Heads), new BadHeadCount().Message);
        return null;
    }
}
