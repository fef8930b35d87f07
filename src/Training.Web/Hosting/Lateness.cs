using Training.Domain.Calendar;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Web.Hosting;

/// <summary>How late a day is, as pages say it; a list of many rows loads the working days once.</summary>
public sealed class Lateness(TrainingDbContext db, TimeProvider clock)
{
    private WorkingCalendar? calendar;

    public async Task<string> SaidAsync(DateOnly due) => (calendar ??= await WorkingCalendars.LoadAsync(db)).Late(due, clock.Today());
}
