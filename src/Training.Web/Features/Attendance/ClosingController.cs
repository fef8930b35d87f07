using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Attendance;

/// <summary>下课收册: real start and end, heads counted by eye, and a second look when the session falls short.</summary>
[Authorize(Policy = Policies.Roll)]
[Route("rolls/{key:guid}/close")]
public sealed class ClosingController(TakeRoll take, CloseRoll close, RollQuotas quotas, TimeProvider clock) : Controller
{
    [Authorize(Policy = Policies.Roll)]
    [HttpGet("")]
    public async Task<IActionResult> Page(Guid key, CancellationToken ct)
    {
        var sheet = await take.RunAsync(key, User.Taker(), ct);
        if (!sheet.Ok)
        {
            return NotFound();
        }

        var nowUtc = clock.UtcNow();
        var sameDay = ShanghaiTime.DateOf(nowUtc) == ShanghaiTime.DateOf(sheet.Value.StartedUtc);
        var form = new ClosingForm
        {
            Start = ClosingForm.Clock(sheet.Value.StartedUtc),
            End = ClosingForm.Clock(sameDay ? nowUtc : sheet.Value.PlannedEndUtc),
        };
        return await PageAsync(sheet.Value, form, ct);
    }

    [Authorize(Policy = Policies.Roll)]
    [HttpPost("")]
    public async Task<IActionResult> Close(Guid key, ClosingForm form, CancellationToken ct)
    {
        var sheet = await take.RunAsync(key, User.Taker(), ct);
        if (!sheet.Ok)
        {
            return NotFound();
        }

        if (sheet.Value.Status == RollStatus.Closed || !sheet.Value.IsBegun)
        {
            return Redirect($"/rolls/{key}");
        }

        var day = ShanghaiTime.DateOf(sheet.Value.PlannedStartUtc);
        var start = ReadTime(form.Start, nameof(form.Start), day);
        var end = ReadTime(form.End, nameof(form.End), day);
        var heads = ReadHeads(form.Heads);
        if (!ModelState.IsValid)
        {
            return await PageAsync(sheet.Value, form, ct);
        }

        if (ClosingRules.Check(sheet.Value.PlannedStartUtc, start, end, heads, clock.UtcNow()) is { } bad)
        {
            return await RefusedAsync(sheet.Value, form, bad, ct);
        }

        var quota = await quotas.ForAsync(start, sheet.Value.RegionCode, ct);
        var (people, minutes) = (sheet.Value.Present, ClosingRules.Minutes(start, end));
        var seen = string.Create(CultureInfo.InvariantCulture, $"{people}/{minutes}");
        if (!quota.IsMet(people, minutes) && form.Seen != seen)
        {
            // The second look is for just these figures: other times or other people ask for another one.
            ModelState.Remove(nameof(form.Seen));
            form.Seen = seen;
            return await PageAsync(sheet.Value, form, ct, quota.Shortfalls(people, minutes));
        }

        var closed = await close.RunAsync(
            new CloseRollInput { RollKey = key, Taker = User.Taker(), StartedUtc = start, EndedUtc = end, HeadCount = heads }, ct);
        return closed.Ok ? Redirect($"/rolls/{key}") : await RefusedAsync(sheet.Value, form, closed.Refusal, ct);
    }

    private async Task<IActionResult> RefusedAsync(RollSheet sheet, ClosingForm form, Refusal refusal, CancellationToken ct)
    {
        ModelState.AddModelError(
            refusal.Field switch
            {
                nameof(CloseRollInput.StartedUtc) => nameof(form.Start),
                nameof(CloseRollInput.EndedUtc) => nameof(form.End),
                nameof(CloseRollInput.HeadCount) => nameof(form.Heads),
                _ => "",
            },
            refusal.Message);
        return await PageAsync(sheet, form, ct);
    }

    private async Task<IActionResult> PageAsync(RollSheet sheet, ClosingForm form, CancellationToken ct, IReadOnlyList<string>? shortfalls = null) =>
        sheet.Status == RollStatus.Closed || !sheet.IsBegun
            ? Redirect($"/rolls/{sheet.Key}")
            : View("Close", new ClosingPage(sheet, await quotas.ForAsync(sheet.StartedUtc, sheet.RegionCode, ct), form, shortfalls ?? []));

    private DateTime ReadTime(string? text, string field, DateOnly day)
    {
        if (TimeOnly.TryParseExact((text ?? "").Trim().Replace('：', ':'), ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return ShanghaiTime.ToUtc(day, time);
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

/// <summary>Kept as typed: a bad value comes back to the page as it was written.</summary>
public sealed class ClosingForm
{
    public string? Start { get; set; }

    public string? End { get; set; }

    public string? Heads { get; set; }

    /// <summary>The figures that the person has been told fall short.</summary>
    public string? Seen { get; set; }

    public static string Clock(DateTime utc) => ShanghaiTime.FromUtc(utc).ToString("HH:mm", CultureInfo.InvariantCulture);
}

public sealed record ClosingPage(RollSheet Sheet, RollQuota Quota, ClosingForm Form, IReadOnlyList<string> Shortfalls);
