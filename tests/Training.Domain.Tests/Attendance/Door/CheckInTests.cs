using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Door;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Attendance.Door;

/// <summary>A resident has no scope: every query here runs with the reach of nothing, as the site's does.</summary>
public sealed class CheckInTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_resident_marks_the_own_person_once_and_the_roll_says_how(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 3);
        var roll = await scene.OpenAsync();
        var first = await CheckInAsync(scene, scene.Members[0]);
        Assert.True(first.Ok, first.Refusal?.Message);
        Assert.False(first.Value.Already);
        var again = await CheckInAsync(scene, scene.Members[0]);
        Assert.True(again.Value!.Already);

        Assert.Equal(1, (await scene.SheetAsync(roll)).Present);
        await using var db = scene.Database.Open();
        var mark = await db.RollMarks().SingleAsync();
        Assert.Equal((CheckIn.Device, CheckIn.Reason, MarkKind.Present), (mark.Device, mark.Reason, mark.Kind));
        Assert.NotNull(mark.ActorId);
        var evidence = await db.DoorMarks().SingleAsync();
        Assert.Equal((mark.Key, scene.Station.Id), (evidence.MarkKey, evidence.StationId));
        Assert.Equal(32, evidence.AddressIndex!.Length);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_roll_that_is_not_open_or_closed_takes_nobody_in(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 2);
        Assert.IsType<DoorNotOpen>((await CheckInAsync(scene, scene.Members[0])).Refusal);
        var roll = await scene.OpenAsync();
        scene.Clock.Advance(TimeSpan.FromMinutes(70));
        await scene.CloseAsync(roll, 60);
        Assert.IsType<DoorIsClosed>((await CheckInAsync(scene, scene.Members[0])).Refusal);
        Assert.IsType<NotFound>((await CheckInAsync(scene, scene.Members[0], Guid.CreateVersion7())).Refusal);
        await using var db = scene.Database.Open();
        Assert.Equal((0, 0), (await db.RollMarks().CountAsync(), await db.DoorMarks().CountAsync()));
    }

    [Fact]
    public async Task What_the_coordinator_wrote_is_not_overruled_from_the_door()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 2);
        var roll = await scene.OpenAsync();
        var here = scene.Mark(scene.Members[0].Key);
        await scene.ApplyAsync(roll, [here, scene.Mark(scene.Members[1].Key)]);
        await scene.ApplyAsync(roll, [scene.Mark(scene.Members[0].Key, MarkKind.Absent, here.Key)]);
        Assert.IsType<MarkedAbsent>((await CheckInAsync(scene, scene.Members[0])).Refusal);
        Assert.True((await CheckInAsync(scene, scene.Members[1])).Value!.Already);
    }

    [Fact]
    public async Task Somebody_of_another_county_is_sent_to_the_coordinator_and_leaves_no_trace()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 1);
        await scene.OpenAsync();
        Assert.IsType<NotOfThisCounty>((await CheckInAsync(scene, scene.Stranger)).Refusal);
        await using var db = scene.Database.Open();
        Assert.Equal((0, 0), (await db.RollMarks().CountAsync(), await db.DoorMarks().CountAsync()));
    }

    [Fact]
    public async Task The_mark_lands_on_the_line_under_which_the_roll_offers_the_person()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 2);
        var roll = await scene.OpenAsync();
        await using (var db = scene.Database.Open())
        {
            // The row of the account was joined to another one; the station knows the person by the old row.
            var joined = await Some.PersonAsync(db, name: "王并档");
            await db.People().Where(p => p.Id == scene.Members[0].Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.CanonicalId, joined.Id));
        }

        Assert.True((await CheckInAsync(scene, scene.Members[0])).Ok);
        var sheet = await scene.SheetAsync(roll);
        Assert.True(Assert.Single(sheet.Lines, l => l.AttendeeKey == scene.Members[0].Key).State.Present);
        Assert.Equal(1, sheet.Present);
    }

    [Fact]
    public async Task A_resident_can_mark_nobody_else_and_correct_nothing()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 2);
        var roll = await scene.OpenAsync();
        var resident = RollTaker.Resident(99, scene.Members[0].Key);
        var other = await scene.ApplyAsync(roll, [scene.Mark(scene.Members[0].Key), scene.Mark(scene.Members[1].Key)], taker: resident, scope: AccessScope.Nothing);
        Assert.IsType<OnlyOneself>(other.Refusal);
        var walkIn = new NewWalkIn { Key = Guid.CreateVersion7(), Name = "周新来" };
        Assert.IsType<OnlyOneself>((await scene.ApplyAsync(roll, [], [walkIn], resident, AccessScope.Nothing)).Refusal);

        scene.Clock.Advance(TimeSpan.FromMinutes(70));
        await scene.CloseAsync(roll, 60);
        var late = await scene.ApplyAsync(
            roll, [scene.Mark(scene.Members[0].Key) with { Reason = "我去了", DeviceUtc = scene.Clock.UtcNow().AddHours(-1) }], taker: resident, scope: AccessScope.Nothing);
        Assert.IsType<RollIsClosed>(Assert.Single(late.Value!.Answers).Refusal);
        await using var db = scene.Database.Open();
        Assert.Equal(0, await db.RollMarks().CountAsync());
    }

    internal static async Task<Result<CheckedIn>> CheckInAsync(
        RollScene scene, Person person, Guid? session = null, string device = "phone-1", string address = "10.0.0.1")
    {
        await using var all = scene.Database.Open();
        var account = await all.Accounts().FirstOrDefaultAsync(a => a.PersonId == person.Id);
        if (account is null)
        {
            account = new Account { UserName = $"resident-{person.Key:N}", NormalizedUserName = $"RESIDENT-{person.Key:N}", DisplayName = person.Name, PersonId = person.Id };
            all.Accounts().Add(account);
            await all.SaveChangesAsync();
        }

        await using var db = scene.Database.Open(AccessScope.Nothing);
        return await new CheckIn(db, new ApplyMarks(db, scene.Vault, scene.Clock), new RaiseFlags(db, scene.Clock), scene.Vault, scene.Clock).RunAsync(
            new() { SessionKey = session ?? scene.Session.Key, AccountId = account.Id, PersonId = person.Id, Device = device, Address = address });
    }
}
