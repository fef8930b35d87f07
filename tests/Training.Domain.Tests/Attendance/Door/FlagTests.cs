using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Door;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Attendance.Door;

public sealed class FlagTests
{
    private static readonly DateTime Nine = new(2026, 11, 18, 1, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_couple_on_one_telephone_is_no_flag_and_neighbours_on_one_are()
    {
        Assert.Empty(FlagRules.Of([See(1, 1, 0, "a"), See(2, 1, 60, "a"), See(1, 1, 90, "a")]));
        var neighbours = Assert.Single(FlagRules.Of([See(1, 1, 0, "a"), See(2, 2, 300, "a"), See(3, 3, 400, "b")]));
        Assert.Equal((RollFlagKind.OneDevice, 2), (neighbours.Kind, neighbours.Attendees.Count));
        Assert.Single(FlagRules.Of([See(1, 1, 0, "a"), See(2, 1, 60, "a"), See(3, 1, 90, "a")]));
    }

    [Fact]
    public void Eight_people_within_a_minute_from_one_address_are_a_flag_and_seven_or_slower_ones_are_not()
    {
        DoorSight[] Burst(int people, int every) => [.. Enumerable.Range(1, people).Select(n => See(n, n, n * every, null, "x"))];
        Assert.Empty(FlagRules.Of(Burst(7, 5)));
        Assert.Empty(FlagRules.Of(Burst(30, 10)));
        var burst = Assert.Single(FlagRules.Of(Burst(8, 5)));
        Assert.Equal((RollFlagKind.OneAddress, 8), (burst.Kind, burst.Attendees.Count));
        // One long burst is one flag, two apart are two, and the flag that grows stays the same.
        var longer = Assert.Single(FlagRules.Of(Burst(20, 5)));
        Assert.Equal((burst.Subject, 20), (longer.Subject, longer.Attendees.Count));
        Assert.Equal(2, FlagRules.Of([.. Burst(8, 5), .. Burst(8, 5).Select(s => s with { AtUtc = s.AtUtc.AddMinutes(9) })]).Count);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task One_telephone_for_two_households_is_flagged_and_both_stay_present(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 4);
        var roll = await scene.OpenAsync();
        await CheckInTests.CheckInAsync(scene, scene.Members[0], device: "one");
        await CheckInTests.CheckInAsync(scene, scene.Members[1], device: "one");
        await CheckInTests.CheckInAsync(scene, scene.Members[2], device: "one");
        await CheckInTests.CheckInAsync(scene, scene.Members[3], device: "other");

        Assert.Equal(4, (await scene.SheetAsync(roll)).Present);
        await using var db = scene.Database.Open(scene.CoordinatorScope);
        var flag = await db.RollFlags().SingleAsync();
        Assert.Equal(scene.Members.Take(3).Select(m => m.Key), flag.Attendees);
        Assert.Equal(RollFlagKind.OneDevice, flag.Kind);
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task One_person_in_two_overlapping_sessions_is_flagged_on_both_rolls_until_one_is_corrected(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 2);
        var roll = await scene.OpenAsync();
        await scene.ApplyAsync(roll, scene.MarksFor(2));
        Guid there;
        var second = scene.Mark(scene.Members[0].Key);
        await using (var db = scene.Database.Open())
        {
            var station = await Some.StationAsync(db, Places.QingfengOtherVillage);
            there = (await Some.OpenRollAsync(db, await Some.SessionAsync(db, station, scene.Clock.Today(), scene.Trainer))).Key;
        }

        Assert.Equal(1, (await scene.ApplyAsync(there, [second], scope: AccessScope.Everything)).Value!.Present);
        Assert.Equal(2, await PlacesAsync(scene));
        Assert.Equal(0, await PlacesAsync(scene));
        await using var all = scene.Database.Open();
        var flags = await all.RollFlags().OrderBy(f => f.Id).ToListAsync();
        Assert.All(flags, f => Assert.Equal([scene.Members[0].Key], f.Attendees));
        Assert.Equal(2, flags.Select(f => f.RollId).Distinct().Count());
        Assert.All(flags, f => Assert.True(f.FromUtc < f.UntilUtc));

        await scene.ApplyAsync(there, [scene.Mark(scene.Members[0].Key, MarkKind.Absent, second.Key) with { Reason = "记错了人" }], scope: AccessScope.Everything);
        await PlacesAsync(scene);
        Assert.All(await all.RollFlags().AsNoTracking().ToListAsync(), f => Assert.NotNull(f.GoneUtc));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Who_left_one_session_before_the_other_began_was_in_one_place_at_a_time(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 2);
        var roll = await scene.OpenAsync();
        Guid there;
        DateTime began;
        await using (var db = scene.Database.Open())
        {
            var station = await Some.StationAsync(db, Places.QingfengOtherVillage);
            var second = await Some.SessionAsync(db, station, scene.Clock.Today(), scene.Trainer, s => s.PlannedStartUtc = s.PlannedStartUtc.AddMinutes(45));
            there = (await Some.OpenRollAsync(db, second)).Key;
            began = second.StartedUtc ?? second.PlannedStartUtc;
        }

        var mark = scene.Mark(scene.Members[0].Key) with { UntilUtc = began };
        await scene.ApplyAsync(roll, [mark, scene.Mark(scene.Members[1].Key)]);
        await scene.ApplyAsync(there, [scene.Mark(scene.Members[0].Key)], scope: AccessScope.Everything);
        Assert.Equal(0, await PlacesAsync(scene));

        // A quarter of an hour longer, and it is a quarter of an hour in two places.
        await scene.ApplyAsync(roll, [scene.Mark(scene.Members[0].Key, MarkKind.Present, mark.Key) with { UntilUtc = began.AddMinutes(15) }]);
        Assert.Equal(2, await PlacesAsync(scene));
        await using var all = scene.Database.Open();
        Assert.All(await all.RollFlags().ToListAsync(), f => Assert.Equal((began, began.AddMinutes(15)), (f.FromUtc, f.UntilUtc)));
    }

    [Fact]
    public async Task A_review_is_written_down_with_who_and_how_and_a_second_one_keeps_the_first()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 2);
        await scene.OpenAsync();
        await CheckInTests.CheckInAsync(scene, scene.Members[0]);
        await CheckInTests.CheckInAsync(scene, scene.Members[1]);
        await using var db = scene.Database.Open(scene.CoordinatorScope);
        var flag = (await db.RollFlags().SingleAsync()).Key;

