using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Calendar;
using Training.Domain.Identity;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Calendar;

/// <summary>工作日历: a year with its holidays and make-up days, and the form that takes the next year's list.</summary>
[Authorize(Policy = Policies.Calendar)]
public sealed class CalendarController(TrainingDbContext db, TimeProvider clock) : Controller
{
    /// <summary>A year's list is some forty lines.</summary>
    private const int MostBytes = 64 * 1024;

    [HttpGet("calendar")]
    public async Task<IActionResult> Year(int? year, CancellationToken ct)
    {
        var calendar = await WorkingCalendars.LoadAsync(db, ct);
        var asked = year is >= TakeCalendarList.FirstYear and <= 2100 ? year.Value : clock.Today().Year;
        var lists = await (
            from list in db.CalendarLists().AsNoTracking()
            where list.Year == asked
            join account in db.Accounts() on list.TakenBy equals (long?)account.Id into accounts
            from account in accounts.DefaultIfEmpty()
            orderby list.Id descending
            select new TakenList(list, db.CalendarListDays().Count(d => d.ListId == list.Id), account == null ? null : account.DisplayName)).ToListAsync(ct);
        return View(new CalendarYearPage(asked, clock.Today(), calendar, lists, [.. calendar.Years.Order()]));
    }

    [Authorize(Policy = Policies.ChangeCalendar)]
    [HttpGet("calendar/list")]
    public async Task<IActionResult> List(int? year, CancellationToken ct)
    {
        var asked = year ?? clock.Today().Year + 1;
        var calendar = await WorkingCalendars.LoadAsync(db, ct);
        var facts = calendar.Years.Contains(asked)
            ? CalendarYearPage.Days(asked, 1).Concat(Enumerable.Range(2, 11).SelectMany(m => CalendarYearPage.Days(asked, m))).Select(calendar.Fact).OfType<CalendarFact>()
            : [];
        return View(new CalendarForm
        {
            Year = asked, Source = ShippedCalendar.SourceOf(asked), Text = CalendarForm.Typed(facts), Replaces = calendar.Years.Contains(asked),
        });
    }

    [Authorize(Policy = Policies.ChangeCalendar)]
    [HttpPost("calendar/list")]
    [RequestSizeLimit(4 * MostBytes)]
    public async Task<IActionResult> Take([FromServices] TakeCalendarList take, CalendarForm form, CancellationToken ct)
    {
        if (form.File is { Length: > MostBytes })
        {
            ModelState.AddModelError(nameof(form.File), "这个文件太大，一年的安排只有几十行。看看是不是选错了。");
        }
        else if (form.File is { Length: > 0 } file)
        {
            using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
            form.Text = await reader.ReadToEndAsync(ct);
            // The text area shows what was read, not what was posted beside the file.
            ModelState.Remove(nameof(form.Text));
        }

        if (ModelState.IsValid)
        {
            var taken = await take.RunAsync(
                new() { Actor = AccountClaims.ActorOf(User), Year = form.Year ?? 0, Source = form.Source ?? "", Text = form.Text ?? "", Reason = form.Reason }, ct);
            if (taken.Ok)
            {
                TempData["Done"] = taken.Value switch
                {
                    { IsNew: false } => "和现在用的一样，没有改动。",
                    { Replaced: true } => $"换好了，{taken.Value.Days} 天。原来的一份留着备查，已经发出的公示不受影响。",
                    _ => $"收好了，{taken.Value.Days} 天。{form.Year}年的工作日现在能算了。",
                };
                return Redirect($"/calendar?year={form.Year}");
            }

            form.Wrong = (taken.Refusal as CalendarLinesWrong)?.Lines ?? [];
            ModelState.AddModelError(taken.Refusal.Field ?? "", taken.Refusal.Message);
        }

        form.Replaces = (await WorkingCalendars.LoadAsync(db, ct)).Years.Contains(form.Year ?? 0);
        return View("List", form);
    }
}
