using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Calendar;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Testing;

namespace Training.Domain.Tests.Notices;

public sealed class TakeCalendarListTests
{
    private static string Lines(int holidays = 13) =>
        string.Join('\n', Enumerable.Range(1, holidays).Select(d => $"2027-02-{d:00},春节,放假")) + "\n2027-02-20,春节,上班";

    private static TakeCalendarListInput Input(string? text = null) => new()
    {
        Actor = new Actor(1), Year = 2027, Source = "国务院办公厅关于2027年部分节假日安排的通知", Text = text ?? Lines(),
    };

    [Theory, OnSqlite, OnPostgres]
    public async Task A_new_year_is_taken_and_working_days_reach_into_it(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var take = new TakeCalendarList(db, FakeClock.Ordinary());

        Assert.Equal([2023, 2024, 2025, 2026], (await WorkingCalendars.LoadAsync(db)).Years.Order());
        Assert.Equal(new CalendarTaken(14, true, false), (await take.RunAsync(Input())).Value);
        Assert.Equal(new CalendarTaken(14, false, false), (await take.RunAsync(Input())).Value);
        Assert.Equal(new DateOnly(2027, 1, 1), (await WorkingCalendars.LoadAsync(db)).AddWorkingDays(new DateOnly(2026, 12, 31), 1).Value);
        Assert.True((await WorkingCalendars.LoadAsync(db)).IsWorkingDay(new DateOnly(2027, 2, 20)).Value);

        // Another list takes its place with a reason; the first stays to be read.
        Assert.Equal(new CalendarReasonMissing(2027), (await take.RunAsync(Input(Lines(14)))).Refusal);
        Assert.Equal(new CalendarTaken(15, true, true), (await take.RunAsync(Input(Lines(14)) with { Reason = "国务院办公厅改了安排" })).Value);
        Assert.False((await WorkingCalendars.LoadAsync(db)).IsWorkingDay(new DateOnly(2027, 2, 14)).Value);
        Assert.Equal(2, await db.CalendarLists().CountAsync(l => l.Year == 2027));
        Assert.Equal(2, await db.AuditEntries().CountAsync(a => a.Stream == CalendarList.AuditStream(2027)));
        Assert.Equal(0, await new ShippedCalendar(db, FakeClock.Ordinary()).EnsureAsync());
    }

    [Fact]
    public async Task What_is_wrong_is_said_by_line_and_nothing_is_taken()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var take = new TakeCalendarList(db, FakeClock.Ordinary());

        var wrong = Assert.IsType<CalendarLinesWrong>((await take.RunAsync(Input("2027-02-01,春节,放假\n2027-02-30,春节,放假\n昨天"))).Refusal);
        Assert.Equal([2, 3], wrong.Lines.Select(l => l.Line));
        Assert.IsType<CalendarListTooShort>((await take.RunAsync(Input(Lines(5)))).Refusal);
        Assert.IsType<CalendarListEmpty>((await take.RunAsync(Input(" \n "))).Refusal);
        Assert.IsType<CalendarSourceMissing>((await take.RunAsync(Input() with { Source = " " })).Refusal);
        Assert.IsType<CalendarYearOutOfReach>((await take.RunAsync(Input() with { Year = 2031 })).Refusal);
        Assert.Equal(0, await db.CalendarLists().CountAsync(l => l.Year == 2027));
    }
}
