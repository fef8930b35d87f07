using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.SocialWork;
using Training.Domain.Stations;
using Training.Domain.Trainers;
using Training.Testing;

namespace Training.Domain.Tests.Identity;

/// <summary>What somebody leaves behind is listed before the account is closed, and afterwards until it is done.</summary>
public sealed class HandOverTests
{
    private static readonly FakeClock Clock = FakeClock.Ordinary();
    private static readonly DateOnly Today = new(2026, 11, 18);

    [Theory, OnSqlite, OnPostgres]
    public async Task What_waits_for_a_social_worker_who_teaches_is_listed_until_it_is_done(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var station = await Some.StationAsync(db);
        var worker = await Some.TrainerAsync(db);
        var post = await Some.SocialWorkerPostAsync(db, station, worker);
        var coming = await Some.SessionAsync(db, station, Today.AddDays(2), worker);
        var open = await Some.OpenRollAsync(db, await Some.SessionAsync(db, station, Today.AddDays(-1)));
        var account = await AccountAsync(db, Roles.SocialWorker, a => a.TrainerId = worker.Id);
        (open.OpenedBy, _) = (account.Id, await AccountAsync(db, Roles.SocialWorker));
        await db.SaveChangesAsync();

        var list = await HandOver(db, account.Id);

        Assert.Equal(["没合上的点名册", "排着他讲的课", "还指定着他的站点"], list.Groups.Select(g => g.Title));
        Assert.Equal($"/social-workers/posts/{post.Id}/end", list.Groups[2].Things[0].Where);
        Assert.Null(list.Colleagues);

        post.UntilDate = Today;
        coming.Status = SessionStatus.Cancelled;
        await db.SaveChangesAsync();
        account.ClosedOn = Today;
        Assert.Equal(["没合上的点名册"], (await HandOver(db, account.Id)).Groups.Select(g => g.Title));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_officers_reviews_objections_and_invitations_are_listed_with_who_else_could_do_them(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var account = await AccountAsync(db, Roles.CountyOfficer);
        await AccountAsync(db, Roles.CountyOfficer);
        await AccountAsync(db, Roles.CountyOfficer, region: Places.Nanle);
        await Some.StationAsync(db, with: s => s.Status = StationStatus.Proposed);
        await Some.StationAsync(db, Places.NanleCommunity, s => s.Status = StationStatus.Proposed);
        await Some.StationAsync(db, with: s => s.Status = StationStatus.Reviewed);
        var notice = await Some.NoticeAsync(db, Clock, Some.NoticeInput() with { Actor = new Actor(account.Id) });
        await Some.ObjectionAsync(db, notice);
        await Some.NoticeAsync(db, Clock, Some.NoticeInput() with { Actor = new Actor(account.Id + 1) });
        db.Invitations().Add(new Invitation
        {
            Key = Guid.CreateVersion7(), TokenHash = new byte[32], DisplayName = "赵六", Role = Roles.Trainer, RegionCode = Places.Qingfeng, PhoneSealed = [1],
            InvitedBy = account.Id, CreatedUtc = Clock.GetUtcNow().UtcDateTime, ExpiresUtc = Clock.GetUtcNow().UtcDateTime.AddDays(3),
        });
        await db.SaveChangesAsync();

        var list = await HandOver(db, account.Id);

        Assert.Equal([("等着办的站点", 1), ("没办结的公示和没答复的异议", 1), ("发出还没人点开的邀请", 1)], list.Groups.Select(g => (g.Title, g.Things.Count)));
        Assert.Contains("1 条异议没答复", list.Groups[1].Things[0].What, StringComparison.Ordinal);
        Assert.Equal(1, list.Colleagues);
    }

    [Fact]
    public async Task A_station_without_another_coordinator_is_said()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var (alone, shared) = (await Some.StationAsync(db), await Some.StationAsync(db));
        var leaves = await AccountAsync(db, Roles.Coordinator, stations: [alone.Id, shared.Id]);
        await AccountAsync(db, Roles.Coordinator, stations: [shared.Id]);

        var group = Assert.Single((await HandOver(db, leaves.Id)).Groups);

        Assert.Equal($"/stations/{alone.Key}", Assert.Single(group.Things).Where);
    }

    private static async Task<HandOverList> HandOver(TrainingDbContext db, long account)
    {
        IUnfinishedWork[] rooms =
        [
            new InvitationsSent(db, Clock), new NoticesToSettle(db), new CandidatesToDecide(db), new StationsToActOn(db), new StationsLeftAlone(db), new PostsHeld(db),
            new CardsToTake(db, Clock), new UnclosedRolls(db),
        ];
        return await new HandOver(db, rooms, new Officers(db)).OfAsync((await new StaffRegister(db).FindAsync(account))!);
    }

    internal static async Task<Account> AccountAsync(
        TrainingDbContext db, string role, Action<Account>? with = null, IEnumerable<long>? stations = null, long region = Places.Qingfeng)
    {
        var name = Guid.NewGuid().ToString("N");
        var account = new Account { UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = "张三", LockoutEnabled = true };
        with?.Invoke(account);
        db.Accounts().Add(account);
        await db.SaveChangesAsync();
        db.AccountRoleLinks().Add(new() { UserId = account.Id, RoleId = await db.AccountRoles().Where(r => r.Name == role).Select(r => r.Id).SingleAsync() });
        db.AccountRegions().Add(new AccountRegion { AccountId = account.Id, RegionCode = region });
        db.AccountStations().AddRange((stations ?? []).Select(s => new AccountStation { AccountId = account.Id, StationId = s }));
        await db.SaveChangesAsync();
        return account;
    }
}
