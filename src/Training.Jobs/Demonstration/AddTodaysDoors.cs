using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Jobs.Demonstration;

/// <summary>
/// Keeps what happens at the doors visible in the demonstration: invitations that wait and that ran out, a session that ended, a locked
/// account with the wrong tries before it, lines in inboxes. Whatever is still there is left alone.
/// </summary>
public sealed class AddTodaysDoors(TrainingDbContext db, Vault vault, SessionBook book, TimeProvider clock)
{
    private const string Link = "https://example.gov.cn/invitation/";

    public async Task RunAsync(CancellationToken ct = default)
    {
        var accounts = await db.Accounts().Where(a => a.NormalizedUserName == "CITY" || a.NormalizedUserName == "QINGFENG" || a.NormalizedUserName!.StartsWith("COUNTY-"))
            .OrderBy(a => a.Id).ToListAsync(ct);
        if (accounts.Find(a => a.UserName == "city") is not { } city || accounts.Find(a => a.UserName == "qingfeng") is not { } county
            || !await SeedDemonstration.IsDemonstrationAsync(db, ct))
        {
            return;
        }

        var now = clock.UtcNow();
        await InviteAsync(city, county, now, ct);
        await TurnAwayAsync(accounts.FindAll(a => a.UserName!.StartsWith("county-", StringComparison.Ordinal)), now, ct);
        await EndSessionAsync(city, now, ct);
        await TellAsync(city, county, now, ct);
    }

    private async Task InviteAsync(Account city, Account county, DateTime now, CancellationToken ct)
    {
        if (await db.Invitations().AnyAsync(i => i.AcceptedUtc == null && i.WithdrawnUtc == null && i.ExpiresUtc > now, ct))
        {
            return;
        }

        await SendAsync(city, Roles.CityOfficer, "郭建军", "13900000101", Roles.Auditor, "4109", null, now.AddHours(-20), ct);
        await SendAsync(city, Roles.CityOfficer, "贾春梅", "13900000102", Roles.BureauContributor, "4109", BureauKind.Education, now.AddDays(-3), ct);
        await SendAsync(county, Roles.CountyOfficer, "魏志强", "13900000103", Roles.Trainer, "410922", null, now.AddDays(-5), ct);
        await SendAsync(county, Roles.CountyOfficer, "苗秀芝", "13900000104", Roles.Bureau, "410922", BureauKind.Health, now.AddDays(-9), ct);
    }

    private Task<Result<InviteStaff.Sent>> SendAsync(
        Account by, string byRole, string name, string phone, string role, string region, BureauKind? bureau, DateTime at, CancellationToken ct) =>
        new InviteStaff(db, vault, new Moment(at)).RunAsync(
            new() { DisplayName = name, Phone = phone, Role = role, Region = region, Bureau = bureau, InviterRole = byRole, LinkBase = Link }, new Actor(by.Id), ct);

    /// <summary>One account that a colleague locked by mistake, another with two wrong tries, a name that nobody has.</summary>
    private async Task TurnAwayAsync(List<Account> accounts, DateTime now, CancellationToken ct)
    {
        if (accounts.Count < 2 || accounts[0].LockoutEnd > now)
        {
            return;
        }

        var (locked, other) = (accounts[0], accounts[1]);
        for (var tries = 1; tries <= 5; tries++)
        {
            await At(now.AddMinutes(-30 + tries)).StageFailureAsync(locked, tries, ct);
        }

        locked.LockoutEnd = new DateTimeOffset(now.AddHours(12), TimeSpan.Zero);
        await At(now.AddMinutes(-25)).StageLockAsync(locked, now.AddHours(12), ct);
        await At(now.AddHours(-26)).StageFailureAsync(other, 1, ct);
        await At(now.AddHours(-26).AddMinutes(1)).StageFailureAsync(other, 2, ct);
        await db.SaveChangesAsync(ct);
        await At(now.AddHours(-7)).NoteUnknownAsync("admin", ct);
        await At(now.AddHours(-6)).NoteUnknownAsync("admin", ct);
        await At(now.AddHours(-5)).NoteUnknownAsync("root", ct);

        FailedSignIns At(DateTime at) => new(db, vault, new Moment(at));
    }

    private async Task EndSessionAsync(Account city, DateTime now, CancellationToken ct)
    {
        if (await db.AccountSessions().AnyAsync(s => s.AccountId == city.Id && s.EndedUtc != null, ct))
        {
            return;
        }

        var sessions = new AccountSessions(db, book, new Moment(now.AddHours(-4)));
        var ended = await sessions.OpenAsync(city.Id, "安卓手机，Chrome", "pwd", SessionRules.WorkingDay, ct);
        await sessions.OpenAsync(city.Id, "Windows 电脑，Edge", "pwd", SessionRules.WorkingDay, ct);
        await new AccountSessions(db, book, new Moment(now.AddHours(-3))).EndAsync(city.Id, ended.Key, SessionEnding.EndedByOwner, new Actor(city.Id), ct);
    }

    private async Task TellAsync(Account city, Account county, DateTime now, CancellationToken ct)
    {
        var since = now.AddDays(-7);
        if (await db.InboxMessages().AnyAsync(m => m.AccountId == county.Id && m.CreatedUtc > since, ct))
        {
            return;
        }

        Inbox.Add(db, [city.Id], new InboxNote("人才库有几位等您备案", "备案以后一起公示。", "/trainers/record"), now.AddHours(-21));
        Inbox.Add(db, [city.Id], new InboxNote("有县区送来的站点等您备案", "看过材料再备案，不合适就退回，写明理由。", "/stations/board"), now.AddHours(-2));
        Inbox.Add(db, [city.Id], new InboxNote("一个账号连着写错密码锁住了", "看看是不是本人。", "/accounts/failures"), now.AddMinutes(-25));
        Inbox.Add(db, [county.Id], new InboxNote("几位讲师的证书快到期了", "请他们把新证书交来。", "/trainers"), now.AddDays(-2));
        Inbox.Add(db, [county.Id], new InboxNote("有人申请注销个人信息", "十五个工作日以内答复。", "/privacy"), now.AddDays(-1));
        Inbox.Add(db, [county.Id], new InboxNote("有站点申报等您审核", null, "/stations/board"), now.AddHours(-5));
        foreach (var line in db.InboxMessages().Local.Where(m => m.Id == 0 && m.CreatedUtc < now.AddHours(-20)))
        {
            line.ReadUtc = line.CreatedUtc.AddHours(1);
        }

        await db.SaveChangesAsync(ct);
    }
}
