using Microsoft.EntityFrameworkCore;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Sessions.Bookings;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Sessions.Bookings;

public sealed class CancelBookingTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_freed_seat_waits_ten_minutes_for_a_change_of_mind_and_then_goes_to_the_first_in_line_who_is_told(DatabaseProvider provider)
    {
        await using var scene = await BookingScene.SetAsync(provider, seats: 1);
        var first = (await scene.BookAsync(scene.Couple, scene.Guilan)).Value!.Key;
        await scene.BookAsync(scene.Neighbour(0), scene.Neighbours[0]);
        await scene.BookAsync(scene.Neighbour(1), scene.Neighbours[1]);

        Assert.True((await scene.CancelAsync(scene.Couple, first)).Ok);
        Assert.Equal(0, await scene.PassOnAsync());
        Assert.True(Assert.Single(await scene.OwnAsync(scene.Guilan)).MayUndo);
        scene.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.True((await scene.RestoreAsync(scene.Couple, first)).Ok);
        Assert.Equal(BookingState.Seated, Assert.Single(await scene.OwnAsync(scene.Guilan)).State);

        await scene.CancelAsync(scene.Couple, first);
        scene.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(1, await scene.PassOnAsync());
        Assert.Equal(0, await scene.PassOnAsync());
        var promoted = Assert.Single(await scene.OwnAsync(scene.Neighbours[0]));
        Assert.Equal((BookingState.Seated, true), (promoted.State, promoted.WasPromoted));
        Assert.Equal(1, Assert.Single(await scene.OwnAsync(scene.Neighbours[1])).Place);
        Assert.IsType<TooLateToRestore>((await scene.RestoreAsync(scene.Couple, first)).Refusal);
        await using var db = scene.Database.Open();
        Assert.Contains("有位子了", Assert.Single(await db.OutgoingMessages().ToListAsync()).Text, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Near_the_class_the_seat_goes_on_at_once_and_whoever_comes_back_has_the_old_place_in_the_line(DatabaseProvider provider)
    {
        await using var scene = await BookingScene.SetAsync(provider, seats: 1);
        var first = (await scene.BookAsync(scene.Couple, scene.Guilan)).Value!.Key;
        await scene.BookAsync(scene.Neighbour(0), scene.Neighbours[0]);
        await scene.BookAsync(scene.Neighbour(1), scene.Neighbours[1]);
        scene.Clock.SetUtc(scene.Session.PlannedStartUtc.AddMinutes(-40));

        await scene.CancelAsync(scene.Couple, first);
        Assert.Equal(BookingState.Seated, Assert.Single(await scene.OwnAsync(scene.Neighbours[0])).State);
        Assert.True((await scene.RestoreAsync(scene.Couple, first)).Ok);
        Assert.Equal(1, Assert.Single(await scene.OwnAsync(scene.Guilan)).Place);
        Assert.Equal(2, Assert.Single(await scene.OwnAsync(scene.Neighbours[1])).Place);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Cancelling_ends_when_the_class_begins_and_is_nobody_elses(DatabaseProvider provider)
    {
        await using var scene = await BookingScene.SetAsync(provider);
        var booking = (await scene.BookAsync(scene.Couple, scene.Guilan)).Value!.Key;

        Assert.IsType<NotFound>((await scene.CancelAsync(scene.Neighbour(0), booking)).Refusal);
        Assert.True((await scene.CancelAsync(scene.Couple, booking)).Ok);
        Assert.True((await scene.CancelAsync(scene.Couple, booking)).Ok);
        var again = (await scene.BookAsync(scene.Couple, scene.Guilan)).Value!;
        Assert.Equal((booking, BookingState.Seated), (again.Key, again.State));
        scene.Clock.SetUtc(scene.Session.PlannedStartUtc);
        Assert.IsType<TooLateToCancel>((await scene.CancelAsync(scene.Couple, booking)).Refusal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_class_that_does_not_take_place_tells_everybody_who_booked_or_waits(DatabaseProvider provider)
    {
        await using var scene = await BookingScene.SetAsync(provider, seats: 1);
        await scene.BookAsync(scene.Couple, scene.Futian);
        await scene.BookAsync(scene.Neighbour(0), scene.Neighbours[0]);
        var gone = (await scene.BookAsync(scene.Neighbour(1), scene.Neighbours[1])).Value!.Key;
        await scene.CancelAsync(scene.Neighbour(1), gone);
        await using (var db = scene.Database.Open())
        {
            var unreachable = await Some.PersonAsync(db, name: "陈无机");
            await scene.BookAsync(scene.Coordinator, unreachable);
        }

        await using (var db = scene.Database.Open(scene.CoordinatorScope))
        {
            var change = new ChangeClass(db, scene.Vault, scene.Clock);
            Assert.IsType<CancelReasonMissing>((await change.CancelAsync(new() { SessionKey = scene.Session.Key, Reason = " 雪 ", Actor = scene.Coordinator.Actor })).Refusal);
            var cancelled = await change.CancelAsync(new() { SessionKey = scene.Session.Key, Reason = "下大雪，路滑", Actor = scene.Coordinator.Actor });
            Assert.Equal(new ClassCancelledFor(2, 1), cancelled.Value);
            Assert.IsType<ClassCancelled>((await change.CancelAsync(new() { SessionKey = scene.Session.Key, Reason = "下大雪，路滑", Actor = scene.Coordinator.Actor })).Refusal);
        }

        await using var after = scene.Database.Open();
        var messages = await after.OutgoingMessages().ToListAsync();
        Assert.Equal(2, messages.Count);
        Assert.All(messages, m => Assert.Contains("下大雪，路滑", m.Text!, StringComparison.Ordinal));
        // The man has no telephone of his own: his wife, who booked, is told.
        Assert.Contains("13800000000", messages.Select(m => scene.Vault.Open(m.AddressSealed, OpeningPurpose.Deliver)));
        Assert.Equal(SessionStatus.Cancelled, Assert.Single(await scene.OwnAsync(scene.Futian)).Status);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task More_seats_let_the_line_in_and_fewer_than_are_taken_are_refused(DatabaseProvider provider)
    {
        await using var scene = await BookingScene.SetAsync(provider, seats: 1);
        await scene.BookAsync(scene.Couple, scene.Guilan);
        await scene.BookAsync(scene.Couple, scene.Futian);

        Assert.True((await SeatsAsync(3)).Ok);
        Assert.Equal(new SeatsOfClass(3, 1, 0), (await scene.ListAsync()).Seats);
        Assert.Equal(2, Assert.IsType<BadSeats>((await SeatsAsync(1)).Refusal).Taken);
        Assert.IsType<BadSeats>((await SeatsAsync(null)).Refusal);
        Assert.IsType<BadSeats>((await SeatsAsync(3000)).Refusal);

        async Task<Result<Done>> SeatsAsync(int? seats)
        {
            await using var db = scene.Database.Open(scene.CoordinatorScope);
            return await new ChangeClass(db, scene.Vault, scene.Clock).SeatsAsync(new() { SessionKey = scene.Session.Key, Seats = seats, Actor = scene.Coordinator.Actor });
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Another_stations_coordinator_finds_nothing(DatabaseProvider provider)
    {
        await using var scene = await BookingScene.SetAsync(provider);
        await scene.BookAsync(scene.Couple, scene.Guilan);
        await using var setting = scene.Database.Open();
        var elsewhere = await Some.StationAsync(setting, Places.QingfengVillage);
        await using var db = scene.Database.Open(AccessScope.Of([Domain.Regions.RegionCodes.RangeOf(Places.Qingfeng)], [elsewhere.Id]));

        Assert.Null(await new ReadBookings(db, scene.Vault, scene.Clock).OfClassAsync(scene.Session.Key));
        Assert.Empty(await new ReadBookings(db, scene.Vault, scene.Clock).ToComeAsync());
        Assert.IsType<NotFound>((await new ChangeClass(db, scene.Vault, scene.Clock).CancelAsync(new() { SessionKey = scene.Session.Key, Reason = "不上了不上了", Actor = scene.Coordinator.Actor })).Refusal);
    }
}
