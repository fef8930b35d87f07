using Training.Domain.Calendar;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Domain.Agenda;

public sealed record AgendaQuestion
{
    public bool Overdue { get; init; }

    public long? County { get; init; }

    public DutyKind? Kind { get; init; }

    /// <summary>Only what is due in it; null: everything that is open.</summary>
    public Month? Month { get; init; }
}

/// <summary>A duty with how late it is.</summary>
/// <param name="WorkingDaysLate">Zero while it is in time.</param>
public sealed record DutyLine(Duty Duty, int WorkingDaysLate);

/// <param name="Overdue">Of all that the reader sees, whatever was asked.</param>
public sealed record AgendaList(IReadOnlyList<DutyLine> Lines, int Overdue, IReadOnlyDictionary<DutyKind, int> Kinds);

/// <summary>期限日历和逾期清单: every dated duty that the reader reaches and whose page opens for him, the most pressing first.</summary>
public sealed class ReadAgenda(TrainingDbContext db, StandardInForce standards, TimeProvider clock)
{
    /// <param name="may">Whether the reader has a verb.</param>
    public async Task<AgendaList> RunAsync(AgendaQuestion question, Func<string, bool> may, CancellationToken ct = default)
    {
        var today = clock.Today();
        var calendar = await WorkingCalendars.LoadAsync(db, ct);
        var all = await new DutySources(db, calendar, standards, today).AllAsync(may, ct);
        var shown = all.Where(d => (question.County is null || RegionCodes.CountyOf(d.RegionCode) == question.County) && (!question.Overdue || d.IsOverdue(today))
            && (question.Month is not { } month || Month.Of(d.DueOn) == month)).ToList();
        return new(
            [
                .. shown.Where(d => question.Kind is null || d.Kind == question.Kind).OrderBy(d => d.DueOn).ThenBy(d => d.Kind).ThenBy(d => d.RegionCode).ThenBy(d => d.Subject, StringComparer.Ordinal)
                    .Select(d => new DutyLine(d, Late(calendar, d.DueOn, today))),
            ],
            all.Count(d => d.IsOverdue(today)),
            shown.GroupBy(d => d.Kind).ToDictionary(g => g.Key, g => g.Count()));
    }

    public async Task<Duty?> FindAsync(DutyKind kind, string subject, Func<string, bool> may, CancellationToken ct = default) =>
        (await new DutySources(db, await WorkingCalendars.LoadAsync(db, ct), standards, clock.Today()).AllAsync(may, ct)).Find(d => d.Kind == kind && d.Subject == subject);

    private static int Late(WorkingCalendar calendar, DateOnly due, DateOnly today)
    {
        if (due >= today)
        {
            return 0;
        }

        var days = calendar.CountWorkingDays(due, today);
        return days.Ok ? days.Value : today.DayNumber - due.DayNumber;
    }
}
