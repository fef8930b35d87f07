using Training.Domain.Persistence;
using Training.Testing;

namespace Training.Domain.Tests.Persistence;

/// <summary>Transactions on one SQLite file go one after another; whoever gives up lets the next one in.</summary>
public class SqliteTurnsTests
{
    [Fact]
    public async Task The_next_transaction_begins_when_the_one_before_is_committed()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var first = database.Open();
        await using var second = database.Open();
        await using var held = await first.Database.BeginTransactionAsync();

        var waiting = second.Database.BeginTransactionAsync();
        Assert.False(waiting.IsCompleted);
        await held.CommitAsync();

        await using var next = await waiting;
        Assert.NotNull(second.Database.CurrentTransaction);
    }

    [Fact]
    public async Task A_transaction_given_up_without_a_word_lets_the_next_one_in()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var first = database.Open();
        await using var second = database.Open();
        var held = await first.Database.BeginTransactionAsync();

        var waiting = second.Database.BeginTransactionAsync();
        await held.DisposeAsync();

        await using var next = await waiting;
        Assert.NotNull(second.Database.CurrentTransaction);
    }

    [Fact]
    public async Task A_context_that_opened_its_connection_and_gave_up_takes_its_turn_along()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var first = database.Open())
        {
            await first.OverwriteWhatIsDeletedAsync();
            await (await first.Database.BeginTransactionAsync()).DisposeAsync();
        }

        await using var second = database.Open();
        // Without its turn a transaction would wait for thirty.
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await using var next = await second.Database.BeginTransactionAsync(soon.Token);
        Assert.NotNull(second.Database.CurrentTransaction);
    }

    [Fact]
    public async Task The_same_connection_begins_again_after_giving_up()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await using var connection = await OneConnection.OpenAsync(db);
        await (await db.Database.BeginTransactionAsync()).DisposeAsync();

        await using var again = await db.Database.BeginTransactionAsync();

        Assert.NotNull(db.Database.CurrentTransaction);
    }

    [Fact]
    public async Task Whoever_stops_waiting_takes_nobodys_turn()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var first = database.Open();
        await using var second = database.Open();
        await using var third = database.Open();
        using var stop = new CancellationTokenSource();
        await using var held = await first.Database.BeginTransactionAsync();
        var waiting = second.Database.BeginTransactionAsync(stop.Token);
        var last = third.Database.BeginTransactionAsync();

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await held.RollbackAsync();

        await using var next = await last;
        Assert.NotNull(third.Database.CurrentTransaction);
    }
}
