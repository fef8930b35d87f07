using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Identity.Residents;
using Training.Domain.Messages;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Identity;

/// <summary>What signing in leaves behind goes by itself after the days that the table of retention says.</summary>
public sealed class LeftoversTests
{
    [Fact]
    public void What_is_cleared_by_itself_stands_in_the_table_in_days()
    {
        Assert.Equal([ClearLeftovers.Codes, ClearLeftovers.Messages, ClearLeftovers.Sessions], RetentionRules.All.Where(r => r.Days is not null).Select(r => r.Code));
        // The limits of codes look a day back.
        Assert.True(RetentionRules.All.Single(r => r.Code == ClearLeftovers.Codes).Days >= 2);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Codes_messages_and_sessions_go_once_and_in_their_own_time(DatabaseProvider on)
    {
        await using var scene = await ResidentScene.SetAsync(on);
        var person = await scene.PersonAsync("张秀英");
        var account = (await scene.EnterAsync(await scene.VerifiedAsync(), person.Key)).Value;
        var first = await scene.OpenSessionAsync(account);
        await SendAllAsync(scene);
        await using (var db = scene.Database.Open())
        {
            await new AccountSessions(db, new SessionBook(scene.Clock), scene.Clock).EndAsync(account, first.Key, SessionEnding.SignedOut, new Actor(account));
        }

        var last = await scene.OpenSessionAsync(account);
        Assert.True((await ClearAsync(scene)).Nothing);

        scene.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(new ClearLeftovers.Cleared(1, 0, 0), await ClearAsync(scene));
        scene.Clock.Advance(TimeSpan.FromDays(28));
        var waiting = (await scene.RequestAsync("13911112222")).Value!;
        Assert.Equal(new ClearLeftovers.Cleared(0, 1, 0), await ClearAsync(scene));
        scene.Clock.Advance(TimeSpan.FromDays(60));
        Assert.Equal(new ClearLeftovers.Cleared(1, 0, 1), await ClearAsync(scene));
        Assert.True((await ClearAsync(scene)).Nothing);

        await using var after = scene.Database.Open();
        Assert.Equal([last.Key], await after.AccountSessions().Select(s => s.Key).ToListAsync());
        var messages = await after.OutgoingMessages().OrderBy(m => m.Id).ToListAsync();
        Assert.Empty(messages[0].AddressSealed);
        Assert.Equal((MessageState.Sent, "登录验证码"), (messages[0].State, messages[0].Title));
        // It was never handed over: it still waits, whole.
        Assert.NotEmpty(messages[1].AddressSealed);
        Assert.NotNull(messages[1].TextSealed);
        Assert.Equal(3, await after.AuditEntries().CountAsync(a => a.Process == nameof(ClearLeftovers)));
        Assert.NotEqual(Guid.Empty, waiting.Key);
    }

    [Fact]
    public async Task A_message_without_its_address_is_not_sent_again()
    {
        await using var scene = await ResidentScene.SetAsync();
        await scene.RequestAsync();
        await using (var db = scene.Database.Open())
        {
            var message = await db.OutgoingMessages().SingleAsync();
            (message.State, message.ExpiresUtc) = (MessageState.Failed, null);
            await db.SaveChangesAsync();
        }

        scene.Clock.Advance(TimeSpan.FromDays(40));
        Assert.Equal(1, (await ClearAsync(scene)).Messages);
        await using var after = scene.Database.Open();
        var cleared = await after.OutgoingMessages().SingleAsync();
        Assert.IsType<RetryMessage.NotToBeSent>((await new RetryMessage(after, scene.Clock).RunAsync(cleared.Id, Actor.Job)).Refusal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_wrong_code_is_written_down_with_the_account_or_a_keyed_hash_and_never_with_the_number(DatabaseProvider on)
    {
        await using var scene = await ResidentScene.SetAsync(on);
        var person = await scene.PersonAsync("张秀英");
        var account = (await scene.EnterAsync(await scene.VerifiedAsync(), person.Key)).Value;
        scene.Clock.Advance(TimeSpan.FromMinutes(2));
        var known = (await scene.RequestAsync()).Value!;
        var unknown = (await scene.RequestAsync("13911112222")).Value!;
        for (var i = 0; i < PhoneCodeRules.MostWrongTries; i++)
        {
            Assert.IsType<WrongCode>((await scene.VerifyAsync(known.Key, known.Code == "111111" ? "222222" : "111111")).Refusal);
        }

        Assert.IsType<WrongCode>((await scene.VerifyAsync(unknown.Key, unknown.Code == "111111" ? "222222" : "111111")).Refusal);

        await using var db = scene.Database.Open();
        var page = await new ReadFailedSignIns(db, scene.Clock).RunAsync(1);
        Assert.Equal(6, page.Total);
        Assert.Equal(["PhoneCodeWrong", "PhoneCodeVoid"], page.Lines.Take(2).Select(l => l.Process));
        Assert.Equal([(null, true), (account, false)], page.Lines.Take(2).Select(l => (l.AccountId, l.Tried is not null)));
        Assert.DoesNotContain(await db.AuditEntries().ToListAsync(), e => (e.AfterJson ?? "").Contains("1391111", StringComparison.Ordinal));
    }

    private static async Task<ClearLeftovers.Cleared> ClearAsync(ResidentScene scene)
    {
        await using var db = scene.Database.Open();
        return await new ClearLeftovers(db, scene.Clock).RunAsync();
    }

    private static async Task SendAllAsync(ResidentScene scene)
    {
        await using var db = scene.Database.Open();
        foreach (var message in await db.OutgoingMessages().ToListAsync())
        {
            message.TakenBy("outbox", scene.Clock.UtcNow());
        }

        await db.SaveChangesAsync();
    }
}
