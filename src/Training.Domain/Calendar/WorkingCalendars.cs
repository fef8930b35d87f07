using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;

namespace Training.Domain.Calendar;

/// <summary>Reads the lists in force into a <see cref="WorkingCalendar"/>: a few hundred rows in one statement.</summary>
public static class WorkingCalendars
{
    public static async Task<WorkingCalendar> LoadAsync(TrainingDbContext db, CancellationToken ct = default)
    {
        var rows = await (
            from list in db.CalendarLists().AsNoTracking()
            where list.ReplacedUtc == null
            join day in db.CalendarListDays() on list.Id equals day.ListId into days
            from day in days.DefaultIfEmpty()
            select new { list.Year, Day = day }).ToListAsync(ct);
        return new WorkingCalendar(
            rows.Select(r => r.Year),
            rows.Where(r => r.Day is not null).Select(r => new CalendarFact(r.Day.Date, r.Day.Name, r.Day.Kind)));
    }
}
