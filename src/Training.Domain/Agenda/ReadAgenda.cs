using Microsoft.EntityFrameworkCore;
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

    /// <summary>Only what is due on it.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Only what is due in it; null: everything that is open.</summary>
    public Month? Month { get; init; }
}

/// <summary>A duty with how late it is.</summary>
/// <param name="WorkingDaysLate">Zero while it is in time.</param>
public sealed record DutyLine(Duty Duty, int WorkingDaysLate);

/// <param name="Closings">Days in the month asked for on which a month of the records is closed; empty where no month was asked for.</param>
/// <param name="Overdue">Of all that the reader sees, whatever was asked.</param>
public sealed record AgendaList(IReadOnlyList<DutyLine> Lines, int Overdue, IReadOnlyDictionary<DutyKind, int> Kinds, IReadOnlyList<MonthClosing> Closings);

/// <summary>关账: from the next day on a month is corrected, no longer added to. Counties are named where they close on different days.</summary>
public sealed record MonthClosing(DateOnly On, Month Closes, IReadOnlyList<long> Counties);

/// <summary>期限日历和逾期清单: every dated duty that the reader reaches and whose page opens for him, the most pressing first.</summary>
public sealed class ReadAgenda(TrainingDbContext db, StandardInForce standards, TimeProvider clock)
{
    public async Task<AgendaList> RunAsync(AgendaQuestion question, AgendaReader reader, CancellationToken ct = default)
    {
        var today = clock.Today();
        var sources = new DutySources(db, standards, today, reader);
        var all = await sources.AllAsync(ct);
        var shown = all.Where(d => (question.County is null || RegionCodes.CountyOf(d.RegionCode) == question.County) && (!question.Overdue || d.IsOverdue(today))
            && (question.Day is null || d.DueOn == question.Day) && (question.Month is not { } month || Month.Of(d.DueOn) == month)).ToList();
        var calendar = await sources.CalendarAsync(ct);
        return new(
            [
                .. shown.Where(d => question.Kind is null || d.Kind == question.Kind).OrderBy(d => d.DueOn).ThenBy(d => d.Kind).ThenBy(d => d.RegionCode).ThenBy(d => d.Subject, StringComparer.Ordinal)
                    .Select(d => new DutyLine(d, calendar.DaysLate(d.DueOn, today))),
            ],
            all.Count(d => d.IsOverdue(today)),
            shown.GroupBy(d => d.Kind).ToDictionary(g => g.Key, g => g.Count()),
            question.Month is { } asked ? await ClosingsAsync(asked, ct) : []);
    }

    /// <summary>How many are late: the same number as the list's, for front pages, which ask it at each view.</summary>
    public async Task<int> OverdueAsync(AgendaReader reader, CancellationToken ct = default)
    {
        var today = clock.Today();
        var could = await LateProbe.RunAsync(db, reader, today, ct);
        return could is { Count: 0 } ? 0 : (await new DutySources(db, standards, today, reader).AllAsync(ct, could)).Count(d => d.IsOverdue(today));
    }

    public async Task<Duty?> FindAsync(DutyKind kind, string subject, AgendaReader reader, CancellationToken ct = default) =>
        (await new DutySources(db, standards, clock.Today(), reader).AllAsync(ct)).Find(d => d.Kind == kind && d.Subject == subject);

    /// <summary>From today on.</summary>
    public async Task<IReadOnlyList<MonthClosing>> NextClosingsAsync(CancellationToken ct = default)
    {
        var today = clock.Today();
        var closings = (await ClosingsAsync(Month.Of(today), ct)).Where(c => c.On >= today).ToList();
        return closings.Count > 0 ? closings : await ClosingsAsync(Month.Of(today).Next, ct);
    }

    private async Task<IReadOnlyList<MonthClosing>> ClosingsAsync(Month month, CancellationToken ct)
    {
        var (from, until) = (db.Scope.From, db.Scope.Until);
        var counties = (await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County && r.FormerFrom == null && r.Code > from - 1_000_000 && r.Code < until).Select(r => r.Code).ToListAsync(ct))
            .Where(code => db.Scope.Holds(code) || RegionCodes.CountyOf(from) == code).ToList();
        var own = await db.RegionsWithStandard().ToListAsync(ct);
        var days = new List<(DateOnly On, long County)>();
        foreach (var under in counties.GroupBy(c => own.Contains(c) ? c : RegionCodes.CityOf(c)))
        {
            var on = (await standards.ForAsync(month.Previous, under.Key, ct)).Definition.Settings.ClosesOn(month.Previous);
            days.AddRange(under.Select(county => (on, county)));
        }

        var different = days.Select(d => d.On).Distinct().Count() > 1;
        return [.. days.Where(d => Month.Of(d.On) == month).GroupBy(d => d.On).OrderBy(g => g.Key).Select(g => new MonthClosing(g.Key, month.Previous, different ? [.. g.Select(d => d.County)] : []))];
    }
}
