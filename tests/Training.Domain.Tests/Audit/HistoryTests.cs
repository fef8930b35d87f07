using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Audit;

/// <summary>Whatever is done to the written history behind the product's back is found and named.</summary>
public class HistoryTests
{
    private static readonly DateTime Monday = new(2026, 11, 16, 1, 0, 0, DateTimeKind.Utc);

    public enum Hand
    {
        FlipBit,
        DeleteLast,
        DeleteMiddle,
        DeleteStream,
        Reorder,
        RewriteFrom,
        MoveRegion,
        DropHead,
        DropNewestCheckpoint,
        DropEverythingNew,
    }

    public static TheoryData<Hand, ChainFaultKind, string> Hands => new()
    {
        { Hand.FlipBit, ChainFaultKind.Altered, "roll/b" },
        { Hand.DeleteLast, ChainFaultKind.TailCut, "roll/b" },
        { Hand.DeleteMiddle, ChainFaultKind.Gap, "roll/b" },
        { Hand.DeleteStream, ChainFaultKind.StreamGone, "roll/b" },
        { Hand.Reorder, ChainFaultKind.Altered, "roll/b" },
        { Hand.RewriteFrom, ChainFaultKind.Rewritten, "roll/b" },
        { Hand.MoveRegion, ChainFaultKind.Altered, "roll/b" },
        { Hand.DropHead, ChainFaultKind.CheckpointBroken, "checkpoint" },
        { Hand.DropNewestCheckpoint, ChainFaultKind.CheckpointBroken, "checkpoint" },
        { Hand.DropEverythingNew, ChainFaultKind.CheckpointBroken, "checkpoint" },
    };

    [Theory, OnSqlite, OnPostgres]
    public async Task An_untouched_history_is_proved_and_the_proof_is_written_down(DatabaseProvider provider)
    {
        await using var history = await SealedAsync(provider);

        var proof = await history.ProveAsync();

        Assert.Null(proof.Broken);
        Assert.Equal((13, 2), (proof.Checked, proof.Checkpoints));
        await using var db = history.Database.Open();
        Assert.Equal([13L], await db.AuditProofs().Where(p => p.Fault == null).Select(p => p.Entries).ToListAsync());
    }

    [Theory]
    [MemberData(nameof(Hands))]
    public async Task Every_hand_is_found_on_Sqlite(Hand hand, ChainFaultKind kind, string stream) => await FoundAsync(DatabaseProvider.Sqlite, hand, kind, stream);

    [Theory, OnPostgres]
    public async Task Every_hand_is_found_on_a_server_too(DatabaseProvider provider)
    {
        foreach (var hand in Hands)
        {
            await FoundAsync(provider, (Hand)hand[0], (ChainFaultKind)hand[1], (string)hand[2]);
        }
    }

    [Fact]
    public async Task Nothing_new_makes_no_seal()
    {
        await using var history = await SealedAsync(DatabaseProvider.Sqlite);

        Assert.Null(await history.SealAsync());
    }

