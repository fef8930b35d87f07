using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Sessions.Bookings;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Sessions.Bookings;

public sealed class BookSeatTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_family_books_for_its_own_people_until_the_seats_are_taken_and_then_waits_in_line(DatabaseProvider provider)
    {
        await using var scene = await BookingScene.SetAsync(provider);

        var self = (await scene.BookAsync(scene.Couple, scene.Guilan)).Value!;
        var partner = (await scene.BookAsync(scene.Couple, scene.Futian)).Value!;
        var third = (await scene.BookAsync(scene.Neighbour(0), scene.Neighbours[0])).Value!;
        var fourth = (await scene.BookAsync(scene.Neighbour(1), scene.Neighbours[1])).Value!;

        Assert.Equal((BookingState.Seated, BookingState.Seated), (self.State, partner.State));
        Assert.Equal((BookingState.Waiting, 1), (third.State, third.Place));
        Assert.Equal((BookingState.Waiting, 2), (fourth.State, fourth.Place));
        var list = await scene.ListAsync();
        Assert.Equal(new SeatsOfClass(2, 0, 2), list.Seats);
        Assert.Equal(["王桂兰", "李福田"], list.In(BookingState.Seated).Select(l => l.Name));
        Assert.Equal([1, 2], list.In(BookingState.Waiting).Select(l => l.Place));
        Assert.Equal([null, 1], [(await scene.OwnAsync(scene.Guilan))[0].Place, (await scene.OwnAsync(scene.Neighbours[0]))[0].Place]);
        await using var db = scene.Database.Open();
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
        Assert.Equal(4, await db.AuditEntries().CountAsync(a => a.Stream == Booking.AuditStream(scene.Session.Key)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_same_person_twice_is_one_booking(DatabaseProvider provider)
    {
        await using var scene = await BookingScene.SetAsync(provider);

        var first = (await scene.BookAsync(scene.Couple, scene.Guilan)).Value!;
        var again = (await scene.BookAsync(scene.Couple, scene.Guilan)).Value!;
        var byStation = (await scene.BookAsync(scene.Coordinator, scene.Guilan)).Value!;

        Assert.Equal([(first.Key, true), (first.Key, false), (first.Key, false)], [(first.Key, first.IsNew), (again.Key, again.IsNew), (byStation.Key, byStation.IsNew)]);
        await using var db = scene.Database.Open();
        Assert.Equal(1, await db.Bookings().CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Two_rows_that_proved_to_be_one_person_are_one_booking(DatabaseProvider provider)
    {
        await using var scene = await BookingScene.SetAsync(provider);
        await using (var db = scene.Database.Open())
        {
            var twin = await Some.PersonAsync(db, name: "王桂兰");
            twin.CanonicalId = scene.Guilan.Id;
            db.Bookings().Add(new Booking
            {
                Key = Guid.CreateVersion7(), SessionId = scene.Session.Id, StationId = scene.Station.Id, RegionCode = scene.Station.RegionCode, PersonId = twin.Id,
                State = BookingState.Seated, Seat = 1, QueuedUtc = scene.Clock.UtcNow(),
            });
            await db.SaveChangesAsync();
        }

        Assert.False((await scene.BookAsync(scene.Couple, scene.Guilan)).Value!.IsNew);
        Assert.Equal("王桂兰", Assert.Single(await scene.OwnAsync(scene.Guilan)).Member.Name);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Twenty_neighbours_at_the_same_moment_share_out_three_seats_and_one_line(DatabaseProvider provider)
    {
        await using var scene = await BookingScene.SetAsync(provider, seats: 3);
        using var start = new ManualResetEventSlim();

        var bookings = Enumerable.Range(0, 20).Select(number => Task.Run(async () =>
        {
            start.Wait();
            return await scene.BookAsync(scene.Neighbour(number), scene.Neighbours[number]);
        })).ToList();
        start.Set();
        var answers = await Task.WhenAll(bookings);

        Assert.All(answers, a => Assert.True(a.Ok, a.Refusal?.Message));
        Assert.Equal(3, answers.Count(a => a.Value!.State == BookingState.Seated));
        Assert.Equal(Enumerable.Range(1, 17), answers.Where(a => a.Value!.Place is not null).Select(a => a.Value!.Place!.Value).Order());
        await using var db = scene.Database.Open();
        Assert.Equal([1, 2, 3], await db.Bookings().Where(b => b.Seat != null).Select(b => b.Seat!.Value).OrderBy(s => s).ToListAsync());
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_database_itself_gives_a_seat_once(DatabaseProvider provider)
    {
        await using var scene = await BookingScene.SetAsync(provider);
        await scene.BookAsync(scene.Couple, scene.Guilan);
        await using var db = scene.Database.Open();
        db.Bookings().Add(new Booking
        {
            Key = Guid.CreateVersion7(), SessionId = scene.Session.Id, StationId = scene.Station.Id, RegionCode = scene.Station.RegionCode, PersonId = scene.Futian.Id,
            State = BookingState.Seated, Seat = 1, QueuedUtc = scene.Clock.UtcNow(),
        });

        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Another_class_at_that_time_is_named_and_booked_only_when_both_are_wanted(DatabaseProvider provider)
    {
        await using var scene = await BookingScene.SetAsync(provider);
        Session other;
        await using (var db = scene.Database.Open())
        {
            var elsewhere = await Some.StationAsync(db, Places.HualongCommunity, with: s => s.Capacity = 5);
            other = await Some.SessionAsync(db, elsewhere, scene.Clock.Today().AddDays(2), with: s => s.Title = "噎住了怎么办");
        }

        await scene.BookAsync(scene.Couple, scene.Guilan, other);
        var refused = await scene.BookAsync(scene.Couple, scene.Guilan);
        var both = await scene.BookAsync(scene.Couple, scene.Guilan, overlap: true);

        Assert.Contains("噎住了怎么办", Assert.IsType<AnotherClassThen>(refused.Refusal).Message, StringComparison.Ordinal);
        Assert.True(both.Ok);
        Assert.True(Assert.Single((await scene.ListAsync()).Lines).OverlapAccepted);
        Assert.True((await scene.BookAsync(scene.Couple, scene.Futian)).Ok);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_family_books_for_nobody_elses_people_and_only_what_is_public_and_still_to_come(DatabaseProvider provider)
    {
        await using var scene = await BookingScene.SetAsync(provider);
        Assert.IsType<NotOneOfYours>((await scene.BookAsync(scene.Couple, scene.Neighbours[0])).Refusal);
        Assert.IsType<NotOneOfYours>((await scene.BookAsync(scene.Couple, new Domain.People.Person { Key = Guid.NewGuid(), Name = "", NameKey = "" })).Refusal);

        await ChangeAsync(s => s.PublishedUtc = null);
        Assert.IsType<NotFound>((await scene.BookAsync(scene.Couple, scene.Guilan)).Refusal);
        Assert.True((await scene.BookAsync(scene.Coordinator, scene.Neighbours[3])).Ok);

        await ChangeAsync(s => (s.PublishedUtc, s.Status, s.CancelReason) = (s.PlannedStartUtc.AddDays(-9), SessionStatus.Cancelled, "下大雪"));
        Assert.Contains("下大雪", Assert.IsType<ClassCancelled>((await scene.BookAsync(scene.Couple, scene.Guilan)).Refusal).Message, StringComparison.Ordinal);

        await ChangeAsync(s => s.Status = SessionStatus.Planned);
        scene.Clock.SetUtc(scene.Session.PlannedStartUtc);
        Assert.IsType<ClassBegun>((await scene.BookAsync(scene.Couple, scene.Guilan)).Refusal);

        async Task ChangeAsync(Action<Session> change)
        {
            await using var db = scene.Database.Open();
            change(await db.Sessions().SingleAsync());
            await db.SaveChangesAsync();
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_coordinator_books_by_telephone_for_people_of_the_county_with_a_remark_and_they_are_told(DatabaseProvider provider)
    {
        await using var scene = await BookingScene.SetAsync(provider, seats: 1);
        var seated = await scene.BookAsync(scene.Coordinator, scene.Neighbours[0], note: "孙女打电话来报的");
        var queued = await scene.BookAsync(scene.Coordinator, scene.Neighbours[1]);
        var refused = await scene.BookAsync(scene.Coordinator, scene.Neighbours[2], note: "回电 13800001111");

        Assert.Equal((BookingState.Seated, BookingState.Waiting), (seated.Value!.State, queued.Value!.State));
        Assert.IsType<BadNote>(refused.Refusal);
        var line = (await scene.ListAsync()).Lines[0];
        Assert.Equal((BookingWay.ByStaff, "孙女打电话来报的"), (line.Way, line.Note));
        await using var db = scene.Database.Open();
        var messages = await db.OutgoingMessages().OrderBy(m => m.Id).ToListAsync();
        Assert.Equal(["报好了", "坐满了"], messages.ConvertAll(m => m.Text!.Contains("报好了", StringComparison.Ordinal) ? "报好了" : "坐满了"));
        Assert.All(messages, m => Assert.DoesNotContain("秀英", m.Text!, StringComparison.Ordinal));

        var stranger = await Some.PersonAsync(db, Places.HualongCommunity, "孙远客");
        Assert.IsType<NotOneOfYours>((await scene.BookAsync(scene.Coordinator, stranger)).Refusal);
    }
}
