using System.Buffers.Binary;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Identity;

public sealed class StaffAccountTests
{
    private const string GoodPassword = "correct horse battery";

    private static readonly FakeClock Clock = FakeClock.Ordinary();
    private static readonly AccessScope County = AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)]);
    private static readonly Actor Officer = new(1_000_000);

    [Fact]
    public void Everybody_invites_downwards_only()
    {
        var order = new[] { Roles.CityOfficer, Roles.CountyOfficer, Roles.Organization };
        foreach (var (role, above) in order.Select((r, i) => (r, order[..i])))
        {
            Assert.DoesNotContain(role, InvitationRules.RolesFor(role));
            Assert.Empty(InvitationRules.RolesFor(role).Intersect(above));
            Assert.DoesNotContain(Roles.Family, InvitationRules.RolesFor(role));
        }

        foreach (var role in Roles.All.Except(order))
        {
            Assert.Empty(InvitationRules.RolesFor(role));
        }
    }

    [Fact]
    public async Task No_account_is_opened_in_a_division_that_is_no_more()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        (await db.Regions().SingleAsync(r => r.Code == Places.Nanle)).FormerFrom = new DateOnly(2026, 1, 1);
        await db.SaveChangesAsync();
        var open = new OpenAccount(db, new Microsoft.AspNetCore.Identity.PasswordHasher<Account>(), FakeClock.Ordinary());
        var input = new OpenAccount.Input { UserName = "nanle", DisplayName = "李某", Role = Roles.CountyOfficer, Region = "410923" };
        Assert.Equal(nameof(input.Region), (await open.RunAsync(input, Domain.Audit.Actor.Job)).Refusal!.Field);
        Assert.True((await open.RunAsync(input with { Region = "410922" }, Domain.Audit.Actor.Job)).Ok);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_invitation_becomes_an_account_once_and_reaches_only_what_was_promised(DatabaseProvider on)
    {
        await using var scene = await ResidentScene.SetAsync(on);
        var station = await StationAsync(scene);
        var sent = (await InviteAsync(scene, i => i with { Role = Roles.Coordinator, StationId = station, StationRegion = Places.QingfengVillage })).Value!;
        await using (var db = scene.Database.Open())
        {
            var message = await db.OutgoingMessages().SingleAsync();
            Assert.Contains("https://example.gov.cn/invitation/" + sent.Token, scene.Vault.Open(message.TextSealed!, OpeningPurpose.Deliver), StringComparison.Ordinal);
            Assert.NotEqual(sent.Token, Convert.ToHexString((await db.Invitations().SingleAsync()).TokenHash));
        }

        Assert.IsType<AcceptInvitation.BadInput>((await AcceptAsync(scene, sent.Token, "zhang", "short")).Refusal);
        Assert.IsType<AcceptInvitation.BadInput>((await AcceptAsync(scene, sent.Token, " zhang", GoodPassword)).Refusal);
        Assert.IsType<InvitationIsOver>((await AcceptAsync(scene, sent.Token + "x", "zhang", GoodPassword)).Refusal);
        var account = (await AcceptAsync(scene, sent.Token, "zhang", GoodPassword)).Value;
        Assert.IsType<InvitationIsOver>((await AcceptAsync(scene, sent.Token, "li", GoodPassword)).Refusal);

        await using var after = scene.Database.Open();
        Assert.Equal([Places.Qingfeng], await after.AccountRegions().Where(r => r.AccountId == account).Select(r => r.RegionCode).ToListAsync());
        Assert.Equal([station], await after.AccountStations().Where(s => s.AccountId == account).Select(s => s.StationId).ToListAsync());
        var made = await after.Accounts().SingleAsync(a => a.Id == account);
        Assert.NotEqual(PasswordVerificationResult.Failed, new PasswordHasher<Account>().VerifyHashedPassword(made, made.PasswordHash!, GoodPassword));
        Assert.Null((await AuditTrail.VerifyAsync(after)).Broken);
    }

    [Fact]
    public async Task An_officer_invites_within_the_own_reach_and_says_what_is_missing()
    {
        await using var scene = await ResidentScene.SetAsync();
        async Task Refused(string field, Func<InviteStaff.Input, InviteStaff.Input> with) =>
            Assert.Equal(field, Assert.IsType<InvitationRefused>((await InviteAsync(scene, with)).Refusal).Field);

        await Refused("DisplayName", i => i with { DisplayName = " " });
        await Refused("Phone", i => i with { Phone = "1380" });
        await Refused("Role", i => i with { Role = Roles.CountyOfficer });
        await Refused("Role", i => i with { Role = Roles.CityOfficer });
        await Refused("Role", i => i with { Role = Roles.Family });
        await Refused("Region", i => i with { Region = "410923" });
        await Refused("Region", i => i with { Region = "4109" });
        await Refused("StationId", i => i with { Role = Roles.Coordinator });
        await Refused("StationId", i => i with { Role = Roles.Coordinator, StationId = 7, StationRegion = Places.NanleCommunity });
        await Refused("OrganizationId", i => i with { Role = Roles.Organization, OrganizationId = 999 });
        await Refused("Bureau", i => i with { Role = Roles.Bureau });
        Assert.Equal(0, await scene.MessagesAsync());
        Assert.True((await InviteAsync(scene, i => i with { Role = Roles.Bureau, Bureau = BureauKind.Health })).Ok);
    }

    /// <summary>The site's tests hash in one round; this is what stands between a stolen database and people's passwords.</summary>
    [Fact]
    public async Task A_password_is_hashed_in_no_fewer_than_a_hundred_thousand_rounds()
    {
        var folder = Directory.CreateTempSubdirectory("training-hash-").FullName;
        await using var services = new ServiceCollection().AddLogging().AddScoped(_ => AccessScope.Everything)
            .AddTrainingDomain(new ConfigurationBuilder().AddInMemoryCollection([new("Data", folder)]).Build()).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();

        var hash = Convert.FromBase64String(
            scope.ServiceProvider.GetRequiredService<IPasswordHasher<Account>>().HashPassword(new Account { DisplayName = "" }, GoodPassword));

        // Identity's third format: a byte 1, the function (2: HMAC-SHA512), the rounds.
        Assert.Equal((1, 2u), (hash[0], BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1))));
        Assert.True(BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)) >= 100_000);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_link_is_over_after_a_week()
    {
        await using var scene = await ResidentScene.SetAsync();
        var sent = (await InviteAsync(scene, i => i with { Role = Roles.Bureau, Bureau = BureauKind.Finance })).Value!;
        var later = FakeClock.Ordinary();
        later.Advance(InvitationRules.Lasts);
        await using var db = scene.Database.Open(AccessScope.Nothing);
        var accept = new AcceptInvitation(db, new PasswordHasher<Account>(), new SessionBook(later), later);
        Assert.IsType<InvitationIsOver>((await accept.RunAsync(new() { Token = sent.Token, UserName = "zhang", Password = GoodPassword })).Refusal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Leaving_and_moving_end_every_session_at_once_and_are_written_down(DatabaseProvider on)
    {
        await using var scene = await ResidentScene.SetAsync(on);
        var sent = (await InviteAsync(scene, i => i with { Role = Roles.Bureau, Bureau = BureauKind.Health })).Value!;
        var account = (await AcceptAsync(scene, sent.Token, "wei", GoodPassword)).Value;
        var session = await scene.OpenSessionAsync(account);
        Assert.True(await scene.IsOpenAsync(session.Key));

        Assert.IsType<NotFound>((await ChangeAsync(scene, c => c.MoveAsync(account, Roles.CountyOfficer, Roles.Trainer, "410923", "调动", Officer), AccessScope.Of([RegionCodes.RangeOf(Places.Nanle)]))).Refusal);
        Assert.IsType<NotYoursToChange>((await ChangeAsync(scene, c => c.MoveAsync(account, Roles.Organization, Roles.Coordinator, "410922", "调动", Officer))).Refusal);
        Assert.Equal("Region", Assert.IsType<BadChange>((await ChangeAsync(scene, c => c.MoveAsync(account, Roles.CountyOfficer, Roles.Trainer, "410923", "调动", Officer))).Refusal).Field);
        Assert.Equal("Role", Assert.IsType<BadChange>((await ChangeAsync(scene, c => c.MoveAsync(account, Roles.CountyOfficer, Roles.Coordinator, "410922", "去站点", Officer))).Refusal).Field);
        await using (var bound = scene.Database.Open())
        {
            bound.AccountStations().Add(new AccountStation { AccountId = account, StationId = 1 });
            await bound.SaveChangesAsync();
        }

        Assert.True((await ChangeAsync(scene, c => c.MoveAsync(account, Roles.CountyOfficer, Roles.BureauContributor, "410922", "参与推荐讲师", Officer))).Ok);
        Assert.False(await scene.IsOpenAsync(session.Key));
        await using (var bound = scene.Database.Open())
        {
            Assert.False(await bound.AccountStations().AnyAsync(s => s.AccountId == account));
        }

        var again = await scene.OpenSessionAsync(account);
        Assert.IsType<BadChange>((await ChangeAsync(scene, c => c.CloseAsync(account, Roles.CountyOfficer, new DateOnly(2027, 1, 1), "退休", Officer))).Refusal);
        Assert.IsType<BadChange>((await ChangeAsync(scene, c => c.CloseAsync(account, Roles.CountyOfficer, new DateOnly(2026, 11, 18), "", Officer))).Refusal);
        Assert.True((await ChangeAsync(scene, c => c.CloseAsync(account, Roles.CountyOfficer, new DateOnly(2026, 11, 18), "退休", Officer))).Ok);
        Assert.False(await scene.IsOpenAsync(again.Key));

        await using var db = scene.Database.Open(County);
        Assert.Equal(0, (await new StaffRegister(db).RunAsync(new())).Total);
        var line = Assert.Single((await new StaffRegister(db).RunAsync(new() { WithClosed = true, Words = "wei" })).Lines);
        Assert.Equal((Roles.BureauContributor, (DateOnly?)new DateOnly(2026, 11, 18)), (line.Role, line.ClosedOn));
        Assert.Equal(2, await db.AuditEntries().CountAsync(a => a.Stream == $"account/{account}" && (a.Process == "MoveAccount" || a.Process == "CloseAccount")));
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_invitation_is_withdrawn_or_sent_again_by_whoever_may_give_the_role_and_the_old_link_is_shut(DatabaseProvider on)
    {
        await using var scene = await ResidentScene.SetAsync(on);
        var first = (await InviteAsync(scene, i => i)).Value!;
        Guid key;
        await using (var db = scene.Database.Open(County))
        {
            key = Assert.Single((await Desk(db).ListAsync(Roles.CountyOfficer, 1)).Lines).Key;
            Assert.Empty((await Desk(db).ListAsync(Roles.Organization, 1)).Lines);
            Assert.IsType<NotFound>((await Desk(db).WithdrawAsync(key, Roles.Organization, Officer)).Refusal);
        }

        await using (var db = scene.Database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Nanle)])))
        {
            Assert.IsType<NotFound>((await Desk(db).SendAgainAsync(key, Roles.CountyOfficer, "https://example.gov.cn/invitation/", Officer)).Refusal);
        }

        string token;
        await using (var db = scene.Database.Open(County))
        {
            token = (await Desk(db).SendAgainAsync(key, Roles.CountyOfficer, "https://example.gov.cn/invitation/", Officer)).Value!.Token;
        }

        Assert.IsType<InvitationIsOver>((await AcceptAsync(scene, first.Token, "zhang", GoodPassword)).Refusal);
        await using var after = scene.Database.Open(County);
        var open = Assert.Single((await Desk(after).ListAsync(Roles.CountyOfficer, 1)).Lines);
        Assert.Equal(("张三", Roles.Trainer, Places.Qingfeng), (open.DisplayName, open.Role, open.RegionCode));
        Assert.True((await Desk(after).WithdrawAsync(open.Key, Roles.CountyOfficer, Officer)).Ok);
        Assert.IsType<InvitationIsOver>((await AcceptAsync(scene, token, "zhang", GoodPassword)).Refusal);
        Assert.Equal(2, await after.AuditEntries().CountAsync(a => a.Process == "WithdrawInvitation"));

        OpenInvitations Desk(TrainingDbContext db) => new(db, new InviteStaff(db, scene.Vault, Clock), Clock);
    }

    private static async Task<long> StationAsync(ResidentScene scene)
    {
        await using var db = scene.Database.Open();
        return (await Some.StationAsync(db)).Id;
    }

    private static async Task<Result<InviteStaff.Sent>> InviteAsync(ResidentScene scene, Func<InviteStaff.Input, InviteStaff.Input> with)
    {
        await using var db = scene.Database.Open(County);
        return await new InviteStaff(db, scene.Vault, Clock).RunAsync(
            with(new()
            {
                DisplayName = "张三", Phone = "13800001234", Role = Roles.Trainer, Region = "410922", InviterRole = Roles.CountyOfficer,
                LinkBase = "https://example.gov.cn/invitation/",
            }),
            Officer);
    }

    private static async Task<Result<long>> AcceptAsync(ResidentScene scene, string token, string name, string password)
    {
        await using var db = scene.Database.Open(AccessScope.Nothing);
        return await new AcceptInvitation(db, new PasswordHasher<Account>(), new SessionBook(Clock), Clock).RunAsync(new() { Token = token, UserName = name, Password = password });
    }

    private static async Task<Result<Done>> ChangeAsync(ResidentScene scene, Func<ChangeAccount, Task<Result<Done>>> change, AccessScope? scope = null)
    {
        await using var db = scene.Database.Open(scope ?? County);
        var book = new SessionBook(Clock);
        return await change(new ChangeAccount(db, new StaffRegister(db), new AccountSessions(db, book, Clock), Clock));
    }
}
