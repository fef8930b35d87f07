using Training.Domain.Calendar;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.Tests.Standards;

/// <summary>Which classes would still mend a month that runs short.</summary>
public sealed class MendRulesTests
{
    // A Friday; the first day that is far enough ahead is a holiday.
    private static readonly DateOnly Today = new(2026, 10, 23);

    private static readonly DateOnly Last = new(2026, 10, 31);

    private static readonly WorkingCalendar Calendar = new([2026], [new CalendarFact(new DateOnly(2026, 10, 26), "假日", CalendarDayKind.Holiday)]);

    [Fact]
    public void The_first_free_slot_of_an_open_day_three_days_ahead_is_proposed()
    {
        var one = Assert.Single(Propose([Lacking(1)], [Somebody(7)]));
        Assert.Equal(new ProposedClass(1, new Slot(new(2026, 10, 27), new(9, 0), new(10, 30)), 7, "讲师7"), one);
    }

    [Fact]
    public void Two_that_are_lacking_fall_on_two_days()
    {
        Assert.Equal([27, 28], Propose([Lacking(1, lacks: 2)], [Somebody(7)]).Select(p => p.Slot.Day.Day));
    }

    [Fact]
    public void A_room_that_is_taken_and_a_station_that_is_closed_are_passed_over()
    {
        var taken = new Slot(new(2026, 10, 27), new(9, 30), new(11, 0));
        Assert.Equal(new TimeOnly(15, 0), Assert.Single(Propose([Lacking(1) with { Taken = [taken] }], [Somebody(7)])).Slot.From);
        var thursdays = new ServiceHours { Days = [DayOfWeek.Thursday], Opens = new(13, 0), Closes = new(16, 0) };
        Assert.Equal(new Slot(new(2026, 10, 29), new(14, 0), new(15, 30)), Assert.Single(Propose([Lacking(1) with { Hours = thursdays }], [Somebody(7)])).Slot);
    }

    [Fact]
    public void Nobody_is_proposed_who_is_busy_on_the_way_has_no_time_is_at_the_ceiling_or_is_not_in_the_pool_that_day()
    {
        var near = new Slot(new(2026, 10, 27), new(10, 45), new(12, 0));
        Assert.Equal(new TimeOnly(15, 0), Assert.Single(Propose([Lacking(1)], [Somebody(7) with { Taken = [near] }])).Slot.From);
        var thursdayAfternoon = 1 << FreeTimes.Slot(DayOfWeek.Thursday, DayPart.Afternoon);
        Assert.Equal(new Slot(new(2026, 10, 29), new(15, 0), new(16, 30)), Assert.Single(Propose([Lacking(1)], [Somebody(7) with { FreeTimes = thursdayAfternoon }])).Slot);
        Assert.Empty(Propose([Lacking(1)], [Somebody(7) with { Ceiling = 1, Taken = [new Slot(new(2026, 10, 2), new(9, 0), new(10, 0))] }]));
        Assert.Empty(Propose([Lacking(1)], [Somebody(7) with { From = new(2026, 11, 1) }]));
        Assert.Empty(Propose([Lacking(1)], [Somebody(7) with { Until = new(2026, 10, 27) }]));
    }

    [Fact]
    public void Two_stations_never_ask_for_one_person_at_once_and_who_teaches_least_comes_first()
    {
        var two = Propose([Lacking(1), Lacking(2)], [Somebody(7)]);
        Assert.Equal([new TimeOnly(9, 0), new TimeOnly(15, 0)], two.Select(p => p.Slot.From));
        var busy = Somebody(3) with { Taken = [new Slot(new(2026, 10, 9), new(9, 0), new(10, 30))] };
        Assert.Equal(7, Assert.Single(Propose([Lacking(1)], [busy, Somebody(7)])).TrainerId);
    }

    [Fact]
    public void So_late_in_the_month_that_no_lead_is_left_nothing_is_proposed()
    {
        Assert.Empty(MendRules.Propose([Lacking(1)], [Somebody(7)], Calendar, new DateOnly(2026, 10, 29), Last));
    }

    private static IReadOnlyList<ProposedClass> Propose(LackingStation[] stations, FreeTrainer[] trainers) => MendRules.Propose(stations, trainers, Calendar, Today, Last);

    private static LackingStation Lacking(long station, int lacks = 1) => new(station, null, lacks, []);

    private static FreeTrainer Somebody(long id) => new(id, $"讲师{id}", null, null, new DateOnly(2026, 1, 1), null, []);
}