        Assert.IsType<NoVerdict>((await ReviewAsync(null, null)).Refusal);
        Assert.IsType<NoFindings>((await ReviewAsync(FlagVerdict.Proxy, " ")).Refusal);
        Assert.True((await ReviewAsync(FlagVerdict.Seen, null)).Ok);
        Assert.True((await ReviewAsync(FlagVerdict.Explained, "问过两位，借手机签的，人都在")).Ok);
        var reviews = await db.FlagReviews().OrderBy(r => r.Id).ToListAsync();
        Assert.Equal([FlagVerdict.Seen, FlagVerdict.Explained], reviews.Select(r => r.Verdict));
        Assert.All(reviews, r => Assert.Equal(scene.Coordinator.Actor.AccountId, r.AccountId));
        Assert.Equal(FlagVerdict.Explained, (await db.RollFlags().AsNoTracking().SingleAsync()).Verdict);

        await using var neighbour = scene.Database.Open(AccessScope.Of([], []));
        Assert.IsType<NotFound>((await new ReviewFlag(neighbour, scene.Clock).RunAsync(new() { FlagKey = flag, Verdict = FlagVerdict.Seen, Note = null, Actor = new Actor(1) })).Refusal);

        Task<Result<Done>> ReviewAsync(FlagVerdict? verdict, string? note) =>
            new ReviewFlag(db, scene.Clock).RunAsync(new() { FlagKey = flag, Verdict = verdict, Note = note, Actor = scene.Coordinator.Actor });
    }

    [Fact]
    public async Task Fingerprints_are_cleared_when_they_are_old_and_the_marks_stay()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 1);
        await scene.OpenAsync();
        await CheckInTests.CheckInAsync(scene, scene.Members[0]);
        await using var db = scene.Database.Open();
        var data = new DoorData(db);
        var tomorrow = scene.Clock.Today().AddDays(1);
        Assert.Empty(await data.DueAsync(scene.Clock.Today()));
        Assert.Equal(1, (await data.DueAsync(tomorrow))[Places.Qingfeng]);
        Assert.Equal(1, await data.ClearAsync(Places.Qingfeng, tomorrow, scene.Clock.UtcNow()));
        await db.SaveChangesAsync();
        var mark = await db.DoorMarks().SingleAsync();
        Assert.Null(mark.DeviceIndex ?? mark.AddressIndex);
        Assert.Equal(1, await db.RollMarks().CountAsync());
    }

    private static async Task<int> PlacesAsync(RollScene scene)
    {
        await using var db = scene.Database.Open();
        return await new RaiseFlags(db, scene.Clock).OfPlacesAsync(scene.Clock.UtcNow().AddDays(-1), scene.Clock.UtcNow().AddDays(1));
    }

    private static DoorSight See(int person, int household, int second, string? device, string? address = null) =>
        new(new Guid(second, 0, 0, [0, 0, 0, 0, 0, 0, 0, (byte)person]), new Guid(person, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]), person, household, Nine.AddSeconds(second), device, address);
}
