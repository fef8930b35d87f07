using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Calendar;
using Training.Domain.Identity;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Notices;

public sealed class OpenNoticeTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_notice_runs_for_its_working_days(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        Guid key;
        await using (var db = database.Open())
        {
            key = (await Some.NoticeAsync(db, FakeClock.Ordinary())).Key;
        }

        await using var read = database.Open();
        var notice = await read.PublicNotices().Include(n => n.Items).SingleAsync(n => n.Key == key);
        Assert.Equal(
            (new DateOnly(2026, 11, 18), new DateOnly(2026, 11, 25), new DateOnly(2026, 11, 26), NoticeState.Running, NoticeAudience.Public),
            (notice.FromDate, notice.LastDay, notice.ConcludableFrom, notice.State, notice.Audience));
        Assert.Equal(["王桂兰", "李福田"], notice.Items.OrderBy(i => i.Ordinal).Select(i => i.Name));
        Assert.Equal(nameof(OpenNotice), (await read.AuditEntries().SingleAsync(a => a.Stream == notice.AuditStream())).Process);
    }

    [Fact]
    public async Task Silence_of_a_party_is_consent_from_the_next_working_day()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();

        // Friday 2026-02-06 and six working days: the last is the make-up Saturday before the Spring Festival, the next the Tuesday after it.
        var notice = await Some.NoticeAsync(
            db, FakeClock.Shanghai(2026, 2, 6), Some.NoticeInput() with { Subject = NoticeSubjects.Deadline, PartyRegionCode = Places.City, WorkingDays = 6 });

        Assert.Equal((NoticeAudience.Party, new DateOnly(2026, 2, 14), new DateOnly(2026, 2, 24)), (notice.Audience, notice.LastDay, notice.ConcludableFrom));
    }

    [Fact]
    public async Task A_window_into_a_year_that_is_missing_is_refused_and_nothing_is_written()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var open = new OpenNotice(db, new Officers(db), FakeClock.Shanghai(2026, 12, 28));

        Assert.Equal(new CalendarYearMissing(2027), (await open.RunAsync(Some.NoticeInput())).Refusal);
        // Three working days end with the year: enough for the public, but a party's silence needs the day after.
        Assert.Equal(new CalendarYearMissing(2027), (await open.RunAsync(Some.NoticeInput() with { WorkingDays = 3, PartyRegionCode = Places.City })).Refusal);
        Assert.Equal(0, await db.PublicNotices().CountAsync());
        Assert.Equal(new DateOnly(2026, 12, 31), (await open.RunAsync(Some.NoticeInput() with { WorkingDays = 3 })).Value!.LastDay);
    }

    [Fact]
    public async Task What_cannot_be_published_is_refused_at_its_field()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var open = new OpenNotice(db, new Officers(db), FakeClock.Ordinary());
        var right = Some.NoticeInput();
        var line = right.Lines[0];

        Assert.Equal(nameof(right.Title), (await open.RunAsync(right with { Title = "  " })).Refusal!.Field);
        Assert.Equal(nameof(right.Body), (await open.RunAsync(right with { Body = new string('长', PublicNotice.BodyMaxLength + 1) })).Refusal!.Field);
        Assert.IsType<BadWindowLength>((await open.RunAsync(right with { WorkingDays = 0 })).Refusal);
        Assert.IsType<BadWindowLength>((await open.RunAsync(right with { WorkingDays = 61 })).Refusal);
        Assert.IsType<NoticeNeedsLines>((await open.RunAsync(right with { Lines = [] })).Refusal);
        Assert.IsType<NoticeLineBad>((await open.RunAsync(right with { Lines = [line, line] })).Refusal);
        Assert.IsType<NoticeLineBad>((await open.RunAsync(right with { Lines = [line with { Name = "" }] })).Refusal);
        Assert.IsType<NotFound>((await open.RunAsync(right with { RegionCode = 1 })).Refusal);
        Assert.Equal(0, await db.PublicNotices().CountAsync());

        Assert.True((await open.RunAsync(right)).Ok);
        Assert.IsType<AlreadyOnNotice>((await open.RunAsync(right with { Lines = [line] })).Refusal);
    }

    [Fact]
    public async Task A_county_publishes_for_itself_only()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Nanle)]));

        Assert.IsType<NotFound>((await new OpenNotice(db, new Officers(db), FakeClock.Ordinary()).RunAsync(Some.NoticeInput())).Refusal);
    }
}