    [Fact]
    public void Any_bit_of_any_column_is_found()
    {
        var entry = AuditTrail.Next(null, "roll/1", new Actor(7), "OpenRoll", Monday, new { a = 1 }, new { a = 2 }, "重开", Places.Qingfeng);
        var hash = entry.Hash;
        Action<AuditEntry>[] hands =
        [
            e => e.Stream += "0", e => e.Sequence ^= 1, e => e.RegionCode ^= 1, e => e.OccurredUtc = e.OccurredUtc.AddTicks(10), e => e.ActorId ^= 1, e => e.ActorId = null,
            e => e.Process = "Openroll", e => e.Reason = null, e => e.Reason += "\0", e => e.BeforeJson = e.AfterJson, e => e.AfterJson = "{\"a\":3}", e => e.PreviousHash[31] ^= 1,
        ];
        foreach (var hand in hands)
        {
            var copy = AuditTrail.Next(null, "roll/1", new Actor(7), "OpenRoll", Monday, new { a = 1 }, new { a = 2 }, "重开", Places.Qingfeng);
            copy.PreviousHash = [.. copy.PreviousHash];
            Assert.Equal(hash, AuditTrail.HashOf(copy));
            hand(copy);
            Assert.NotEqual(hash, AuditTrail.HashOf(copy));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_entry_belongs_to_the_division_of_what_it_tells_of_and_only_its_auditors_see_it(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using (var db = database.Open())
        {
            var station = await Some.StationAsync(db, Places.QingfengVillage);
            station.Address = "新址 1 号";
            await AuditTrail.AppendAsync(db, $"station/{station.Id}", Actor.Job, "Move", Monday);
            await db.SaveChangesAsync();
            await AuditTrail.AppendAsync(db, "standard/x", Actor.Job, "Import", Monday);
            await AuditTrail.AppendAsync(db, "two-counties", Actor.Job, "Merge", Monday, regionCode: Places.Nanle);
            await db.SaveChangesAsync();
        }

        await using (var county = database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)])))
        {
            Assert.Equal([Places.QingfengVillage], await county.AuditEntries().Select(e => e.RegionCode).ToListAsync());
            // Writing on in a stream of which one sees nothing continues the chain all the same.
            await AuditTrail.AppendAsync(county, "two-counties", Actor.Job, "Again", Monday);
            await county.SaveChangesAsync();
        }

        await using var all = database.Open();
        Assert.Equal(2, await all.AuditEntries().CountAsync(e => e.Stream == "two-counties"));
        Assert.Equal(Places.City, await all.AuditEntries().Where(e => e.Stream == "standard/x").Select(e => e.RegionCode).SingleAsync());
        Assert.Null((await AuditTrail.VerifyAsync(all)).Broken);
    }

    private static async Task FoundAsync(DatabaseProvider provider, Hand hand, ChainFaultKind kind, string stream)
    {
        await using var history = await SealedAsync(provider);
        await history.TouchAsync(hand);

        var proof = await history.ProveAsync();

        Assert.NotNull(proof.Broken);
        Assert.Equal((hand, kind, stream), (hand, proof.Broken.Kind, proof.Broken.Stream));
        Assert.StartsWith("操作历史对不上：", proof.Broken.Words, StringComparison.Ordinal);
    }

    /// <summary>Three streams of four entries, a seal, one more entry, a seal.</summary>
    private static async Task<WrittenHistory> SealedAsync(DatabaseProvider provider)
    {
        var history = new WrittenHistory(await TestDatabase.CreateAsync(provider));
        await using var db = history.Database.Open();
        await db.AuditEntries().ExecuteDeleteAsync();
        foreach (var stream in (string[])["roll/a", "roll/b", "roll/c"])
        {
            for (var i = 0; i < 4; i++)
            {
                await AuditTrail.AppendAsync(db, stream, new Actor(7), "ApplyMarks", Monday.AddMinutes(i), after: new { marks = i }, regionCode: Places.Qingfeng);
                await db.SaveChangesAsync();
            }
        }

        Assert.NotNull(await history.SealAsync());
        await AuditTrail.AppendAsync(db, "roll/b", new Actor(7), "CloseRoll", Monday.AddHours(1), after: new { present = 31 });
        await db.SaveChangesAsync();
        Assert.NotNull(await history.SealAsync());
        return history;
    }

    private sealed class WrittenHistory(TestDatabase database) : IAsyncDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("training-history-").FullName;

        public TestDatabase Database => database;

        private CheckpointFile File => new(new DataFolder(folder));

        public async Task<AuditCheckpoint?> SealAsync()
        {
            await using var db = database.Open();
            return await new AddCheckpoint(db, File, FakeClock.Shanghai(2026, 11, 17)).RunAsync();
        }

        public async Task<ChainProof> ProveAsync()
        {
            await using var db = database.Open();
            return await new ProveHistory(db, File, FakeClock.Shanghai(2026, 11, 18)).RunAsync();
        }

        public async Task TouchAsync(Hand hand)
        {
            await using var db = database.Open();
            var rows = await db.AuditEntries().Where(e => e.Stream == "roll/b").OrderBy(e => e.Sequence).ToListAsync();
            switch (hand)
            {
                case Hand.FlipBit:
                    rows[1].AfterJson = rows[1].AfterJson!.Replace('1', '0');
                    break;
                case Hand.DeleteLast:
                    db.Remove(rows[^1]);
                    break;
                case Hand.DeleteMiddle:
                    db.Remove(rows[2]);
                    break;
                case Hand.DeleteStream:
                    db.RemoveRange(rows);
                    break;
                case Hand.Reorder:
                    (rows[1].AfterJson, rows[2].AfterJson) = (rows[2].AfterJson, rows[1].AfterJson);
                    (rows[1].OccurredUtc, rows[2].OccurredUtc) = (rows[2].OccurredUtc, rows[1].OccurredUtc);
                    break;
                case Hand.RewriteFrom:
                    rows[2].Reason = "另一个理由";
                    for (var i = 2; i < rows.Count; i++)
                    {
                        rows[i].PreviousHash = rows[i - 1].Hash;
                        rows[i].Hash = AuditTrail.HashOf(rows[i]);
                    }

                    break;
                case Hand.MoveRegion:
                    rows[0].RegionCode = Places.Nanle;
                    break;
                case Hand.DropHead:
                    db.Remove(await db.AuditHeads().SingleAsync(h => h.Stream == "roll/b" && h.Sequence == 5));
                    break;
                case Hand.DropNewestCheckpoint:
                    db.Remove(await db.AuditCheckpoints().SingleAsync(c => c.Number == 2));
                    db.RemoveRange(db.AuditHeads().Where(h => h.CheckpointNumber == 2));
                    break;
                case Hand.DropEverythingNew:
                    db.Remove(rows[^1]);
                    goto case Hand.DropNewestCheckpoint;
            }

            await db.SaveChangesAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await database.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
