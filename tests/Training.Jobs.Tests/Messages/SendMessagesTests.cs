using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Jobs.Messages;
using Training.Jobs.Work;
using Training.Testing;

namespace Training.Jobs.Tests.Messages;

public sealed class SendMessagesTests : IAsyncLifetime
{
    private const string Phone = "13800001234";

    private readonly FakeClock clock = FakeClock.Ordinary();
    private readonly DataFolder folder = new(Directory.CreateTempSubdirectory("training-messages-").FullName);
    private readonly Gateway gateway = new();
    private Vault vault = null!;

    public Task InitializeAsync()
    {
        vault = new Vault(folder);
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder.Root, recursive: true);
        return Task.CompletedTask;
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_code_lands_in_the_outbox_file_and_its_words_are_gone_from_the_database(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await AddAsync(database, "验证码 123456，10 分钟内有效。");

        Assert.Equal(new SendMessages.Sent(1, 0, 0), await RunAsync(database, null));
        Assert.True((await RunAsync(database, null)).Nothing);

        var path = OutboxFileChannel.FileIn(folder);
        using var line = JsonDocument.Parse(Assert.Single(await File.ReadAllLinesAsync(path)));
        Assert.Equal(Phone, line.RootElement.GetProperty("to").GetString());
        Assert.Equal("验证码 123456，10 分钟内有效。", line.RootElement.GetProperty("text").GetString());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        await using var db = database.Open();
        var message = await db.OutgoingMessages().SingleAsync();
        Assert.Equal((MessageState.Sent, 1, OutboxFileChannel.Name), (message.State, message.Attempts, message.Channel));
        Assert.Null(message.TextSealed);
    }

    [Fact]
    public async Task One_that_fails_waits_longer_each_time_until_its_attempts_are_used_up_and_the_others_go_on()
    {
        await using var database = await TestDatabase.CreateAsync();
        var bad = await AddAsync(database, "坏的");
        await AddAsync(database, "好的");
        gateway.Answer = m => m.Text == "坏的" ? throw new TimeoutException($"no route to {m.Address}") : Task.CompletedTask;

        Assert.Equal(new SendMessages.Sent(1, 1, 0), await RunAsync(database, "gateway"));
        Assert.True((await RunAsync(database, "gateway")).Nothing);
        foreach (var wait in (int[])[15, 60, 240, 960])
        {
            clock.Advance(TimeSpan.FromSeconds(wait));
            Assert.Equal(new SendMessages.Sent(0, 1, 0), await RunAsync(database, "gateway"));
        }

        await using var db = database.Open();
        var message = await db.OutgoingMessages().SingleAsync(m => m.Id == bad);
        Assert.Equal((MessageState.Failed, 5), (message.State, message.Attempts));
        Assert.DoesNotContain(Phone, message.Error!, StringComparison.Ordinal);
        Assert.NotNull(message.TextSealed);
    }

    [Fact]
    public async Task A_refused_one_is_not_tried_again_and_a_spoiled_one_is_not_sent_at_all()
    {
        await using var database = await TestDatabase.CreateAsync();
        var refused = await AddAsync(database, "拒");
        var spoiled = await AddAsync(database, "迟", clock.GetUtcNow().UtcDateTime.AddMinutes(-1));
        gateway.Answer = _ => throw new MessageRefusedException("号码停机，发不到。");

        Assert.Equal(new SendMessages.Sent(0, 1, 1), await RunAsync(database, "gateway"));

        await using var db = database.Open();
        Assert.Equal((MessageState.Failed, "号码停机，发不到。"), await db.OutgoingMessages().Where(m => m.Id == refused).Select(m => new ValueTuple<MessageState, string?>(m.State, m.Error)).SingleAsync());
        var late = await db.OutgoingMessages().SingleAsync(m => m.Id == spoiled);
        Assert.Equal((MessageState.Expired, 0), (late.State, late.Attempts));
        Assert.Null(late.TextSealed);
        Assert.Single(gateway.Seen);
    }

    [Fact]
    public async Task An_unknown_channel_is_said_in_a_sentence()
    {
        await using var database = await TestDatabase.CreateAsync();
        await AddAsync(database, "字");
        var failure = await Assert.ThrowsAsync<JobFailedException>(() => RunAsync(database, "pigeon"));
        Assert.Contains("Messages:Channel", failure.Message, StringComparison.Ordinal);
    }

    private async Task<long> AddAsync(TestDatabase database, string text, DateTime? expires = null)
    {
        await using var db = database.Open();
        var message = MessageQueue.Add(
            db,
            new() { Purpose = "sign-in-code", Title = "登录验证码", AddressSealed = vault.Seal(Phone), TextSealed = vault.Seal(text), ExpiresUtc = expires },
            clock.UtcNow());
        await db.SaveChangesAsync();
        return message.Id;
    }

    private async Task<SendMessages.Sent> RunAsync(TestDatabase database, string? channel)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Messages:Channel"] = channel }).Build();
        await using var services = new ServiceCollection()
            .AddSingleton(folder)
            .AddKeyedSingleton<IMessageChannel, OutboxFileChannel>(OutboxFileChannel.Name)
            .AddKeyedSingleton<IMessageChannel>("gateway", gateway)
            .BuildServiceProvider();
        await using var db = database.Open();
        return await new SendMessages(db, vault, services, configuration, clock, NullLogger<SendMessages>.Instance).RunAsync();
    }

    /// <summary>A gateway outside, as a test wants it to answer.</summary>
    private sealed class Gateway : IMessageChannel
    {
        public List<MessageToSend> Seen { get; } = [];

        public Func<MessageToSend, Task> Answer { get; set; } = _ => Task.CompletedTask;

        public Task SendAsync(MessageToSend message, CancellationToken ct)
        {
            Seen.Add(message);
            return Answer(message);
        }
    }
}
