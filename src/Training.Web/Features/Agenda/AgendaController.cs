using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Agenda;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Sheets;
using Training.Web.Hosting;

namespace Training.Web.Features.Agenda;

/// <summary>期限: what is due by which day and whose turn it is, as a list and a calendar; what is late, with the urging of it.</summary>
[Authorize(Policy = Policies.Agenda)]
public sealed class AgendaController(ReadAgenda agenda, TrainingDbContext db, TimeProvider clock) : Controller
{
    private AgendaReader Reader => User.AgendaReader();

    [HttpGet("agenda")]
    public async Task<IActionResult> List(bool overdue, string? county, DutyKind? kind, DateOnly? day, int page = 1, CancellationToken ct = default) =>
        View("List", await PageAsync(Asked(overdue, county, kind, day), Math.Clamp(page, 1, 1000), ct));

    [HttpGet("agenda/calendar")]
    public async Task<IActionResult> Calendar(string? month, CancellationToken ct)
    {
        var shown = Month.TryParse(month, out var read) ? read : Month.Of(clock.Today());
        return View(new AgendaMonthPage(shown, await agenda.RunAsync(new() { Month = shown }, Reader, ct), await CountiesAsync(ct), clock.Today()));
    }

    [HttpGet("agenda/list.xlsx")]
    public async Task<IActionResult> Download(bool overdue, string? county, DutyKind? kind, DateOnly? day, CancellationToken ct)
    {
        var found = await agenda.RunAsync(Asked(overdue, county, kind, day), Reader, ct);
        var counties = await CountiesAsync(ct);
        var title = $"{(overdue ? "逾期清单" : "期限清单")}{clock.Today():yyyy-MM-dd}";
        return File(
            SheetWriter.Write(new SheetLayout
            {
                Name = "期限", Title = title, Columns = [.. ((string[])["期限", "逾期工作日", "类别", "事项", "现在", "等谁", "县区"]).Select(c => new LayoutColumn(c))],
                Rows = found.Lines.Select(l => (IReadOnlyList<SheetValue>)
                [
                    l.Duty.DueOn, l.WorkingDaysLate, DutyWords.Of(l.Duty.Kind), l.Duty.Title, l.Duty.State, DutyWords.Of(l.Duty.Turn), counties.GetValueOrDefault(RegionCodes.CountyOf(l.Duty.RegionCode), "全市"),
                ]),
            }),
            SheetWriter.ContentType, $"{title}.xlsx");
    }

    /// <summary>The days as a calendar file (RFC 5545): whole days, nothing of a person.</summary>
    [HttpGet("agenda/dates.ics")]
    public async Task<IActionResult> Dates(CancellationToken ct)
    {
        var found = await agenda.RunAsync(new(), Reader, ct);
        var text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//sanjin//agenda//ZH\r\n");
        var stamp = clock.UtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        foreach (var duty in found.Lines.Select(l => l.Duty))
        {
            text.Append("BEGIN:VEVENT\r\nUID:").Append(duty.Kind).Append('-').Append(duty.Subject.Replace('/', '-')).Append("\r\nDTSTAMP:").Append(stamp)
                .Append("\r\nDTSTART;VALUE=DATE:").Append(duty.DueOn.ToString("yyyyMMdd", CultureInfo.InvariantCulture))
                .Append("\r\nSUMMARY:").Append(DutyWords.Of(duty.Kind)).Append("\r\nEND:VEVENT\r\n");
        }

        // The month that closes next: a date of the office without a record of its own.
        foreach (var closing in await agenda.NextClosingsAsync(ct))
        {
            text.Append("BEGIN:VEVENT\r\nUID:closing-").Append(closing.Closes).Append('-').Append(closing.On.ToString("dd", CultureInfo.InvariantCulture)).Append("\r\nDTSTAMP:").Append(stamp)
                .Append("\r\nDTSTART;VALUE=DATE:").Append(closing.On.ToString("yyyyMMdd", CultureInfo.InvariantCulture))
                .Append("\r\nSUMMARY:").Append(closing.Closes.MonthOfYear).Append("月关账\r\nEND:VEVENT\r\n");
        }

        return File(Encoding.UTF8.GetBytes(text.Append("END:VCALENDAR\r\n").ToString()), "text/calendar; charset=utf-8", "期限.ics");
    }

    [HttpPost("agenda/urge")]
    [Authorize(Policy = Policies.UrgeDuties)]
    public async Task<IActionResult> Urge([FromServices] CallDuty call, DutyKind kind, string? subject, bool overdue, DateOnly? day, CancellationToken ct)
    {
        var asked = new AgendaQuestion { Overdue = overdue, Kind = day is null ? null : kind, Day = day };
        var done = await call.UrgeAsync(AccountClaims.ActorOf(User), kind, subject ?? "", Reader, ct);
        if (done.Ok)
        {
            TempData["Done"] = "督办发出去了，那边收件箱里能看到。";
            return Redirect(AgendaPage.Address(asked));
        }

        if (done.Refusal is NotFound)
        {
            return NotFound();
        }

        ModelState.Add(done.Refusal);
        return View("List", await PageAsync(asked, 1, ct));
    }

    private static AgendaQuestion Asked(bool overdue, string? county, DutyKind? kind, DateOnly? day) =>
        new() { Overdue = overdue, Kind = kind, Day = day, County = RegionCodes.TryParse(county, out var code) && RegionCodes.LevelOf(code) == RegionLevel.County ? code : null };

    private async Task<AgendaPage> PageAsync(AgendaQuestion asked, int page, CancellationToken ct) => new(asked, await agenda.RunAsync(asked, Reader, ct), await CountiesAsync(ct), page, clock.Today(), db.Scope, await agenda.NextClosingsAsync(ct));

    /// <summary>Those of the reader's, and the one that the reader's station or street lies in.</summary>
    private async Task<IReadOnlyDictionary<long, string>> CountiesAsync(CancellationToken ct) =>
        (await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County && r.FormerFrom == null).OrderBy(r => r.Code).ToListAsync(ct)).Where(r => db.Scope.Holds(r.Code) || RegionCodes.CountyOf(db.Scope.From) == r.Code).ToDictionary(r => r.Code, r => r.Name);
}
