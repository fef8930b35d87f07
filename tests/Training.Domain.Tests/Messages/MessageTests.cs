using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Testing;

namespace Training.Domain.Tests.Messages;

public sealed class MessageTests
{
    private static readonly DateTime Now = new(2026, 11, 18, 1, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(1, 15)]
    [InlineData(2, 60)]
    [InlineData(3, 240)]
    [InlineData(4, 960)]
    [InlineData(5, 1800)]
    [InlineData(50, 1800)]
    public void Each_failure_waits_longer_up_to_half_an_hour(int attempts, int seconds) =>
        Assert.Equal(seconds, MessageRules.BackOff(attempts).TotalSeconds);

    [Fact]
    public async Task Words_are_either_plain_or_sealed()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var draft = new MessageDraft { Purpose = "test", Title = "试一试", AddressSealed = [1] };
        Assert.Throws<ArgumentException>(() => MessageQueue.Add(db, draft, Now));
        Assert.Throws<ArgumentException>(() => MessageQueue.Add(db, draft with { Text = "字", TextSealed = [2] }, Now));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_failed_message_is_sent_again_by_hand_once_and_that_is_written_down(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        var clock = FakeClock.Ordinary();
        long failed, spoiled, waiting;
        await using (var db = database.Open())
        {
            var rows = Enumerable.Range(0, 3)
                .Select(_ => MessageQueue.Add(db, new() { Purpose = "test", Title = "试一试", AddressSealed = [1], Text = "字", ExpiresUtc = Now.AddHours(1) }, Now))
                .ToList();
            (rows[0].State, rows[0].Attempts) = (MessageState.Failed, 5);
            (rows[1].State, rows[1].ExpiresUtc) = (MessageState.Failed, Now.AddMinutes(-1));
            await db.SaveChangesAsync();
            (failed, spoiled, waiting) = (rows[0].Id, rows[1].Id, rows[2].Id);
        }

        await using (var db = database.Open())
        {
            var retry = new RetryMessage(db, clock);
            Assert.True((await retry.RunAsync(failed, new Actor(7))).Ok);
            Assert.IsType<RetryMessage.NotToBeSent>((await retry.RunAsync(failed, new Actor(7))).Refusal);
            Assert.IsType<RetryMessage.NotToBeSent>((await retry.RunAsync(spoiled, new Actor(7))).Refusal);
            Assert.IsType<RetryMessage.NotToBeSent>((await retry.RunAsync(waiting, new Actor(7))).Refusal);
        }

        await using var after = database.Open();
        var message = await after.OutgoingMessages().SingleAsync(m => m.Id == failed);
        Assert.Equal((MessageState.Waiting, 10, clock.GetUtcNow().UtcDateTime), (message.State, message.MaxAttempts, message.NextTryUtc));
        Assert.Equal(7, (await after.AuditEntries().SingleAsync(a => a.Stream == $"message/{failed}")).ActorId);
        Assert.Equal(1, (await new ReadMessages(after).RunAsync(MessageState.Failed, null, 1)).Total);
        Assert.Equal(3, (await new ReadMessages(after).RunAsync(null, "test", 1)).Total);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_inbox_is_read_by_its_own_account_alone(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using (var db = database.Open())
        {
            Inbox.Add(db, [1, 1, 2], new InboxNote("岳村集村农村幸福院的申报等您审核。", Href: "/stations"), Now);
            Inbox.Add(db, [1], new InboxNote(new string('长', 300)), Now);
            Assert.Throws<ArgumentException>(() => Inbox.Add(db, [1], new InboxNote("坏链接", Href: "//elsewhere.example"), Now));
            await db.SaveChangesAsync();
        }

        await using var own = database.Open();
        var inbox = new OwnInbox(own, FakeClock.Ordinary());
        var page = await inbox.ReadAsync(1, onlyUnread: false, 1);
        Assert.Equal((2, 2), (page.Total, page.Unread));
        Assert.Equal(InboxMessage.TitleMaxLength, page.Lines[0].Title.Length);

        Assert.Null(await inbox.OpenAsync(2, page.Lines[0].Id));
        Assert.Equal(2, await inbox.UnreadAsync(1));
        Assert.NotNull((await inbox.OpenAsync(1, page.Lines[0].Id))!.ReadUtc);
        Assert.Single((await inbox.ReadAsync(1, onlyUnread: true, 1)).Lines);
        await inbox.MarkAllReadAsync(1);
        Assert.Equal((0, 1), (await inbox.UnreadAsync(1), await inbox.UnreadAsync(2)));
    }
}
