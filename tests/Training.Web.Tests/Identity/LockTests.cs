using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests.Identity;

/// <summary>Wrong passwords are written down, lock the account, are seen by those who watch, and the lock is taken off with a reason.</summary>
public class LockTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Five_wrong_passwords_lock_the_account_and_an_officer_takes_the_lock_off(DatabaseProvider on)
    {
        await using var site = await TestSite.StartAsync(on);
        var account = await site.AccountAsync(Roles.Coordinator);
        using var visitor = site.Visitor();
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await TryAsync(visitor, account.UserName!, "not the password"));
        }

        Assert.Equal(HttpStatusCode.OK, await TryAsync(visitor, "zhang-nobody", "not the password"));
        Assert.Equal(HttpStatusCode.OK, await TryAsync(visitor, account.UserName!, TestSite.Password));

        using var city = await site.SignedInAsync(Roles.CityOfficer, Places.City);
        var failures = Words(await city.PageAsync("/accounts/failures"));
        Assert.Contains("最近 30 天 9 条，其中锁住账号 1 次，试没有的账号 1 次", failures, StringComparison.Ordinal);
        Assert.Contains("密码不对，连着第 3 次", failures, StringComparison.Ordinal);
        Assert.Contains("密码没有看，账号锁着", failures, StringComparison.Ordinal);
        Assert.DoesNotContain("zhang-nobody", failures, StringComparison.Ordinal);

        using var officer = await site.SignedInAsync(Roles.CountyOfficer);
        var page = await officer.PageAsync($"/accounts/{account.Id}");
        Assert.Contains("连着写错密码，锁到", Words(page), StringComparison.Ordinal);
        using var silent = await officer.SendAsync(page, ".account-lock form");
        var again = await TestClient.ReadAsync(silent);
        Assert.Contains("写一句为什么", again.QuerySelector(".account-lock .error")!.TextContent, StringComparison.Ordinal);
        using var unlocked = await officer.SendAsync(again, ".account-lock form", ("reason", "电话里核实是本人"));
        Assert.Equal($"/accounts/{account.Id}", unlocked.Headers.Location!.ToString());
        Assert.Null((await officer.PageAsync($"/accounts/{account.Id}")).QuerySelector(".account-lock"));
        await visitor.SignInAsync(account.UserName!, TestSite.Password);

        await using var db = site.Open();
        Assert.Equal("电话里核实是本人", (await db.AuditEntries().SingleAsync(e => e.Process == "UnlockAccount")).Reason);
        Assert.DoesNotContain(await db.AuditEntries().ToListAsync(), e => $"{e.Stream}{e.AfterJson}".Contains("zhang-nobody", StringComparison.Ordinal));
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Fact]
    public async Task A_wrong_second_step_is_written_down_too()
    {
        var clock = FakeClock.Ordinary();
        await using var site = await TestSite.StartAsync(clock: clock);
        var account = await site.AccountAsync(Roles.CountyOfficer);
        using var client = site.Visitor();
        await client.SignInAsync(account.UserName!, TestSite.Password);
        var setUp = await client.PageAsync("/account/totp");
        using var on = await client.SendAsync(setUp, "form.form", ("code", await StaffSignInTests.CodeAsync(site, account.Id, clock)));

        using var other = site.Visitor();
        Assert.Equal(HttpStatusCode.Redirect, await TryAsync(other, account.UserName!, TestSite.Password));
        var second = await other.PageAsync("/sign-in/second");
        foreach (var code in (string[])["000000", "NOT-A-CODE"])
        {
            using var wrong = await other.SendAsync(second, "form.signin", ("Code", code));
            Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        }

        await using var db = site.Open();
        Assert.Equal(2, await db.AuditEntries().CountAsync(e => e.Process == "SignInFailed" && e.AfterJson!.Contains("SecondStep")));
    }

    [Fact]
    public async Task An_account_that_leaves_shows_what_it_did_not_finish_before_and_after()
    {
        await using var site = await TestSite.StartAsync();
        Account account;
        await using (var db = site.Open())
        {
            var station = await Some.StationAsync(db);
            account = await site.AccountAsync(Roles.Coordinator, stations: [station.Id]);
            var session = await Some.SessionAsync(db, station, TimeProvider.System.Today());
            (await Some.OpenRollAsync(db, session)).OpenedBy = account.Id;
            await db.SaveChangesAsync();
        }

        using var officer = await site.SignedInAsync(Roles.CountyOfficer);
        var page = await officer.PageAsync($"/accounts/{account.Id}");
        Assert.Contains("手上没办完的事，2 件", Words(page), StringComparison.Ordinal);
        Assert.Equal(2, page.QuerySelectorAll(".hand-over-lines a").Length);
        using var refused = await officer.SendAsync(page, "form[action$=close]", ("lastDay", $"{TimeProvider.System.Today():yyyy-MM-dd}"), ("reason", ""));
        var again = await TestClient.ReadAsync(refused);
        Assert.NotEmpty(again.QuerySelector("#LastDay")!.GetAttribute("value")!);
        using var closed = await officer.SendAsync(again, "form[action$=close]", ("reason", "退休"));
        Assert.Contains("离岗时没办完的事，2 件", Words(await officer.PageAsync($"/accounts/{account.Id}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_speaks_Chinese_and_leads_to_what_it_names()
    {
        await using var site = await TestSite.StartAsync();
        var account = await site.AccountAsync(Roles.Trainer);
        using var officer = await site.SignedInAsync(Roles.CountyOfficer);
        using var moved = await officer.SendAsync(
            await officer.PageAsync($"/accounts/{account.Id}"), "form[action$=move]", ("role", Roles.Coordinator), ("region", "410922"), ("reason", "去站点"));
        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
        using var closed = await officer.SendAsync(
            await officer.PageAsync($"/accounts/{account.Id}"), "form[action$=close]", ("lastDay", $"{TimeProvider.System.Today():yyyy-MM-dd}"), ("reason", "退休"));

        var list = await officer.PageAsync($"/history?stream=account%2F{account.Id}");
        var entry = await officer.PageAsync(list.QuerySelector("tbody td a")!.GetAttribute("href")!);

        Assert.Equal($"/accounts/{account.Id}", entry.QuerySelector(".head a.btn")!.GetAttribute("href"));
        Assert.Contains("停用日期", Words(entry), StringComparison.Ordinal);
        Assert.DoesNotContain("closedOn", Words(entry), StringComparison.Ordinal);
    }

    private static string Words(IDocument page) => page.Body!.TextContent;

    private static async Task<HttpStatusCode> TryAsync(TestClient client, string name, string password)
    {
        using var answer = await client.SendAsync(await client.PageAsync("/sign-in"), "form.signin", ("UserName", name), ("Password", password));
        return answer.StatusCode;
    }
}
