using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Sessions.Bookings;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Attendance;

/// <summary>The roll offers whoever has booked the class; booked and not come is no mark.</summary>
public sealed class BookedOnRollTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Booked_people_are_offered_with_the_regulars_and_counted_only_when_marked(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, members: 3);
        Person guest, waiting, elsewhere;
        await using (var db = scene.Database.Open())
        {
            guest = await Some.PersonAsync(db, Places.HualongCommunity, "邻县报名人");
            waiting = await Some.PersonAsync(db, name: "排队的人");
            elsewhere = await Some.PersonAsync(db, name: "报别的课");
            var other = await Some.SessionAsync(db, scene.Station, scene.Clock.Today(), with: s => (s.PlannedStartUtc, s.PlannedEndUtc) = (s.PlannedStartUtc.AddHours(5), s.PlannedEndUtc.AddHours(5)));
            db.Bookings().AddRange(
                Booked(scene.Session, guest, 1), Booked(scene.Session, scene.Members[0], 2), Booked(scene.Session, waiting, null), Booked(other, elsewhere, 1));
            await db.SaveChangesAsync();
        }

        var roll = await scene.OpenAsync();
        var sheet = await scene.SheetAsync(roll);
        Assert.Equal([.. scene.Members.Select(m => m.Key).Append(guest.Key).Order()], sheet.Lines.Select(l => l.AttendeeKey).Order());
        Assert.Equal(0, sheet.Present);
        Assert.Equal((LineKind.Guest, "预约 · 3号楼"), sheet.Lines.Where(l => l.AttendeeKey == guest.Key).Select(l => (l.Kind, l.Label)).Single());
        Assert.Equal((LineKind.Member, "预约 · 3号楼"), sheet.Lines.Where(l => l.AttendeeKey == scene.Members[0].Key).Select(l => (l.Kind, l.Label)).Single());

        var applied = await scene.ApplyAsync(roll, [scene.Mark(guest.Key)]);
        Assert.Equal(MarkOutcome.Accepted, applied.Value!.Answers.Single().Outcome);
        Assert.Equal(1, (await scene.SheetAsync(roll)).Present);
        Assert.Equal(MarkOutcome.Refused, (await scene.ApplyAsync(roll, [scene.Mark(scene.Stranger.Key)])).Value!.Answers.Single().Outcome);
        await using var after = scene.Database.Open();
        Assert.Equal(1, await after.RollEntries().CountAsync());
    }

    private static Booking Booked(Session session, Person person, int? seat) => new()
    {
        Key = Guid.CreateVersion7(), SessionId = session.Id, StationId = session.StationId, RegionCode = session.RegionCode, PersonId = person.Id,
        State = seat is null ? BookingState.Waiting : BookingState.Seated, Seat = seat, QueuedUtc = session.PlannedStartUtc.AddDays(-2),
    };
}
